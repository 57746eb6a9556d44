// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// JobPlan: everything the engine needs to run a job, and nothing of YAML. Made by plan::makePlan(); plain values.
#pragma once

#include "core/runner/runner_settings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::plan {

enum class When { OnSuccess, OnFailure, Always, Manual, Delayed };

struct Variable {
    std::string key;
    std::string value;
    bool masked = false;
    bool file = false;    ///< the value is written to a file and the variable holds its path
    bool raw = false;     ///< never expanded
    bool secret = false;  ///< not handed to services (the runner gives them public and internal variables only)
};

struct Image {
    std::string name; ///< may hold $VARIABLES, expanded when the job starts
    std::optional<std::vector<std::string>> entrypoint = {};
    std::string user = {};
    std::string platform = {};
    std::vector<std::string> pullPolicy = {}; ///< always, if-not-present, never; tried in order; empty: the runner's
};

struct Service {
    Image image;
    std::string alias = {};
    std::optional<std::vector<std::string>> command = {};
    std::vector<Variable> variables = {};
};

struct Need {
    std::string job;
    bool optional = false;
};

/// One of artifacts:reports, but dotenv.
struct Report {
    std::string type; ///< "junit", "codequality" … ; "cobertura" or "jacoco" for a coverage_report
    std::vector<std::string> paths = {};
};

struct Artifacts {
    std::vector<std::string> paths = {}; ///< globs; may hold $VARIABLES
    std::vector<std::string> exclude = {};
    bool untracked = false;
    When when = When::OnSuccess; ///< OnSuccess, OnFailure or Always
    std::vector<std::string> dotenv = {}; ///< files of reports:dotenv
    std::vector<Report> reports = {};
    std::optional<int> expireInSeconds = {}; ///< without: never
};

struct Cache {
    std::string key = "default"; ///< may hold $VARIABLES
    std::vector<std::string> keyFiles = {}; ///< then the key is made of their contents
    std::string keyPrefix = {};
    std::string keySuffix = {}; ///< "-protected" or "-non_protected", as GitLab adds it
    std::vector<std::string> fallbackKeys = {}; ///< with the suffix
    std::vector<std::string> paths = {};
    bool untracked = false;
    std::string policy = "pull-push";
    When when = When::OnSuccess;
};

/// Artifacts of a job of a pipeline that led to this one.
struct PipelineNeed {
    std::string pipeline; ///< its CI_PIPELINE_ID; may hold $VARIABLES
    std::string job;
};

/// What a trigger job starts. How its pipeline comes to be is up to engine::PipelineMaker.
struct Bridge {
    enum class Strategy { None, Depend, Mirror };
    Strategy strategy = Strategy::None;
    std::string project = {};      ///< another project's path, with variables expanded; empty: a child pipeline
    std::string artifactJob = {};  ///< the child's file is an artifact of this job …
    std::string artifactFile = {}; ///< … at this path; may hold $VARIABLES
    std::vector<Variable> forwarded = {}; ///< for the pipeline, weakest first; values may hold $VARIABLES of the job
};

struct JobPlan {
    std::string name;
    std::string stage;
    std::optional<std::vector<Need>> needs = {}; ///< without: all jobs of earlier stages
    When when = When::OnSuccess;
    int startInSeconds = 0; ///< for Delayed
    /// Why it must not start by itself on somebody's machine, for people; empty: nothing speaks against it. When its turn
    /// comes it waits like a manual job.
    std::string guardedBy = {};
    std::string manualConfirmation = {}; ///< the question to answer before a manual job starts; empty: none
    bool allowFailure = false;
    std::vector<int> allowFailureExitCodes = {};
    std::vector<Variable> variables = {}; ///< all of them, weakest first; a later one of the same key wins
    std::optional<Image> image = {};      ///< without: the runner's default image
    std::vector<Service> services = {};
    std::vector<std::string> script = {}; ///< before_script and script, as the runner joins them
    std::vector<std::string> afterScript = {};
    std::vector<std::string> preGetSourcesScript = {}; ///< hooks:pre_get_sources_script
    std::string coverage = {};            ///< regular expression without its slashes; empty: none
    int timeoutSeconds = 3600;
    int retryMax = 0;
    std::vector<std::string> retryWhen = {}; ///< empty, and no exit codes: always
    std::vector<int> retryExitCodes = {};
    std::optional<Artifacts> artifacts = {};
    std::vector<Cache> caches = {};
    std::vector<std::string> artifactsFrom = {}; ///< jobs whose artifacts and dotenv variables this one gets, in order
    std::vector<PipelineNeed> artifactsFromPipelines = {};
    std::size_t inheritedAt = 0; ///< where in `variables` those of dotenv reports go: over the job's, under the project's
    std::optional<Bridge> bridge = {}; ///< starts a pipeline instead of a script
    std::string leftOut = {};          ///< why it is not run on this machine; it is skipped, and nobody waits for it
    std::string resourceGroup = {}; ///< jobs of one group never run at the same time
    std::vector<std::string> notes = {}; ///< what of it is not run locally, for its log
};

/// What a run is of; kept in its report.
struct RunFacts {
    std::string ref = {};
    std::string sha = {};
    std::string source = {};     ///< CI_PIPELINE_SOURCE
    std::string root = {};       ///< of the repository
    std::string configHash = {}; ///< SHA-256 of the merged configuration
    std::string mode = {};       ///< how jobs use Docker: runner::modeWord()
};

struct RunPlan {
    std::vector<std::string> stages; ///< in order
    std::vector<JobPlan> jobs;       ///< in stage order, then order of definition
    runner::RunnerSettings runner;
    int concurrency = 2;
    bool cancelsOnFailure = false; ///< workflow:auto_cancel:on_job_failure: all
    std::string projectPath = "group/project"; ///< names the build directory: /builds/<projectPath>
    RunFacts facts = {};
    std::vector<std::string> notes = {};       ///< what this run leaves out and why, for people
};

/// As much text as references may bring into the result of one of these functions; what is beyond stays as written.
/// Variables that name each other several times double with each step, and no environment holds so much.
inline constexpr std::size_t MaximalExpansion = 1024 * 1024;

/// The variables as GitLab sends them to a runner: in the order of their dependencies, references expanded through any
/// number of steps; unknown names and references to raw or file variables stay. Unchanged when they form a circle.
std::vector<Variable> sentVariables(const std::vector<Variable> &variables);
/// One pass over `text`, as the runner does it with image names, service fields and variable values: $NAME and ${NAME}
/// become the values, those of file variables their path, unknown names become empty, "$$" becomes "$".
std::string expandText(std::string_view text, const std::vector<Variable> &variables);
/// The variables as the job sees them: sent by GitLab, the last of each key, then expanded once more by the runner; raw
/// ones left alone. The value of a file variable is the content of its file.
std::vector<Variable> resolvedVariables(const std::vector<Variable> &variables);

} // namespace stagecraft::plan

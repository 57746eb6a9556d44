// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EffectivePipeline: what GitLab makes of a `.gitlab-ci.yml` after include, extends, !reference, default and
// normalisation: the immutable answer of expand::expand(). PipelineSelection: which of its jobs a pipeline for one ref
// and event would have, and why. Values; safe on any thread.
#pragma once

#include "core/expand/include_source.h"
#include "core/model/value.h"
#include "core/text/diagnostic.h"
#include "core/text/text_buffer.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stagecraft::expand {

enum class When { OnSuccess, OnFailure, Always, Manual, Delayed, Never };

/// Where a value of the merged result was written, and over which way it came into the job.
enum class Via { Own, Extends, Default, Include, Anchor, Reference, Global, BuiltIn };
struct Provenance {
    Via via = Via::BuiltIn;
    std::string from;      ///< the template, anchor or included file it came through; empty for Own and BuiltIn
    QString file;          ///< relative to the repository
    text::TextRange range; ///< of the value in that file; empty for BuiltIn
};

struct Variable {
    std::string key;
    std::string value;
    bool raw = false;    ///< `expand: false`
    bool masked = false; ///< project's CI/CD variables only
    bool file = false;   ///< project's CI/CD variables only: the job sees a path, the value is the content
    bool operator==(const Variable &) const = default;
};

struct Need {
    std::string job;
    bool artifacts = true;
    bool optional = false;
};

struct Image {
    std::string name;
    std::optional<std::vector<std::string>> entrypoint = {};
    std::string user = {};
    std::string platform = {};
    std::vector<std::string> pullPolicy = {};
};

struct Service {
    Image image;
    std::string alias = {}; ///< as written; several are separated by commas or spaces
    std::optional<std::vector<std::string>> command = {};
    std::vector<Variable> variables = {};
};

struct EffectiveJob {
    std::string name;       ///< with "1/3" or "[a, b]" for parallel jobs
    std::string sourceName; ///< the key in the file that it came from; the same for all of a parallel job
    std::string stage;
    When when = When::OnSuccess;
    bool allowFailure = false;
    std::vector<int> allowFailureExitCodes = {};
    std::optional<std::vector<Need>> needs = {}; ///< without: stage order
    std::optional<std::vector<std::string>> dependencies = {};
    std::vector<std::string> extends = {};
    std::optional<Image> image = {};
    std::vector<Service> services = {};
    std::vector<Variable> variables = {};       ///< merged with the global ones, in order
    std::vector<std::string> ownVariables = {}; ///< the keys that the job itself or its matrix defines
    std::vector<std::string> beforeScript = {}; ///< one element a line of the list, as the runner gets them
    std::vector<std::string> script = {};
    std::vector<std::string> afterScript = {};
    std::vector<std::string> tags = {};
    std::optional<int> timeoutSeconds = {};
    int retryMax = 0;
    std::vector<std::string> retryWhen = {};
    std::optional<int> parallelIndex = {};
    std::optional<int> parallelTotal = {};
    bool isTrigger = false;
    bool interruptible = false;
    std::string environment = {};
    QString file;              ///< where the job's key stands
    text::TextRange nameRange; ///< of the key in that file
    model::Value config;       ///< the whole merged job
    model::Value attributes =
        {}; ///< GitLab's normalised job, the form of `jobs` in `expected.json` of the conformance set
    /// By top-level keyword of the job ("image", "script" …).
    std::map<std::string, Provenance, std::less<>> provenance = {};
};

/// A file whose text is part of the pipeline. Origin::file is its index; 0 is the main file.
struct SourceFile {
    QString path;               ///< relative to the repository, or how a file of elsewhere is called
    text::TextBuffer buffer;    ///< as it was read
    bool isInRepository = true; ///< a copy in .stagecraft/includes, too
    model::Origin includedAt = {}; ///< the path, address or name in the file that includes it; empty for the main file
};

struct IncludedFile {
    std::string kind; ///< "local", "remote" …
    std::string location;
    bool loaded = false;
    model::Value extra = {}; ///< what the entry says beside its kind: inputs, rules …
};

struct EffectivePipeline {
    quint64 revision = 0;                    ///< of the text of the main file
    QString file;                            ///< the main file, relative to the repository
    bool valid = false;                      ///< GitLab would accept it
    text::Diagnostics diagnostics;           ///< errors first, in GitLab's order
    std::vector<std::string> stages;         ///< with .pre and .post where used; in order
    std::vector<std::string> declaredStages; ///< the list as GitLab keeps it: a stage written twice stands there twice
    std::vector<Variable> variables;         ///< global
    std::vector<EffectiveJob> jobs;      ///< order of definition, parallel jobs expanded; also best effort when invalid
    std::vector<std::string> hiddenJobs; ///< templates (".name")
    std::vector<IncludedFile> includes;
    std::vector<SourceFile> files;         ///< that were loaded, in the order in which they were met
    std::vector<std::string> filePatterns; ///< of include:local with wildcards; new files may match them
    std::vector<IncludeSource> foreign; ///< all that somebody has fetched or can fetch
    std::vector<WantedInclude> wanted; ///< includes whose content is not here, in the order in which they were met
    model::Value workflow;
    model::Value globals; ///< global variables with all their data: name → {value, raw?, description?, options?}
    model::Value merged;  ///< the whole merged configuration

    const EffectiveJob *job(std::string_view name) const;
    /// The file that diagnostics, jobs and provenances name so; nullptr for one that was not loaded.
    const SourceFile *sourceFile(const QString &path) const;
};

/// A CI/CD variable of the project (or its groups), with what decides who gets it.
struct ProjectVariable {
    Variable variable;
    std::string environmentScope = "*"; ///< a name with "*" for any text; what is not "*" is for jobs with such an environment
    bool isProtected = false;           ///< for pipelines of protected refs only
    bool operator==(const ProjectVariable &) const = default;
};

/// The ref and event that a pipeline is created for, the forms of `context.json` in the conformance set.
struct Context {
    std::string ref = "main";
    std::string source = "push";
    bool tag = false;
    bool mergeRequest = false;
    std::string defaultBranch = "main";
    std::string sha = {};
    std::string projectPath = "group/project";
    std::string serverHost = "gitlab.example";
    std::optional<std::vector<std::string>> changes = {};
    std::vector<std::string> knownRefs = {};      ///< for compare_to; the default branch and `ref` are always known
    std::vector<Variable> predefined = {};        ///< what only git or the instance knows: CI_COMMIT_MESSAGE …
    std::vector<Variable> variables = {};         ///< the project's CI/CD variables, for all jobs
    std::vector<ProjectVariable> projectVariables = {}; ///< more of them; variablesOfProject() says who gets them
    std::vector<std::string> protectedRefs = {};  ///< names, with "*" for any text; empty: the default branch
    std::vector<Variable> pipelineVariables = {}; ///< given for this run; they win over YAML variables
    std::map<std::string, std::string> inputs = {};
    model::Value typedInputs = {}; ///< inputs of any type, a map; wins over `inputs` when given
};

struct SelectedJob {
    std::size_t job = 0; ///< index into EffectivePipeline::jobs
    bool included = true;
    When when = When::OnSuccess;
    bool allowFailure = false;
    std::vector<Variable> variables = {};        ///< the job's, after rules:variables
    std::optional<std::vector<Need>> needs = {}; ///< after rules:needs
    QString reason;                              ///< e.g. "rules[1]: $CI_COMMIT_TAG is set" ; for people, one line
    model::Value details = {}; ///< what the rules made of tags, cache, start_in, interruptible, allow_failure_criteria
};

struct PipelineSelection {
    bool created = false;
    std::vector<std::string> errors; ///< GitLab's texts when no pipeline comes to be
    std::vector<std::string> stages; ///< those that have a job
    std::vector<SelectedJob> jobs;   ///< one for each job of the pipeline, same order
    model::Value workflow = {};      ///< {when, variables?, auto_cancel?}: what workflow:rules made of it
    QString workflowReason = {};     ///< which of its rules decided; for people, one line
};

} // namespace stagecraft::expand

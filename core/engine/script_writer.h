// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The script that a shell gets on its standard input for one step of a job, framed as gitlab-runner frames it: exports,
// errexit and pipefail, "$ line" echoes, the body in an eval with an empty standard input. Works in bash, dash and busybox.
// Pure functions; any thread. Source: gitlab-runner reference, 3.2 and 3.3.
#pragma once

#include "core/plan/job_plan.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::engine {

/// Where a step runs, as the shell sees the paths.
struct ScriptPlace {
    std::string buildDirectory;     ///< CI_PROJECT_DIR
    std::string temporaryDirectory; ///< RUNNER_TEMP_PROJECT_DIR: file variables, the file behind $GITLAB_ENV
    bool makeTemporaryDirectory = true; ///< false: it exists already, with a gitlab_runner_env in it
};

/// What variables of the job change about its scripts (JobSettings).
struct ScriptStyle {
    bool debugTrace = false;      ///< the shell prints every command with its values
    bool sections = false;        ///< commands of several lines are sections of the log, not just their first line
    bool checksExitCodes = false; ///< the exit code is looked at after each command, whatever errexit says
    std::string terminalFile =
        {}; ///< what a terminal needs is written there when the script fails, see paused_script.h; empty: no
    std::string holdWord = {}; ///< a script that fails waits for this word on its standard input; empty: no
};

/// "Running on <host>...": the stage "Preparing environment". `via` is empty or the machine that started the container.
QByteArray prepareScript(const std::string &via = {});
/// The lines of a job's script between the runner's pre_build_script and post_build_script, each one command of its own.
std::vector<std::string> buildLines(const plan::JobPlan &job, const runner::RunnerSettings &runner);
/// The runner's pre_get_sources_script and then the hook of that name, which a job brings.
std::vector<std::string> preGetSourcesLines(const plan::JobPlan &job, const runner::RunnerSettings &runner);
/// before_script and script: one shell. `variables` are resolved (plan::resolvedVariables).
QByteArray stepScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                      const ScriptPlace &place, const ScriptStyle &style = {});
/// Before there are files, so it runs in `directory`.
QByteArray preGetSourcesScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                               const ScriptPlace &place, const std::string &directory, const ScriptStyle &style = {});
/// A shell of its own; hand it the variables with the CI_JOB_STATUS of the outcome.
QByteArray afterScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                       const ScriptPlace &place, const ScriptStyle &style = {});

/// One shell word with exactly these bytes, in any POSIX shell. NUL bytes, which no shell can hold, are left out.
std::string shellQuoted(std::string_view text);

} // namespace stagecraft::engine

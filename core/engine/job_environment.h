// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The variables of an attempt: those of the plan between what the runner puts before and after them. The same for every
// executor. Pure functions. Source: gitlab-runner reference, 3.3 (order of GetAllVariables).
#pragma once

#include "core/engine/executor.h"

namespace stagecraft::engine {

/// Every process of a run carries this variable with JobContext::guardToken; strays are found by it.
inline constexpr char guardCookieKey[] = "STAGECRAFT_RUN";

/// What an executor knows about the place in which a job runs; paths as the job sees them.
struct JobPlace {
    std::string buildsDirectory;    ///< CI_BUILDS_DIR
    std::string projectDirectory;   ///< CI_PROJECT_DIR
    std::string temporaryDirectory; ///< RUNNER_TEMP_PROJECT_DIR
    bool disposable = false;        ///< containers are (CI_DISPOSABLE_ENVIRONMENT), shells are not (CI_SHARED_ENVIRONMENT)
    std::vector<plan::Variable> extra = {}; ///< such as CI_JOB_IMAGE; weaker than the job's own
};

/// All variables, unresolved; CI_JOB_STATUS is "running".
std::vector<plan::Variable> jobVariables(const plan::JobPlan &job, const JobContext &context,
                                         const runner::RunnerSettings &runner, const JobPlace &place);
/// Gives `key` this value, as a plain variable that is stronger than all others.
void setVariable(std::vector<plan::Variable> &variables, std::string key, std::string value);
/// The strongest value of a key; empty when there is none.
std::string variableValue(const std::vector<plan::Variable> &variables, std::string_view key);

/// CI_JOB_STATUS as after_script sees it: success, failed, canceled, timedout.
std::string afterScriptStatus(const JobOutcome &outcome);

/// "group/project" made safe as a relative path: CI_PROJECT_PATH where it is one, else "project".
std::string projectDirectoryName(const std::vector<plan::Variable> &variables);

} // namespace stagecraft::engine

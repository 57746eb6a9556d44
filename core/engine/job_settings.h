// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// JobSettings: what the variables of a job tell the runner itself: how sources arrive, how long scripts may take, how often
// a stage is tried. Pure; any thread. Source: gitlab-runner reference, 3.2, 3.4, 6.1, 6.2, 7.15.
#pragma once

#include "core/plan/job_plan.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::engine {

enum class GitStrategy { Fetch, Clone, None, Empty };
enum class SubmoduleStrategy { None, Normal, Recursive };

/// What goes of the files that earlier jobs of a slot have left, before the next one: GIT_CLEAN_FLAGS.
struct CleanRule {
    bool removes = true;                  ///< false: "none"
    std::vector<std::string> except = {}; ///< patterns as in .gitignore, of -e

    /// `path`: relative to the project, of something that is not of the project.
    bool keeps(std::string_view path, bool isDirectory) const;
};

struct JobSettings {
    GitStrategy gitStrategy = GitStrategy::Fetch;
    SubmoduleStrategy submodules = SubmoduleStrategy::None;
    int gitDepth = 20;       ///< commits of history; 0: all of it
    bool gitCheckout = true; ///< false: the repository without its files
    CleanRule clean = {};
    std::string clonePath = {}; ///< GIT_CLONE_PATH, expanded; empty: the usual directory

    std::chrono::milliseconds scriptTimeout{0}; ///< not longer than the job's
    std::chrono::milliseconds afterScriptTimeout{0};
    bool hasScriptTimeout = false;       ///< RUNNER_SCRIPT_TIMEOUT ends the script before the job's time is over
    bool ignoresAfterScriptErrors = true; ///< AFTER_SCRIPT_IGNORE_ERRORS
    std::chrono::milliseconds prepareTimeout{0};    ///< of the runner; 0: the job's
    std::chrono::milliseconds getSourcesTimeout{0}; ///< of the runner; 0: the job's

    int getSourcesAttempts = 1;
    int restoreCacheAttempts = 1;
    int downloadAttempts = 1;
    std::chrono::milliseconds retryPause{0}; ///< before the second attempt; twice as long before each further one

    bool debugTrace = false;     ///< CI_DEBUG_TRACE
    bool scriptSections = false; ///< FF_SCRIPT_SECTIONS
    bool checksExitCodes = false; ///< FF_ENABLE_BASH_EXIT_CODE_CHECK

    bool mayChooseClonePath = true; ///< the runner obeys GIT_CLONE_PATH

    QStringList warnings = {}; ///< in the runner's words, for the log
    QString problem = {};      ///< why there cannot be any sources: the job ends as a system failure
};

/// `variables`: as the job sees them (plan::resolvedVariables).
JobSettings settingsOf(const std::vector<plan::Variable> &variables, int jobTimeoutSeconds);
/// With what the runner says about them.
JobSettings settingsOf(const std::vector<plan::Variable> &variables, int jobTimeoutSeconds,
                       const runner::RunnerSettings &runner);

/// The runner's warning about a stage ("step_script", "get_sources") that took too long.
QString stageTimeoutWarning(const QString &stage);

} // namespace stagecraft::engine

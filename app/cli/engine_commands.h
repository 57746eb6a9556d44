// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What needs the engine or the network. Their libraries take longer to load than most commands take to run, so they are in a
// second program, stagecraft-cli-engine, which takes all commands; stagecraft-cli becomes it for `run`, `terminal` and --fetch.
#pragma once

#include "app/cli/command.h"
#include "core/gitlab/include_settings.h"
#include "core/gitlab/include_store.h"
#include "core/project/analysis.h"

#include <memory>

namespace stagecraft::cli {

struct EngineCommands {
    int (*run)(const QStringList &arguments, Terminal &terminal) = nullptr;
    int (*terminal)(const QStringList &arguments, Terminal &terminal) = nullptr;
    /// Gets what the analysis misses, and analyses again.
    std::shared_ptr<const project::Analysis> (*fetch)(const project::AnalysisInput &input,
                                                      const gitlab::IncludeSettings &settings,
                                                      const std::shared_ptr<gitlab::IncludeStore> &store,
                                                      Terminal &terminal) = nullptr;
};

/// Those that this program has; none of them in stagecraft-cli. Set before the first command runs.
EngineCommands &engineCommands();

/// Whether these arguments (the program's own name first) need the second program.
bool needEngine(int argc, char *argv[]);
/// Becomes the program beside this one that has the engine. Returns an exit code when there is none.
int becomeEngine(char *argv[]);

/// Both programs' main(): the application, its language, its terminal.
int runProgram(int argc, char *argv[], const QString &version);

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// --fetch: gets the included files that are not here.
#pragma once

#include "app/cli/engine_commands.h"

namespace stagecraft::cli {

/// See EngineCommands::fetch.
std::shared_ptr<const project::Analysis> fetchIncludes(const project::AnalysisInput &input,
                                                       const gitlab::IncludeSettings &settings,
                                                       const std::shared_ptr<gitlab::IncludeStore> &store,
                                                       Terminal &terminal);

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Included files of elsewhere on the command line: --fetch, --gitlab-url, --allow-host, --allow-http. Without --fetch nothing is
// asked. The token comes from the environment, where other users and the history of the shell do not see it.
#pragma once

#include "app/cli/options.h"
#include "core/project/analysis.h"

#include <memory>

namespace stagecraft::cli {

void addIncludeOptions(Options &options);

/// Analyses, and with --fetch gets what is missing first, included files of included files too. Complains about wrong options
/// and gives null then.
std::shared_ptr<const project::Analysis> analyseWithIncludes(project::AnalysisInput input, const Options &options,
                                                             Terminal &terminal);

} // namespace stagecraft::cli

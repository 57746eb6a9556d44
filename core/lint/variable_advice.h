// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Advice on names of variables that nobody defines and that look like a misspelt predefined one. Anybody may define variables
// outside of what we can see, so only names with GitLab's own prefixes are looked at, and none that occurs anywhere else than behind
// a "$" (an assignment, an export, a key). Pure; any thread.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

namespace stagecraft::lint {

/// Id: variable-misspelt, with a fix; at each place of the main file, up to a limit. Linear.
text::Diagnostics adviseOnVariables(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline,
                                    const expand::Context &context, const QString &file);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Advice on values that YAML turns into something else than what is written. Internal to core/lint.
#pragma once

#include "core/yaml/syntax_tree.h"

namespace stagecraft::lint {

/// Ids: unquoted-value, script-is-map.
text::Diagnostics adviseOnValues(const yaml::SyntaxTree &tree, const QString &file);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which rows of the keyword table are for a place in the text. Pure; any thread. Internal to core/lint.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <string>
#include <vector>

namespace stagecraft::lint {

/// The keywords that may stand in this mapping; empty where names are free (variables, matrix …).
std::vector<std::string> keywordsAt(const yaml::SyntaxTree &tree, yaml::NodeId mapping);
/// What the keyword with this value may say, where only some words are allowed.
std::vector<std::string> valuesAt(const yaml::SyntaxTree &tree, yaml::NodeId value);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What GitLab measures after it has loaded a file: the memory of Ruby's objects, an alias counted as often as it is used.
// Internal to core/lint.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <cstdint>

namespace stagecraft::lint {

struct ParsedSize {
    std::uint64_t bytes = 0;                   ///< within some per cent: it depends on GitLab's version of Ruby
    int depth = 0;                             ///< of maps and lists
    yaml::NodeId deepest = yaml::NodeId::None; ///< the innermost map or list
};

/// Linear to the tree. Zeros for a tree without content.
ParsedSize parsedSize(const yaml::SyntaxTree &tree);

} // namespace stagecraft::lint

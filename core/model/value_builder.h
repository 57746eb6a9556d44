// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From the syntax tree to values, as GitLab's loader (Ruby's Psych) makes them: scalars typed, aliases shared, merge keys
// in Ruby's order, the last of two equal keys. Pure; any thread. Time and memory are linear to the tree: aliases share.
#pragma once

#include "core/model/value.h"
#include "core/yaml/syntax_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::model {

struct ValueError {
    std::string message; ///< the loader's own text, such as "An alias referenced an unknown anchor: x"
    Origin origin;
};

struct DuplicateKey {
    std::string key;
    Origin origin; ///< of the later one, which wins
};

/// An alias: where it is written and where its content is.
struct AliasUse {
    Origin site;
    Origin target;
    std::string name;
};

struct BuiltValue {
    Value value;
    std::optional<ValueError> error; ///< the loader stops at the first
    std::vector<DuplicateKey> duplicates;
    std::vector<AliasUse> aliases; ///< in the order of the text
};

/// `root` may be None. `file` goes into the origins.
BuiltValue buildValue(const yaml::SyntaxTree &tree, yaml::NodeId root, std::uint32_t file = 0);

} // namespace stagecraft::model

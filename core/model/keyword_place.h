// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// KeywordPlace: what a node of a pipeline's tree means in GitLab's language: which keyword it is, or whose value. Pure; any thread.
#pragma once

#include "core/model/keyword_table.h"
#include "core/yaml/syntax_tree.h"

#include <string>
#include <vector>

namespace stagecraft::model {

struct KeywordPlace {
    KeywordScope scope = KeywordScope::Global;
    std::string keyword; ///< of a key: the keyword around it; of a value: its keyword. Empty for those of a job or the root
    std::string entry;   ///< the key at the top level: the name of the job in job scope
    bool isKey = false;
    bool isKnown = true; ///< no key on the way is unknown to GitLab
    bool isNamed = false;   ///< a key that is a name of the user's own, as those of variables
    std::string name;       ///< the name of the user's own around the node, or that it is the value of
    yaml::NodeId container = yaml::NodeId::None; ///< of a key its mapping; of a list's item the list
    int item = -1;                               ///< of a list's item its index
    yaml::NodeId reference = yaml::NodeId::None; ///< the list of the `!reference` around; then `item` counts in it

    bool isRoot() const { return isKey && entry.empty(); }
    bool isInJob() const { return scope == KeywordScope::Job && !entry.empty(); }
    bool isValueOf(std::string_view name_) const { return !isKey && isKnown && name.empty() && keyword == name_; }
};

KeywordPlace placeOf(const yaml::SyntaxTree &tree, yaml::NodeId node);

/// The keywords that may stand at a key's place, in the order of the table.
std::vector<const Keyword *> keywordsAt(const KeywordPlace &place);
/// The keyword that a key names, or whose value this is; nullptr for names and unknown ones.
const Keyword *keywordOf(const KeywordPlace &place, std::string_view key = {});

} // namespace stagecraft::model

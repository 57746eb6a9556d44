// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Expectation: how the tree after an edit must differ from the tree before it; nothing else may differ. Written down by
// the recipes beside the text patch, checked by the verifier on a re-parsed copy. Ids are those of the tree before.
#pragma once

#include "core/edit/new_value.h"
#include "core/text/text_edit.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace stagecraft::edit {

/// An entry of a changed collection: one of the tree before, or a new one.
struct ExpectedEntry {
    int before = -1; ///< its index; -1 for a new one
    std::string key = {};
    NewValue value = {};
};

struct Expectation {
    std::unordered_map<yaml::NodeId, std::string> texts;                 ///< scalars that say something else
    std::unordered_map<yaml::NodeId, NewValue> values;                   ///< nodes replaced as a whole
    std::unordered_map<yaml::NodeId, std::vector<ExpectedEntry>> entries; ///< collections with other entries
    std::optional<NewValue> root; ///< of a text that had no content in the document to change
};

/// Parses the patched text and compares. nullopt: all is as expected; else what is not, for the reason shown to people.
std::optional<QString> verify(const yaml::SyntaxTree &before, const text::TextPatch &patch, const Expectation &expectation);

} // namespace stagecraft::edit

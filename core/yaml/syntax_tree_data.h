// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a SyntaxTree holds; filled by parse(), then never changed.
#pragma once

#include "core/yaml/syntax_tree.h"
#include "core/yaml/token.h"

#include <unordered_map>

namespace stagecraft::yaml {

struct SyntaxTree::Data {
    text::TextBuffer buffer;
    std::vector<Node> nodes;
    std::vector<NodeId> documents;
    std::vector<Token> tokens;
    text::Diagnostics diagnostics;
    bool trusted = true;
    /// Of mappings with many entries: the entries ordered by key, those of one name in the order of the text.
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> keyIndexes;

    const Node &at(NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
    Node &at(NodeId id) { return nodes[static_cast<std::size_t>(id)]; }
    /// The decoded text of a scalar key, looking through an alias; empty for other keys.
    std::string_view keyText(const Entry &entry) const;
    void buildKeyIndexes();
};

} // namespace stagecraft::yaml

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/syntax_tree.h"

#include "core/yaml/syntax_tree_data.h"

#include <algorithm>
#include <utility>

namespace stagecraft::yaml {

namespace {

/// From this size on a mapping is searched through an index.
constexpr std::size_t indexedMappingSize = 16;

} // namespace

std::string_view SyntaxTree::Data::keyText(const Entry &entry) const
{
    if (entry.key == NodeId::None)
        return {};
    const Node *key = &at(entry.key);
    if (key->kind == NodeKind::Alias && key->target != NodeId::None)
        key = &at(key->target);
    return key->kind == NodeKind::Scalar ? std::string_view(key->scalar) : std::string_view();
}

void SyntaxTree::Data::buildKeyIndexes()
{
    for (std::uint32_t id = 0; id < nodes.size(); ++id) {
        const std::vector<Entry> &entries = nodes[id].entries;
        if (nodes[id].kind != NodeKind::Mapping || entries.size() < indexedMappingSize)
            continue;
        // The texts beside each other: a comparison that looks for them in their nodes takes several times as long.
        std::vector<std::pair<std::string_view, std::uint32_t>> keys;
        keys.reserve(entries.size());
        for (std::uint32_t i = 0; i < entries.size(); ++i)
            keys.emplace_back(keyText(entries[i]), i);
        std::sort(keys.begin(), keys.end());
        std::vector<std::uint32_t> &index = keyIndexes[id];
        index.reserve(keys.size());
        for (const auto &[text, i] : keys)
            index.push_back(i);
    }
}

SyntaxTree::SyntaxTree() : m_data(std::make_shared<Data>()) {}

SyntaxTree::SyntaxTree(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

const text::TextBuffer &SyntaxTree::buffer() const
{
    return m_data->buffer;
}

const std::vector<NodeId> &SyntaxTree::documents() const
{
    return m_data->documents;
}

const Node &SyntaxTree::node(NodeId id) const
{
    return m_data->at(id);
}

const std::vector<Token> &SyntaxTree::tokens() const
{
    return m_data->tokens;
}

const text::Diagnostics &SyntaxTree::diagnostics() const
{
    return m_data->diagnostics;
}

bool SyntaxTree::isTrusted() const
{
    return m_data->trusted;
}

const Entry *SyntaxTree::find(NodeId mapping, std::string_view key) const
{
    if (mapping == NodeId::None || node(mapping).kind != NodeKind::Mapping)
        return nullptr;
    const std::vector<Entry> &entries = node(mapping).entries;
    const auto matches = [&](const Entry &entry) {
        return m_data->at(entry.key).kind != NodeKind::Mapping && m_data->at(entry.key).kind != NodeKind::Sequence
               && m_data->keyText(entry) == key;
    };
    const auto indexed = m_data->keyIndexes.find(static_cast<std::uint32_t>(mapping));
    if (indexed == m_data->keyIndexes.end()) {
        const auto found = std::find_if(entries.rbegin(), entries.rend(), matches);
        return found == entries.rend() ? nullptr : &*found;
    }
    const std::vector<std::uint32_t> &index = indexed->second;
    auto after = std::ranges::upper_bound(index, key, {}, [&](std::uint32_t i) { return m_data->keyText(entries[i]); });
    while (after != index.begin() && m_data->keyText(entries[*std::prev(after)]) == key) {
        --after;
        if (matches(entries[*after]))
            return &entries[*after];
    }
    return nullptr;
}

NodeId SyntaxTree::resolved(NodeId id) const
{
    if (id == NodeId::None || node(id).kind != NodeKind::Alias)
        return id;
    const NodeId target = node(id).target;
    for (NodeId around = node(id).parent; around != NodeId::None; around = node(around).parent) {
        if (around == target)
            return NodeId::None;
    }
    return target;
}

NodeId SyntaxTree::at(const NodePath &path, std::size_t document) const
{
    if (document >= documents().size())
        return NodeId::None;
    NodeId id = documents()[document];
    for (const PathStep &step : path) {
        if (const auto *key = std::get_if<std::string>(&step)) {
            const Entry *entry = find(id, *key);
            id = entry ? entry->value : NodeId::None;
        } else {
            const auto index = static_cast<std::size_t>(std::get<int>(step));
            const Node &sequence = node(id);
            const bool exists = sequence.kind == NodeKind::Sequence && index < sequence.entries.size();
            id = exists ? sequence.entries[index].value : NodeId::None;
        }
        if (id == NodeId::None)
            return id;
    }
    return id;
}

NodePath SyntaxTree::pathOf(NodeId id) const
{
    NodePath path;
    while (id != NodeId::None && node(id).parent != NodeId::None) {
        const int entry = node(id).entry;
        id = node(id).parent;
        if (node(id).kind == NodeKind::Sequence)
            path.emplace_back(entry);
        else
            path.emplace_back(std::string(m_data->keyText(node(id).entries[static_cast<std::size_t>(entry)])));
    }
    std::ranges::reverse(path);
    return path;
}

NodeId SyntaxTree::nodeAt(qsizetype offset) const
{
    const auto holds = [&](NodeId id) {
        if (id == NodeId::None)
            return false;
        const Node &n = node(id);
        const qsizetype begin = n.properties.isEmpty() ? n.value.begin : n.properties.begin;
        return begin <= offset && offset <= std::max(n.value.end, n.properties.end);
    };
    const auto root = std::ranges::find_if(documents(), holds);
    if (root == documents().end())
        return NodeId::None;
    NodeId found = *root;
    while (true) {
        const std::vector<Entry> &entries = node(found).entries;
        // Entries stand in the order of the text: the last one that begins at the offset or before.
        const auto beginOf = [&](const Entry &entry) {
            const Node &first = node(entry.key != NodeId::None ? entry.key : entry.value);
            return first.properties.isEmpty() ? first.value.begin : first.properties.begin;
        };
        const auto after = std::ranges::upper_bound(entries, offset, {}, beginOf);
        if (after == entries.begin())
            return found;
        const Entry &entry = *std::prev(after);
        if (holds(entry.key))
            found = entry.key;
        else if (holds(entry.value))
            found = entry.value;
        else
            return found;
    }
}

} // namespace stagecraft::yaml

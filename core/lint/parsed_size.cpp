// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/parsed_size.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace stagecraft::lint {

namespace {

using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

constexpr std::uint64_t Most = std::uint64_t(1) << 60;
constexpr std::uint64_t Slot = 40;     // Ruby's smallest object
constexpr std::uint64_t MapSlot = 160; // a Hash with up to eight entries
constexpr std::size_t SmallMap = 8;

/// A text lies in the object itself as long as it fits one of Ruby's slots.
std::uint64_t sizeOfText(std::size_t length)
{
    constexpr std::size_t Header = 25;
    for (const std::uint64_t slot : {40, 80, 160, 320, 640}) {
        if (length + Header <= slot)
            return slot;
    }
    return Slot + length + 1;
}

std::uint64_t sizeOfCollection(const Node &node)
{
    const std::size_t count = node.entries.size();
    if (node.kind == NodeKind::Sequence)
        return Slot + (count > 3 ? 8 * std::bit_ceil(count) : 0);
    return MapSlot + (count > SmallMap ? std::bit_ceil(count) * 26 : 0);
}

class Measure
{
public:
    explicit Measure(const yaml::SyntaxTree &tree) : m_tree(tree) {}

    ParsedSize run()
    {
        if (!m_tree.documents().empty())
            m_result.bytes = visit(m_tree.documents().back(), 0);
        return m_result;
    }

private:
    std::uint64_t visit(NodeId id, int depth) // the tree is never deeper than yaml::maxDepth
    {
        if (id == NodeId::None)
            return 0;
        const Node &node = m_tree.node(id);
        switch (node.kind) {
        case NodeKind::Alias: {
            const auto found = m_anchored.find(m_tree.resolved(id));
            return found == m_anchored.end() ? 0 : found->second;
        }
        case NodeKind::Scalar: return keep(id, node, node.scalar.empty() ? 0 : sizeOfText(node.scalar.size()));
        case NodeKind::Mapping:
        case NodeKind::Sequence: break;
        }
        if (depth + 1 > m_result.depth) {
            m_result.depth = depth + 1;
            m_result.deepest = id;
        }
        std::uint64_t bytes = sizeOfCollection(node);
        for (const yaml::Entry &entry : node.entries)
            bytes = std::min(Most, bytes + visit(entry.key, depth + 1) + visit(entry.value, depth + 1));
        return keep(id, node, bytes);
    }

    std::uint64_t keep(NodeId id, const Node &node, std::uint64_t bytes)
    {
        if (!node.anchor.isEmpty())
            m_anchored.insert_or_assign(id, bytes);
        return bytes;
    }

    const yaml::SyntaxTree &m_tree;
    std::unordered_map<NodeId, std::uint64_t> m_anchored;
    ParsedSize m_result;
};

} // namespace

ParsedSize parsedSize(const yaml::SyntaxTree &tree)
{
    return Measure(tree).run();
}

} // namespace stagecraft::lint

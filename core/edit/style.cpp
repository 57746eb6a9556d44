// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/style.h"

#include <algorithm>
#include <map>

namespace stagecraft::edit {

namespace {

/// Counts answers; the most frequent one wins, of two the first in order.
class Votes
{
public:
    void add(int answer) { ++m_counts[answer]; }
    int winner(int otherwise) const
    {
        const auto most = std::ranges::max_element(m_counts, {}, [](const auto &entry) { return entry.second; });
        return most == m_counts.end() ? otherwise : most->first;
    }

private:
    std::map<int, int> m_counts;
};

class StyleReader
{
public:
    StyleReader(const yaml::SyntaxTree &tree, yaml::NodeId root) : m_tree(tree), m_root(root) {}

    Style read()
    {
        Style style;
        style.newline = m_tree.buffer().lineEndingText().toByteArray();
        if (m_root == yaml::NodeId::None || m_tree.node(m_root).kind != yaml::NodeKind::Mapping)
            return style;
        const yaml::Node &root = m_tree.node(m_root);
        const yaml::Entry *previous = nullptr;
        for (const yaml::Entry &entry : root.entries) {
            if (!root.flow && previous)
                m_blankLines.add(std::min(blankLinesBetween(previous->full.end, entry.full.begin), 3));
            visit(entry, root, 1);
            previous = &entry;
        }
        style.indent = m_indents.winner(style.indent);
        style.dashOffset = m_dashes.winner(style.indent);
        style.quote = m_quotes.winner('"') == '\'' ? '\'' : '"';
        style.blankLines = m_blankLines.winner(style.blankLines);
        style.flowNeeds = m_flowNeeds.winner(1) == 1;
        return style;
    }

private:
    int blankLinesBetween(qsizetype begin, qsizetype end) const
    {
        const text::TextBuffer &buffer = m_tree.buffer();
        return std::max(0, buffer.positionAt(end).line - buffer.positionAt(begin).line);
    }

    void visit(const yaml::Entry &entry, const yaml::Node &parent, int depth)
    {
        const yaml::Node &value = m_tree.node(entry.value);
        if (value.kind == yaml::NodeKind::Scalar) {
            if (value.style == yaml::ScalarStyle::SingleQuoted || value.style == yaml::ScalarStyle::DoubleQuoted)
                m_quotes.add(value.style == yaml::ScalarStyle::SingleQuoted ? '\'' : '"');
            return;
        }
        const bool isBlock = !value.flow && !parent.flow && value.kind != yaml::NodeKind::Alias;
        if (isBlock && entry.key != yaml::NodeId::None) {
            const int offset = value.indent - parent.indent;
            if (value.kind == yaml::NodeKind::Sequence)
                m_dashes.add(offset);
            else if (offset > 0)
                m_indents.add(offset);
        }
        if (entry.key != yaml::NodeId::None && value.kind == yaml::NodeKind::Sequence && !value.entries.empty()
            && m_tree.node(entry.key).scalar == "needs")
            m_flowNeeds.add(value.flow ? 1 : 0);
        if (depth < maxDepth) {
            for (const yaml::Entry &child : value.entries)
                visit(child, value, depth + 1);
        }
    }

    static constexpr int maxDepth = 8; // deeper nodes say nothing new
    const yaml::SyntaxTree &m_tree;
    yaml::NodeId m_root;
    Votes m_indents, m_dashes, m_quotes, m_blankLines, m_flowNeeds;
};

} // namespace

Style styleOf(const yaml::SyntaxTree &tree, yaml::NodeId root)
{
    return StyleReader(tree, root).read();
}

} // namespace stagecraft::edit

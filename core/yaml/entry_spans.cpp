// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/entry_spans.h"

#include <algorithm>

namespace stagecraft::yaml {

namespace {

/// What a line of the text holds besides white space.
struct Line {
    enum class Kind : std::uint8_t { Blank, Comment, Content };
    qsizetype begin = 0;
    qsizetype contentBegin = 0; ///< of its comment or content
    Kind kind = Kind::Blank;
    int indent() const { return static_cast<int>(contentBegin - begin); }
};

class EntrySpans
{
public:
    explicit EntrySpans(SyntaxTree::Data &data) : m_data(data) { readLines(); }

    void compute()
    {
        for (Node &node : m_data.nodes) {
            for (Entry &entry : node.entries) {
                if (entry.indicator.isEmpty()) {
                    const qsizetype place = entry.key != NodeId::None ? m_data.at(entry.key).value.end
                                                                      : contentOf(entry).begin;
                    entry.indicator = {place, place};
                }
                if (node.flow) {
                    entry.full = contentOf(entry);
                    entry.leading = {entry.full.begin, entry.full.begin};
                } else {
                    computeBlock(node, entry);
                }
            }
        }
    }

private:
    void readLines()
    {
        m_lines.push_back({});
        for (const Token &token : m_data.tokens) {
            if (token.kind == TokenKind::LineBreak) {
                m_lines.push_back({token.range.end, token.range.end});
                continue;
            }
            if (token.kind == TokenKind::Whitespace || token.kind == TokenKind::ByteOrderMark)
                continue;
            Line &line = m_lines.back();
            if (line.kind == Line::Kind::Blank) {
                line.kind = token.kind == TokenKind::Comment ? Line::Kind::Comment : Line::Kind::Content;
                line.contentBegin = token.range.begin;
            }
        }
    }

    /// The line in which the offset stands; a token of several lines counts as one line.
    std::size_t lineAt(qsizetype offset) const
    {
        const auto after = std::ranges::upper_bound(m_lines, offset, {}, &Line::begin);
        return static_cast<std::size_t>(after - m_lines.begin()) - 1;
    }

    TextRange contentOf(const Entry &entry) const
    {
        TextRange content = {m_data.buffer.size(), 0};
        const auto include = [&](TextRange range) {
            content.begin = std::min(content.begin, range.begin);
            content.end = std::max(content.end, range.end);
        };
        for (const NodeId id : {entry.key, entry.value}) {
            if (id == NodeId::None)
                continue;
            include(m_data.at(id).value);
            if (!m_data.at(id).properties.isEmpty())
                include(m_data.at(id).properties);
        }
        if (!entry.indicator.isEmpty())
            include(entry.indicator);
        return content;
    }

    void computeBlock(const Node &collection, Entry &entry) const
    {
        const TextRange content = contentOf(entry);
        std::size_t first = lineAt(content.begin);
        entry.full.begin = content.begin;
        if (m_lines[first].contentBegin == content.begin) {
            while (first > 0 && m_lines[first - 1].kind == Line::Kind::Comment
                   && m_lines[first - 1].indent() == collection.indent) {
                --first;
            }
            entry.full.begin = m_lines[first].begin;
        }
        entry.leading = {entry.full.begin, content.begin};

        std::size_t last = lineAt(content.end);
        for (std::size_t next = last + 1; next < m_lines.size() && m_lines[next].kind != Line::Kind::Content; ++next) {
            if (m_lines[next].kind != Line::Kind::Comment)
                continue;
            if (m_lines[next].indent() <= collection.indent)
                break;
            last = next;
        }
        entry.full.end = last + 1 < m_lines.size() ? m_lines[last + 1].begin : m_data.buffer.size();
    }

    SyntaxTree::Data &m_data;
    std::vector<Line> m_lines;
};

} // namespace

void computeEntrySpans(SyntaxTree::Data &data)
{
    EntrySpans(data).compute();
}

} // namespace stagecraft::yaml

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/block_scalar.h"

#include "core/yaml/characters.h"

#include <algorithm>

namespace stagecraft::yaml {

namespace {

enum class Chomping { Clip, Strip, Keep };

class BlockScalarReader
{
public:
    BlockScalarReader(std::string_view text, qsizetype offset, int parentIndent)
        : m_text(text), m_size(static_cast<qsizetype>(text.size())), m_offset(offset),
          m_literal(text[static_cast<std::size_t>(offset)] == '|'), m_parentIndent(parentIndent)
    {
    }

    qsizetype read(std::string *content)
    {
        readHeader();
        std::string out;
        std::string leadingBreak;
        std::string trailingBreaks;
        bool leadingBlank = false;
        skipEmptyLines(trailingBreaks);
        while (m_column == m_indent && m_offset < m_size) {
            const bool blank = isBlank(at(m_offset));
            if (!m_literal && isNewline(leadingBreak) && !leadingBlank && !blank) {
                if (trailingBreaks.empty())
                    out += ' ';
            } else {
                out += leadingBreak;
            }
            out += trailingBreaks;
            leadingBreak.clear();
            trailingBreaks.clear();
            leadingBlank = blank;
            const qsizetype begin = m_offset;
            while (m_offset < m_size && lineBreakLength(m_text, m_offset) == 0)
                ++m_offset;
            out += m_text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(m_offset - begin));
            m_end = m_offset;
            readBreak(leadingBreak);
            skipEmptyLines(trailingBreaks);
        }
        if (m_chomping != Chomping::Strip)
            out += leadingBreak;
        if (m_chomping == Chomping::Keep)
            out += trailingBreaks;
        if (content)
            *content = std::move(out);
        return m_end;
    }

private:
    char at(qsizetype offset) const { return offset < m_size ? m_text[static_cast<std::size_t>(offset)] : '\0'; }
    static bool isNewline(const std::string &lineBreak) { return lineBreak == "\n"; }

    void readHeader()
    {
        ++m_offset;
        for (int i = 0; i < 2; ++i) {
            const char c = at(m_offset);
            if (c == '+' || c == '-')
                m_chomping = c == '+' ? Chomping::Keep : Chomping::Strip;
            else if (c >= '1' && c <= '9')
                m_indent = std::max(m_parentIndent, 0) + (c - '0');
            else
                break;
            ++m_offset;
        }
        m_end = m_offset;
        // The comment behind the header belongs to the token: the content goes on below it.
        while (m_offset < m_size && lineBreakLength(m_text, m_offset) == 0) {
            ++m_offset;
            if (!isBlank(at(m_offset - 1)))
                m_end = m_offset;
        }
        std::string ignored;
        readBreak(ignored);
    }

    void readBreak(std::string &to)
    {
        const qsizetype length = lineBreakLength(m_text, m_offset);
        if (length == 0)
            return;
        const std::string_view lineBreak = m_text.substr(static_cast<std::size_t>(m_offset),
                                                         static_cast<std::size_t>(length));
        if (isFoldedBreak(lineBreak))
            to += '\n';
        else
            to += lineBreak;
        m_offset += length;
        m_column = 0;
    }

    /// Leaves the offset at the first character of a line that has content, behind at most `m_indent` spaces.
    void skipEmptyLines(std::string &breaks)
    {
        int widest = 0;
        while (true) {
            while ((m_indent == 0 || m_column < m_indent) && at(m_offset) == ' ') {
                ++m_offset;
                ++m_column;
            }
            widest = std::max(widest, m_column);
            if (lineBreakLength(m_text, m_offset) == 0)
                break;
            if (m_chomping == Chomping::Keep)
                m_end = m_offset;
            readBreak(breaks);
        }
        if (m_indent == 0)
            m_indent = std::max({widest, m_parentIndent + 1, 1});
    }

    std::string_view m_text;
    qsizetype m_size;
    qsizetype m_offset;
    qsizetype m_end = 0;
    bool m_literal;
    int m_parentIndent;
    int m_indent = 0; // 0: not known yet
    int m_column = 0;
    Chomping m_chomping = Chomping::Clip;
};

} // namespace

qsizetype scanBlockScalar(std::string_view text, qsizetype offset, int parentIndent, std::string *content)
{
    return BlockScalarReader(text, offset, parentIndent).read(content);
}

} // namespace stagecraft::yaml

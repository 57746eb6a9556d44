// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where names, tags and the five kinds of scalar end.
#include "core/yaml/block_scalar.h"
#include "core/yaml/characters.h"
#include "core/yaml/lexer.h"

#include <algorithm>

namespace stagecraft::yaml {

qsizetype Lexer::endOfLine(qsizetype offset) const
{
    while (offset < m_end && lineBreakLength(m_text, offset) == 0)
        ++offset;
    return offset;
}

qsizetype Lexer::endOfOrdinary(qsizetype offset) const
{
    return static_cast<qsizetype>(yaml::endOfOrdinary(m_text, static_cast<std::size_t>(offset)));
}

qsizetype Lexer::endOfName(qsizetype offset) const
{
    while (isAnchorCharacter(at(offset)))
        ++offset;
    return offset;
}

qsizetype Lexer::endOfTag(qsizetype offset, bool flow) const
{
    const bool verbatim = at(offset + 1) == '<';
    while (!blankOrEndAt(offset) && (verbatim || !flow || !isFlowIndicator(at(offset))))
        ++offset;
    return offset;
}

qsizetype Lexer::endOfInterpolation(qsizetype offset) const
{
    const std::string_view rest = m_text.substr(static_cast<std::size_t>(offset));
    if (!rest.starts_with("$[["))
        return offset;
    const std::size_t close = rest.substr(0, 1024).find("]]");
    const std::size_t lineEnd = rest.substr(0, 1024).find_first_of("\r\n");
    return close == std::string_view::npos || lineEnd < close ? offset : offset + static_cast<qsizetype>(close) + 2;
}

qsizetype Lexer::endOfPlain(const LexContext &context) const
{
    qsizetype lineStart = m_place.lineStart;
    qsizetype offset = m_place.offset;
    qsizetype end = offset;
    qsizetype endOfPreviousLine = -1;
    while (true) {
        if (offset > m_place.offset && (documentMarkerAt(offset, lineStart) || at(offset) == '#'))
            break;
        while (true) {
            if (const qsizetype after = endOfOrdinary(offset); after > offset)
                offset = end = after;
            if (blankOrEndAt(offset))
                break;
            const char c = at(offset);
            if (c == ':' && blankOrEndAt(offset + 1))
                break;
            if (context.flow && offset > m_place.offset) {
                if (isFlowIndicator(c) || (c == ':' && isFlowIndicator(at(offset + 1))))
                    break;
            }
            if (context.flow && c == '$') {
                if (const qsizetype after = endOfInterpolation(offset); after > offset) {
                    offset = end = after;
                    continue;
                }
            }
            end = ++offset;
        }
        if (offset >= m_end || (!isBlank(at(offset)) && lineBreakLength(m_text, offset) == 0))
            break;
        bool newLine = false;
        while (offset < m_end) {
            if (const qsizetype length = lineBreakLength(m_text, offset)) {
                offset += length;
                lineStart = offset;
                newLine = true;
            } else if (isBlank(at(offset))) {
                ++offset;
            } else {
                break;
            }
        }
        if (newLine) {
            if ((!context.flow || context.tolerant) && offset - lineStart <= context.indent)
                break;
            endOfPreviousLine = end;
        }
    }
    // A key never spans lines: text before it is a scalar of its own ("job⏎  script: x", where the colon is missing).
    const bool endsBeforeColon = end == offset && at(offset) == ':';
    if (end == m_place.offset)
        return end + 1;
    return endsBeforeColon && endOfPreviousLine >= 0 && !context.flow ? endOfPreviousLine : end;
}

qsizetype Lexer::endOfQuoted(char quote, const LexContext &context) const
{
    const qsizetype firstLineEnd = [&] {
        qsizetype end = endOfLine(m_place.offset);
        while (end > m_place.offset + 1 && isBlank(at(end - 1)))
            --end;
        return end;
    }();
    qsizetype offset = m_place.offset + 1;
    bool shallow = false; // a later line is indented less than what it would belong to
    while ((offset = endOfOrdinary(offset)) < m_end) {
        if (const qsizetype length = lineBreakLength(m_text, offset)) {
            offset += length;
            const qsizetype lineStart = offset;
            if (documentMarkerAt(offset, lineStart))
                return context.tolerant ? firstLineEnd : offset;
            while (at(offset) == ' ')
                ++offset;
            shallow = shallow || (offset - lineStart <= context.indent && !blankOrEndAt(offset));
            if (shallow && context.tolerant)
                return firstLineEnd;
        } else if (at(offset) == quote && !(quote == '\'' && at(offset + 1) == '\'')) {
            return offset + 1;
        } else if (at(offset) == quote || (quote == '"' && at(offset) == '\\')) {
            const qsizetype escaped = quote == '"' ? lineBreakLength(m_text, offset + 1) : 0;
            offset += escaped > 0 ? 1 : 2;
        } else {
            ++offset;
        }
    }
    return context.tolerant ? firstLineEnd : m_end;
}

qsizetype Lexer::endOfBlockScalar(int parentIndent) const
{
    return scanBlockScalar(m_text, m_place.offset, parentIndent, nullptr);
}

} // namespace stagecraft::yaml

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/lexer.h"

#include "core/yaml/characters.h"

namespace stagecraft::yaml {

using text::TextRange;

Lexer::Lexer(std::string_view text, TextRange part)
    : m_text(text.substr(0, static_cast<std::size_t>(part.end))), m_end(part.end)
{
    m_place.offset = part.begin;
    m_place.lineStart = part.begin;
}

char Lexer::at(qsizetype offset) const
{
    return offset < m_end ? m_text[static_cast<std::size_t>(offset)] : '\0';
}

bool Lexer::blankOrEndAt(qsizetype offset) const
{
    return offset >= m_end || isBlank(at(offset)) || lineBreakLength(m_text, offset) > 0;
}

bool Lexer::documentMarkerAt(qsizetype offset, qsizetype lineStart) const
{
    if (offset != lineStart)
        return false;
    const std::string_view marker = m_text.substr(static_cast<std::size_t>(offset), 3);
    return (marker == "---" || marker == "...") && blankOrEndAt(offset + 3);
}

void Lexer::advanceTo(qsizetype offset)
{
    while (m_place.offset < offset) {
        if (const qsizetype length = lineBreakLength(m_text, m_place.offset)) {
            m_place.offset += length;
            m_place.lineStart = m_place.offset;
            ++m_place.line;
        } else {
            ++m_place.offset;
        }
    }
}

Token Lexer::take(TokenKind kind, qsizetype end)
{
    const TextRange range = {m_place.offset, end};
    advanceTo(end);
    m_place.firstOnLine = false;
    return {kind, range};
}

Token Lexer::skipTo(qsizetype offset)
{
    Token token = take(TokenKind::Skipped, offset);
    m_place.firstOnLine = m_place.offset == m_place.lineStart;
    return token;
}

qsizetype Lexer::nextLineWithin(int column) const
{
    qsizetype lineStart = endOfLine(m_place.offset);
    while (lineStart < m_end) {
        lineStart += lineBreakLength(m_text, lineStart);
        qsizetype content = lineStart;
        while (at(content) == ' ')
            ++content;
        if (content < m_end && lineBreakLength(m_text, content) == 0 && content - lineStart <= column)
            return lineStart;
        lineStart = endOfLine(content);
    }
    return m_end;
}

std::optional<Token> Lexer::nextTrivia()
{
    const qsizetype begin = m_place.offset;
    if (begin >= m_end)
        return std::nullopt;
    if (const qsizetype length = lineBreakLength(m_text, begin)) {
        Token token = take(TokenKind::LineBreak, begin + length);
        m_place.firstOnLine = true;
        return token;
    }
    const bool first = m_place.firstOnLine;
    std::optional<Token> token;
    if (isBlank(at(begin))) {
        qsizetype end = begin + 1;
        while (isBlank(at(end)))
            ++end;
        token = take(TokenKind::Whitespace, end);
    } else if (at(begin) == '#') {
        token = take(TokenKind::Comment, endOfLine(begin));
    } else if (begin == m_place.lineStart && m_text.substr(static_cast<std::size_t>(begin), 3) == "\xEF\xBB\xBF") {
        token = take(TokenKind::ByteOrderMark, begin + 3);
        // For libyaml, as Ruby calls it, the mark is one column wide.
        m_place.lineStart = begin + 2;
    }
    m_place.firstOnLine = first;
    return token;
}

Token Lexer::next(const LexContext &context)
{
    const qsizetype begin = m_place.offset;
    if (begin >= m_end)
        return {TokenKind::End, {begin, begin}};
    const char c = at(begin);
    if (documentMarkerAt(begin, m_place.lineStart))
        return take(c == '-' ? TokenKind::DocumentStart : TokenKind::DocumentEnd, begin + 3);
    switch (c) {
    case '%':
        if (begin == m_place.lineStart)
            return take(TokenKind::Directive, endOfLine(begin));
        break;
    case '[': return takeSingle(TokenKind::FlowSequenceStart);
    case ']': return takeSingle(TokenKind::FlowSequenceEnd);
    case '{': return takeSingle(TokenKind::FlowMappingStart);
    case '}': return takeSingle(TokenKind::FlowMappingEnd);
    case ',': return takeSingle(TokenKind::FlowEntry);
    case '-':
        if (blankOrEndAt(begin + 1))
            return takeSingle(TokenKind::BlockEntry);
        break;
    case '?':
        if (context.flow || blankOrEndAt(begin + 1))
            return takeSingle(TokenKind::Key);
        break;
    case ':':
        if (context.flow || blankOrEndAt(begin + 1))
            return takeSingle(TokenKind::Value);
        break;
    case '*': return take(TokenKind::Alias, endOfName(begin + 1));
    case '&': return take(TokenKind::Anchor, endOfName(begin + 1));
    case '!': return take(TokenKind::Tag, endOfTag(begin, context.flow));
    case '|':
    case '>':
        if (!context.flow)
            return take(c == '|' ? TokenKind::Literal : TokenKind::Folded, endOfBlockScalar(context.indent));
        break;
    case '\'': return take(TokenKind::SingleQuoted, endOfQuoted(c, context));
    case '"': return take(TokenKind::DoubleQuoted, endOfQuoted(c, context));
    default: break;
    }
    const bool mayStartPlain = c != '%' && c != '@' && c != '`' && c != '|' && c != '>';
    return take(mayStartPlain ? TokenKind::Plain : TokenKind::Invalid, endOfPlain(context));
}

} // namespace stagecraft::yaml

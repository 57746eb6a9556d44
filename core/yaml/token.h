// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Token: one piece of a YAML text. The tokens of a tree touch each other and cover every byte, so that their texts in
// order are the source. Plain values.
#pragma once

#include "core/text/text_range.h"

#include <cstdint>

namespace stagecraft::yaml {

enum class TokenKind : std::uint8_t {
    // trivia
    ByteOrderMark,
    Whitespace, ///< spaces and tabs
    LineBreak,  ///< one of LF, CR LF, CR, NEL, LS, PS
    Comment,    ///< from '#' to the end of the line
    Skipped,    ///< not read: after the document's end, or past a limit
    // documents
    Directive,
    DocumentStart, ///< "---"
    DocumentEnd,   ///< "..."
    // indicators
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    FlowEntry,  ///< ','
    BlockEntry, ///< '-'
    Key,        ///< '?'
    Value,      ///< ':'
    // properties
    Anchor,
    Tag,
    // content; a scalar is one token, line breaks included
    Alias,
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    Invalid, ///< starts with a character that may not start anything, such as '@'
    End,     ///< empty, never stored: nothing more in this document's text
};

struct Token {
    TokenKind kind = TokenKind::End;
    text::TextRange range;
    bool operator==(const Token &) const = default;
};

constexpr bool isTrivia(TokenKind kind)
{
    return kind <= TokenKind::Skipped;
}

constexpr bool isScalar(TokenKind kind)
{
    return kind >= TokenKind::Plain && kind <= TokenKind::Invalid;
}

} // namespace stagecraft::yaml

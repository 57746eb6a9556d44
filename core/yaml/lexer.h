// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Lexer: cuts one YAML document text into tokens, one at a time. Total: every byte sequence gives tokens, and they touch
// each other. What a character means in YAML depends on where it stands, so the parser hands in the context.
// Looks at the caller's bytes, which must outlive it. One thread.
//
// $[[ … ]] blocks: GitLab interpolates the values of the parsed text, so a block in block style is ordinary text of a
// plain scalar, and without quotes in flow style GitLab's loader refuses the file. There the lexer still keeps the block
// in one piece, so that the rest of the file can be shown; the referee reports what GitLab says.
#pragma once

#include "core/yaml/token.h"

#include <optional>
#include <string_view>

namespace stagecraft::yaml {

struct LexContext {
    bool flow = false;
    int indent = -1;       ///< of the block collection around the token; -1 at the root
    bool tolerant = false; ///< the text is known to be broken: trust indentation more than quotes
};

class Lexer
{
public:
    /// Reads the part of the text; everything outside of it does not exist. Columns count from the part's begin.
    Lexer(std::string_view text, text::TextRange part);

    /// The next white space, line break, comment or byte order mark, if one stands here.
    std::optional<Token> nextTrivia();
    /// The next other token; End at the end. Call after nextTrivia() has answered nothing.
    Token next(const LexContext &context);
    /// Everything up to the offset as one token.
    Token skipTo(qsizetype offset);
    /// Start of the first line after this one whose first character stands at this column or before; the end otherwise.
    qsizetype nextLineWithin(int column) const;

    /// Where the next token starts.
    struct Place {
        qsizetype offset = 0;
        qsizetype lineStart = 0;
        int line = 0;
        bool firstOnLine = true; ///< only trivia stands before it on its line
        int column() const { return static_cast<int>(offset - lineStart); }
    };
    const Place &place() const { return m_place; }
    /// Goes back to a place where a token started.
    void rewind(const Place &place) { m_place = place; }

private:
    char at(qsizetype offset) const;
    bool blankOrEndAt(qsizetype offset) const;
    bool documentMarkerAt(qsizetype offset, qsizetype lineStart) const;
    void advanceTo(qsizetype offset);
    Token take(TokenKind kind, qsizetype end);
    Token takeSingle(TokenKind kind) { return take(kind, m_place.offset + 1); }

    qsizetype endOfName(qsizetype offset) const;
    qsizetype endOfTag(qsizetype offset, bool flow) const;
    qsizetype endOfLine(qsizetype offset) const;
    qsizetype endOfOrdinary(qsizetype offset) const;
    qsizetype endOfPlain(const LexContext &context) const;
    qsizetype endOfQuoted(char quote, const LexContext &context) const;
    qsizetype endOfBlockScalar(int parentIndent) const;
    qsizetype endOfInterpolation(qsizetype offset) const;

    std::string_view m_text;
    qsizetype m_end = 0;
    Place m_place;
};

} // namespace stagecraft::yaml

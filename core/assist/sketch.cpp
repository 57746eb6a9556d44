// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/sketch.h"

#include "core/yaml/token.h"

#include <algorithm>
#include <cctype>

namespace stagecraft::assist {

using text::TextBuffer;
using text::TextRange;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::TokenKind;

namespace {

/// A letter: it may stand in words, names of anchors and texts alike. It is found again by its offset.
constexpr QByteArrayView Mark = "x";

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || c == '_' || c == '.' || c == '-' || byte >= 0x80;
}

/// The lines of the top-level entry around the offset.
TextRange entryAround(const TextBuffer &text, qsizetype offset)
{
    const auto begins = [&](int line) {
        const QByteArrayView bytes = text.slice(text.lineRange(line));
        if (bytes.isEmpty())
            return false;
        const char c = bytes[0];
        return c != ' ' && c != '\t' && c != '#' && c != ']' && c != '}' && (c != '-' || bytes.startsWith("---"));
    };
    const int own = text.positionAt(offset).line;
    int first = own;
    while (first > 0 && !begins(first))
        --first;
    int last = own + 1;
    while (last < text.lineCount() && !begins(last))
        ++last;
    qsizetype begin = text.lineRange(first).begin;
    if (begin == 0 && text.hasByteOrderMark() && offset >= 3)
        begin = 3;
    return {begin, text.fullLineRange(last - 1).end};
}

/// What closes the brackets and quotes that the bytes leave open.
QByteArray closersFor(QByteArrayView bytes)
{
    QByteArray open;
    char quote = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quote != 0) {
            if (c == '\\' && quote == '"')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if ((c == '"' || c == '\'') && (i == 0 || !isWordByte(bytes[i - 1]))) {
            quote = c;
        } else if (c == '#' && i > 0 && bytes[i - 1] == ' ') {
            break;
        } else if (c == '[' || c == '{') {
            open.prepend(c == '[' ? ']' : '}');
        } else if (!open.isEmpty() && c == open[0]) {
            open.removeFirst();
        }
    }
    if (quote != 0)
        open.prepend(quote);
    return open;
}

struct Cursor {
    qsizetype offset = 0;
    TextRange line;
    TextRange word;
    QByteArrayView before; ///< from the line's begin to the word
    bool isFirst = false;  ///< only blanks and dashes stand before the word
};

Cursor cursorAt(const TextBuffer &text, qsizetype offset)
{
    Cursor cursor{.offset = offset, .line = text.lineRange(text.positionAt(offset).line), .word = {offset, offset}, .before = {}};
    const QByteArray &bytes = text.bytes();
    while (cursor.word.begin > cursor.line.begin && isWordByte(bytes[cursor.word.begin - 1]))
        --cursor.word.begin;
    while (cursor.word.end < cursor.line.end && isWordByte(bytes[cursor.word.end]))
        ++cursor.word.end;
    cursor.before = text.slice({cursor.line.begin, cursor.word.begin});
    cursor.isFirst = std::ranges::all_of(cursor.before, [](char c) { return c == ' ' || c == '-'; })
        && (cursor.before.isEmpty() || cursor.before.back() == ' ');
    return cursor;
}

/// Directly behind the dash of a list's item.
bool isBehindDash(const TextBuffer &text, const Cursor &cursor)
{
    const QByteArrayView before = text.slice({cursor.line.begin, cursor.offset});
    return before.endsWith('-') && (before.size() == 1 || before[before.size() - 2] == ' ')
        && std::ranges::all_of(before, [](char c) { return c == ' ' || c == '-'; });
}

class Drawing
{
public:
    Drawing(const TextBuffer &text, const Cursor &cursor) : m_text(text), m_cursor(cursor), m_block(entryAround(text, cursor.offset)) {}

    Sketch read(QByteArrayView beforeMark, QByteArrayView behindWord)
    {
        QByteArray bytes = m_text.slice({m_block.begin, m_cursor.offset}).toByteArray();
        bytes += beforeMark;
        m_mark = bytes.size();
        bytes += Mark;
        bytes += m_text.slice({m_cursor.offset, m_cursor.word.end});
        bytes += behindWord;
        const QByteArrayView rest = m_text.slice({m_cursor.word.end, m_cursor.line.end});
        bytes += rest;
        bytes += closersFor(m_text.slice({m_cursor.line.begin, m_cursor.line.end}));
        bytes += m_text.slice({m_cursor.line.end, m_block.end});
        m_shift = m_block.begin - beforeMark.size();
        return look(yaml::parse(TextBuffer(bytes)));
    }

private:
    Sketch look(yaml::SyntaxTree tree)
    {
        Sketch sketch{.tree = std::move(tree)};
        const auto &tokens = sketch.tree.tokens();
        const auto behind = std::ranges::upper_bound(tokens, m_mark, {}, [](const yaml::Token &token) { return token.range.begin; });
        const TokenKind kind = behind == tokens.begin() ? TokenKind::End : std::prev(behind)->kind;
        sketch.isComment = kind == TokenKind::Comment || kind == TokenKind::Skipped;
        const NodeId id = sketch.tree.nodeAt(m_mark);
        if (sketch.isComment || id == NodeId::None)
            return sketch;
        const Node &node = sketch.tree.node(id);
        const bool isScalar = node.kind == NodeKind::Scalar && node.value.contains(m_mark);
        if (!isScalar && !(node.kind == NodeKind::Alias && node.anchor.contains(m_mark)))
            return sketch;
        sketch.node = id;
        sketch.place = model::placeOf(sketch.tree, id);
        TextRange content = node.kind == NodeKind::Alias ? node.anchor : node.value;
        sketch.isQuoted = isScalar && (kind == TokenKind::SingleQuoted || kind == TokenKind::DoubleQuoted);
        if (sketch.isQuoted)
            content = {content.begin + 1, std::max<qsizetype>(content.begin + 1, content.end - 1)};
        sketch.range = {content.begin + (content.begin <= m_mark ? m_block.begin : m_shift),
                        std::min<qsizetype>(m_cursor.line.end, content.end - Mark.size() + m_shift)};
        if (content.begin == m_mark) // nothing before the mark: what was put in front of it is not in the text
            sketch.range.begin = m_cursor.offset;
        sketch.range.end = std::max<qsizetype>(sketch.range.end, m_cursor.offset);
        sketch.isBlockText = kind == TokenKind::Literal || kind == TokenKind::Folded || sketch.range.begin < m_cursor.line.begin;
        const NodeId parent = node.parent;
        sketch.isFlow = parent != NodeId::None && sketch.tree.node(parent).flow;
        return sketch;
    }

    const TextBuffer &m_text;
    const Cursor &m_cursor;
    TextRange m_block;
    qsizetype m_mark = 0;  ///< in the sketch
    qsizetype m_shift = 0; ///< from the sketch to the text, behind the mark
};

} // namespace

Sketch sketchAt(const TextBuffer &text, qsizetype offset)
{
    const Cursor cursor = cursorAt(text, offset);
    const bool lacksSpace = text.slice({cursor.line.begin, offset}).endsWith(':') || isBehindDash(text, cursor);
    Sketch sketch = Drawing(text, cursor).read(lacksSpace ? " " : "", {});
    sketch.lacksSpace = lacksSpace;
    return sketch;
}

std::optional<Sketch> keySketchAt(const TextBuffer &text, qsizetype offset)
{
    const Cursor cursor = cursorAt(text, offset);
    const QByteArrayView rest = text.slice({cursor.word.end, cursor.line.end}).trimmed();
    if (!cursor.isFirst || isBehindDash(text, cursor) || !(rest.isEmpty() || rest.startsWith('#')))
        return {};
    Sketch sketch = Drawing(text, cursor).read({}, ":");
    if (sketch.node == NodeId::None || !sketch.place.isKey || sketch.isBlockText || sketch.isComment)
        return {};
    sketch.lacksColon = true;
    return sketch;
}

} // namespace stagecraft::assist

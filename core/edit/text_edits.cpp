// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TreeEdit's view of the text: lines, blank lines, spans, and the collecting of edits.
#include "core/edit/tree_edit.h"

#include <algorithm>

namespace stagecraft::edit {

namespace {

bool isBlankByte(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

void TreeEdit::edit(text::TextRange range, const QByteArray &replacement)
{
    if (!range.isEmpty() || !replacement.isEmpty())
        m_edits.push_back({range, replacement});
}

void TreeEdit::insertLines(qsizetype offset, const QByteArray &lines)
{
    const QByteArray &bytes = m_tree.buffer().bytes();
    const bool behindOpenLine = offset == bytes.size() && offset > 0 && !startsLine(offset);
    if (!behindOpenLine) {
        edit({offset, offset}, lines);
        return;
    }
    // The last line has no ending, and the new last line has none either.
    edit({offset, offset}, m_style.newline + lines.chopped(m_style.newline.size()));
}

/// Never reaches into the byte order mark.
text::TextRange TreeEdit::fullOf(const yaml::Entry &entry) const
{
    text::TextRange range = entry.full;
    if (m_tree.buffer().hasByteOrderMark())
        range.begin = std::max<qsizetype>(range.begin, 3);
    return range;
}

text::TextRange TreeEdit::contentOf(const yaml::Entry &entry) const
{
    text::TextRange content = {m_tree.buffer().size(), 0};
    const auto include = [&](text::TextRange range) {
        content.begin = std::min(content.begin, range.begin);
        content.end = std::max(content.end, range.end);
    };
    for (const NodeId id : {entry.key, entry.value}) {
        if (id == NodeId::None)
            continue;
        include(node(id).value);
        if (!node(id).properties.isEmpty())
            include(node(id).properties);
    }
    if (!entry.indicator.isEmpty())
        include(entry.indicator);
    return content;
}

bool TreeEdit::startsLine(qsizetype offset) const
{
    const text::TextBuffer &buffer = m_tree.buffer();
    qsizetype begin = buffer.fullLineRange(buffer.positionAt(offset).line).begin;
    if (begin == 0 && buffer.hasByteOrderMark())
        begin = 3;
    return std::ranges::all_of(buffer.slice({std::min(begin, offset), offset}), isBlankByte);
}

qsizetype TreeEdit::lineEnd(qsizetype offset) const
{
    return m_tree.buffer().lineRange(m_tree.buffer().positionAt(offset).line).end;
}

qsizetype TreeEdit::nextLine(qsizetype offset) const
{
    return m_tree.buffer().fullLineRange(m_tree.buffer().positionAt(offset).line).end;
}

/// Pre: the offset begins a line.
qsizetype TreeEdit::behindBlankLines(qsizetype offset) const
{
    const text::TextBuffer &buffer = m_tree.buffer();
    for (int line = buffer.positionAt(offset).line; line < buffer.lineCount(); ++line) {
        const text::TextRange range = buffer.fullLineRange(line);
        if (range.begin < offset)
            continue;
        if (range.isEmpty() || !std::ranges::all_of(buffer.slice(range), isBlankByte))
            return range.begin;
        offset = range.end;
    }
    return offset;
}

/// Pre: the offset begins a line.
qsizetype TreeEdit::beforeBlankLines(qsizetype offset) const
{
    const text::TextBuffer &buffer = m_tree.buffer();
    for (int line = buffer.positionAt(offset).line - 1; line >= 0; --line) {
        const text::TextRange range = buffer.fullLineRange(line);
        if (!std::ranges::all_of(buffer.slice(range), isBlankByte))
            break;
        offset = range.begin;
    }
    return offset;
}

int TreeEdit::blankLinesBefore(qsizetype offset) const
{
    const text::TextBuffer &buffer = m_tree.buffer();
    return buffer.positionAt(offset).line - buffer.positionAt(beforeBlankLines(offset)).line;
}

/// Behind the last entry of the root, and behind comments that stand there, if nothing else follows.
qsizetype TreeEdit::endOfContent() const
{
    const text::TextBuffer &buffer = m_tree.buffer();
    qsizetype end = buffer.hasByteOrderMark() ? 3 : 0;
    if (m_root != NodeId::None && !node(m_root).entries.empty())
        end = fullOf(node(m_root).entries.back()).end;
    for (int line = buffer.positionAt(end).line; line < buffer.lineCount(); ++line) {
        const text::TextRange range = buffer.fullLineRange(line);
        if (range.begin < end)
            continue;
        const QByteArrayView text = buffer.slice(range).trimmed();
        if (text.startsWith('#'))
            end = range.end;
        else if (!text.isEmpty())
            break;
    }
    return end;
}

/// The collection ends in a block scalar with '+': blank lines behind it belong to its value.
bool TreeEdit::keepsTrailingLines(NodeId id) const
{
    while (node(id).kind == yaml::NodeKind::Mapping || node(id).kind == yaml::NodeKind::Sequence) {
        if (node(id).flow || node(id).entries.empty())
            return false;
        id = node(id).entries.back().value;
    }
    const yaml::Node &last = node(id);
    if (last.style != yaml::ScalarStyle::Literal && last.style != yaml::ScalarStyle::Folded)
        return false;
    const QByteArrayView header = m_tree.buffer().slice({last.value.begin, std::min(last.value.begin + 3, last.value.end)});
    return header.contains('+');
}

QByteArray TreeEdit::closedLines(text::TextRange range) const
{
    const QByteArray lines = m_tree.buffer().slice(range).toByteArray();
    return lines.endsWith('\n') || lines.endsWith('\r') ? lines : lines + m_style.newline;
}

QByteArray TreeEdit::newlines(int count) const
{
    return m_style.newline.repeated(std::max(count, 0));
}

std::expected<text::TextPatch, Refusal> TreeEdit::finish()
{
    if (m_refusal)
        return std::unexpected(*m_refusal);
    text::TextPatch patch{m_edits};
    std::ranges::stable_sort(patch.edits, {}, [](const text::TextEdit &edit) {
        return std::pair(edit.range.begin, edit.range.end);
    });
    if (!patch.isValidFor(m_tree.buffer().size())) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "The parts of this change touch the same text; make it by hand."));
        return std::unexpected(*m_refusal);
    }
    if (patch.isEmpty())
        return patch;
    if (const auto problem = verify(m_tree, patch, m_expectation)) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "This cannot be changed without changing more: %1."), {*problem});
        return std::unexpected(*m_refusal);
    }
    return patch;
}

} // namespace stagecraft::edit

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/text_buffer.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>

namespace stagecraft::text {

namespace {

std::shared_ptr<const std::vector<qsizetype>> lineStartsOf(const QByteArray &bytes)
{
    auto starts = std::make_shared<std::vector<qsizetype>>();
    starts->push_back(0);
    const char *data = bytes.constData();
    const qsizetype size = bytes.size();
    for (qsizetype i = 0; i < size; ++i) {
        if (data[i] == '\n' || (data[i] == '\r' && (i + 1 == size || data[i + 1] != '\n')))
            starts->push_back(i + 1);
    }
    return starts;
}

} // namespace

TextBuffer::TextBuffer(QByteArray bytes, quint64 revision)
    : m_bytes(std::move(bytes)), m_revision(revision), m_lineStarts(lineStartsOf(m_bytes))
{
}

bool TextBuffer::hasByteOrderMark() const
{
    return m_bytes.startsWith("\xEF\xBB\xBF");
}

bool TextBuffer::isValidUtf8() const
{
    return QUtf8StringView(m_bytes).isValidUtf8();
}

LineEnding TextBuffer::lineEnding() const
{
    std::array<int, 3> counts = {0, 0, 0};
    for (std::size_t i = 1; i < m_lineStarts->size(); ++i) {
        const qsizetype start = (*m_lineStarts)[i];
        if (m_bytes[start - 1] == '\r')
            ++counts[2];
        else
            ++counts[start >= 2 && m_bytes[start - 2] == '\r' ? 1 : 0];
    }
    if (counts[1] > counts[0] && counts[1] >= counts[2])
        return LineEnding::CrLf;
    return counts[2] > counts[0] ? LineEnding::Cr : LineEnding::Lf;
}

QByteArrayView TextBuffer::lineEndingText() const
{
    switch (lineEnding()) {
    case LineEnding::CrLf: return "\r\n";
    case LineEnding::Cr: return "\r";
    case LineEnding::Lf: break;
    }
    return "\n";
}

int TextBuffer::lineCount() const
{
    return static_cast<int>(m_lineStarts->size());
}

TextRange TextBuffer::lineRange(int line) const
{
    TextRange range = fullLineRange(line);
    if (range.end > range.begin && m_bytes[range.end - 1] == '\n')
        --range.end;
    if (range.end > range.begin && m_bytes[range.end - 1] == '\r')
        --range.end;
    return range;
}

TextRange TextBuffer::fullLineRange(int line) const
{
    const auto index = static_cast<std::size_t>(line);
    Q_ASSERT(index < m_lineStarts->size());
    return {(*m_lineStarts)[index], index + 1 < m_lineStarts->size() ? (*m_lineStarts)[index + 1] : m_bytes.size()};
}

TextPosition TextBuffer::positionAt(qsizetype offset) const
{
    offset = std::clamp<qsizetype>(offset, 0, m_bytes.size());
    const auto next = std::upper_bound(m_lineStarts->begin(), m_lineStarts->end(), offset);
    const auto line = std::prev(next);
    return {static_cast<int>(line - m_lineStarts->begin()), static_cast<int>(offset - *line)};
}

qsizetype TextBuffer::offsetAt(TextPosition position) const
{
    const TextRange line = lineRange(std::clamp(position.line, 0, lineCount() - 1));
    return std::min(line.begin + std::max(position.column, 0), line.end);
}

QByteArrayView TextBuffer::slice(TextRange range) const
{
    return QByteArrayView(m_bytes).sliced(range.begin, range.length());
}

TextBuffer TextBuffer::patched(const TextPatch &patch) const
{
    return TextBuffer(patch.appliedTo(m_bytes), m_revision + 1);
}

} // namespace stagecraft::text

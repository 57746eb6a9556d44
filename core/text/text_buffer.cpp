// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/text_buffer.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <cstring>

namespace stagecraft::text {

namespace {

/// Calls back with the offset of each line but the first.
template<typename Take>
void forEachLineStart(const QByteArray &bytes, const Take &take)
{
    const char *data = bytes.constData();
    const auto size = static_cast<qint32>(bytes.size());
    if (bytes.contains('\r')) {
        for (qint32 i = 0; i < size; ++i) {
            if (data[i] == '\n' || (data[i] == '\r' && (i + 1 == size || data[i + 1] != '\n')))
                take(i + 1);
        }
        return;
    }
    for (const char *at = data;
         (at = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(data + size - at)))); ++at)
        take(static_cast<qint32>(at - data) + 1);
}

std::shared_ptr<const std::vector<qint32>> lineStartsOf(const QByteArray &bytes)
{
    // Counted first: a text of nothing but line breaks needs its four bytes for each once, not thrice.
    std::size_t count = 1;
    forEachLineStart(bytes, [&](qint32) { ++count; });
    auto starts = std::make_shared<std::vector<qint32>>();
    starts->reserve(count);
    starts->push_back(0);
    forEachLineStart(bytes, [&](qint32 start) { starts->push_back(start); });
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

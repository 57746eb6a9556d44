// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TextBuffer: the bytes of one file at one revision, exactly as they are: byte order mark, mixed line endings and
// invalid UTF-8 included. An immutable value (bytes are implicitly shared); safe to hand to any thread.
// Less than 2 GiB: whatever reads a text stops far below.
#pragma once

#include "core/text/text_edit.h"
#include "core/text/text_range.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace stagecraft::text {

enum class LineEnding { Lf, CrLf, Cr };

class TextBuffer
{
public:
    TextBuffer() : TextBuffer(QByteArray()) {}
    explicit TextBuffer(QByteArray bytes, quint64 revision = 0);

    const QByteArray &bytes() const { return m_bytes; }
    qsizetype size() const { return m_bytes.size(); }
    /// Grows by one with each patch; stamps everything that is derived from this text.
    quint64 revision() const { return m_revision; }
    bool hasByteOrderMark() const;
    bool isValidUtf8() const;

    /// The ending that most lines have; Lf for a text without any. New lines are written with it.
    LineEnding lineEnding() const;
    QByteArrayView lineEndingText() const;

    /// Lines end with "\n", "\r\n" or "\r". A text that ends with a line ending has a last, empty line.
    int lineCount() const;
    /// Without its line ending. Pre: 0 <= line < lineCount().
    TextRange lineRange(int line) const;
    /// With its line ending.
    TextRange fullLineRange(int line) const;
    /// O(log lines). Offsets past the end give the end.
    TextPosition positionAt(qsizetype offset) const;
    qsizetype offsetAt(TextPosition position) const;

    QByteArrayView slice(TextRange range) const;

    /// The text after the patch, with the next revision. Pre: patch.isValidFor(size()).
    TextBuffer patched(const TextPatch &patch) const;

private:
    QByteArray m_bytes;
    quint64 m_revision = 0;
    std::shared_ptr<const std::vector<qint32>> m_lineStarts;
};

} // namespace stagecraft::text

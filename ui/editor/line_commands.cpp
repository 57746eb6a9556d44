// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/line_commands.h"

#include <algorithm>
#include <limits>

namespace stagecraft::ui {

namespace {

/// Column of the first byte that is not a blank; -1 for a blank line.
qsizetype firstTextColumn(QByteArrayView line)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] != ' ' && line[i] != '\t')
            return i;
    }
    return -1;
}

qsizetype contentBegin(const text::TextBuffer &buffer, int line)
{
    return buffer.lineRange(line).begin + (line == 0 && buffer.hasByteOrderMark() ? 3 : 0);
}

QByteArrayView content(const text::TextBuffer &buffer, int line)
{
    return buffer.slice({contentBegin(buffer, line), buffer.lineRange(line).end});
}

} // namespace

text::TextPatch commentToggled(const text::TextBuffer &buffer, int firstLine, int lastLine)
{
    qsizetype column = std::numeric_limits<qsizetype>::max();
    bool allCommented = true;
    for (int line = firstLine; line <= lastLine; ++line) {
        const QByteArrayView bytes = content(buffer, line);
        const qsizetype first = firstTextColumn(bytes);
        if (first < 0)
            continue;
        column = std::min(column, first);
        allCommented = allCommented && bytes[first] == '#';
    }
    text::TextPatch patch;
    for (int line = firstLine; line <= lastLine; ++line) {
        const QByteArrayView bytes = content(buffer, line);
        const qsizetype first = firstTextColumn(bytes);
        if (first < 0)
            continue;
        const qsizetype begin = contentBegin(buffer, line);
        if (allCommented) {
            const bool space = first + 1 < bytes.size() && bytes[first + 1] == ' ';
            patch.edits.push_back({{begin + first, begin + first + (space ? 2 : 1)}, {}});
        } else {
            patch.edits.push_back({{begin + column, begin + column}, QByteArrayLiteral("# ")});
        }
    }
    return patch;
}

text::TextPatch indented(const text::TextBuffer &buffer, int firstLine, int lastLine, int width)
{
    text::TextPatch patch;
    for (int line = firstLine; line <= lastLine; ++line) {
        const QByteArrayView bytes = content(buffer, line);
        const qsizetype begin = contentBegin(buffer, line);
        if (width > 0) {
            if (!bytes.isEmpty())
                patch.edits.push_back({{begin, begin}, QByteArray(width, ' ')});
            continue;
        }
        qsizetype spaces = 0;
        while (spaces < bytes.size() && spaces < -width && bytes[spaces] == ' ')
            ++spaces;
        if (spaces == 0 && !bytes.isEmpty() && bytes[0] == '\t')
            spaces = 1;
        if (spaces > 0)
            patch.edits.push_back({{begin, begin + spaces}, {}});
    }
    return patch;
}

} // namespace stagecraft::ui

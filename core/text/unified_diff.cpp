// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/unified_diff.h"

#include "core/text/line_diff.h"

#include <algorithm>

namespace stagecraft::text {

namespace {

constexpr int contextLines = 3;

void appendLine(char mark, QByteArrayView line, QByteArray &diff)
{
    diff.append(mark).append(line);
    if (!line.endsWith('\n'))
        diff.append("\n\\ No newline at end of file\n");
}

/// "12,3", or "12" for one line; an empty range names the line before it.
QByteArray rangeText(int begin, int count)
{
    const QByteArray first = QByteArray::number(count == 0 ? begin : begin + 1);
    return count == 1 ? first : first + ',' + QByteArray::number(count);
}

} // namespace

QByteArray unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &path)
{
    const std::vector<QByteArrayView> oldLines = splitLines(before);
    const std::vector<QByteArrayView> newLines = splitLines(after);
    const std::vector<LineChange> changes = changedLines(oldLines, newLines);
    if (changes.empty())
        return {};
    const QByteArray name = path.toUtf8();
    QByteArray diff = "--- a/" + name + "\n+++ b/" + name + '\n';
    for (std::size_t first = 0; first < changes.size();) {
        // changes whose contexts would touch share a hunk
        std::size_t last = first;
        while (last + 1 < changes.size()
               && changes[last + 1].beforeBegin - changes[last].beforeEnd <= 2 * contextLines) {
            ++last;
        }
        const int lead = std::min(contextLines, changes[first].beforeBegin);
        const int trail = std::min(contextLines, static_cast<int>(oldLines.size()) - changes[last].beforeEnd);
        const int oldBegin = changes[first].beforeBegin - lead;
        const int newBegin = changes[first].afterBegin - lead;
        const int oldEnd = changes[last].beforeEnd + trail;
        const int newEnd = changes[last].afterEnd + trail;
        diff += "@@ -" + rangeText(oldBegin, oldEnd - oldBegin) + " +" + rangeText(newBegin, newEnd - newBegin)
                + " @@\n";
        int line = oldBegin;
        const auto appendContext = [&](int end) {
            for (; line < end; ++line)
                appendLine(' ', oldLines[static_cast<std::size_t>(line)], diff);
        };
        for (std::size_t i = first; i <= last; ++i) {
            appendContext(changes[i].beforeBegin);
            for (; line < changes[i].beforeEnd; ++line)
                appendLine('-', oldLines[static_cast<std::size_t>(line)], diff);
            for (int added = changes[i].afterBegin; added < changes[i].afterEnd; ++added)
                appendLine('+', newLines[static_cast<std::size_t>(added)], diff);
        }
        appendContext(oldEnd);
        first = last + 1;
    }
    return diff;
}

} // namespace stagecraft::text

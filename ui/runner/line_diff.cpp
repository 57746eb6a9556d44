// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/line_diff.h"

#include <QStringList>

#include <algorithm>

namespace stagecraft::ui {

namespace {

/// Lines [oldBegin, oldEnd) become [newBegin, newEnd).
struct Region {
    int oldBegin, oldEnd, newBegin, newEnd;
};

/// A text that ends with a line ending has a last, empty line, which is no line of a diff.
int diffLineCount(const text::TextBuffer &buffer)
{
    const int count = buffer.lineCount();
    return buffer.lineRange(count - 1).isEmpty() ? count - 1 : count;
}

QString lineOf(const text::TextBuffer &buffer, int line)
{
    return QString::fromUtf8(buffer.slice(buffer.lineRange(line)));
}

std::vector<Region> regionsOf(const text::TextBuffer &before, const text::TextBuffer &after, const text::TextPatch &patch)
{
    std::vector<Region> regions;
    const int oldCount = diffLineCount(before), newCount = diffLineCount(after);
    qsizetype delta = 0;
    for (const text::TextEdit &edit : patch.edits) {
        const qsizetype deltaAfter = delta + edit.replacement.size() - edit.range.length();
        const int oldBegin = before.positionAt(edit.range.begin).line;
        const int newBegin = after.positionAt(edit.range.begin + delta).line;
        const int oldEnd = std::min(before.positionAt(edit.range.end).line + 1, oldCount);
        const int newEnd = std::min(after.positionAt(edit.range.end + deltaAfter).line + 1, newCount);
        if (!regions.empty() && (oldBegin < regions.back().oldEnd || newBegin < regions.back().newEnd)) {
            regions.back().oldEnd = std::max(regions.back().oldEnd, oldEnd);
            regions.back().newEnd = std::max(regions.back().newEnd, newEnd);
        } else {
            regions.push_back({std::min(oldBegin, oldCount), oldEnd, std::min(newBegin, newCount), newEnd});
        }
        delta = deltaAfter;
    }
    // Lines of a region that stay the same at its borders are no change.
    for (Region &r : regions) {
        while (r.oldBegin < r.oldEnd && r.newBegin < r.newEnd
               && lineOf(before, r.oldBegin) == lineOf(after, r.newBegin)) {
            ++r.oldBegin;
            ++r.newBegin;
        }
        while (r.oldBegin < r.oldEnd && r.newBegin < r.newEnd
               && lineOf(before, r.oldEnd - 1) == lineOf(after, r.newEnd - 1)) {
            --r.oldEnd;
            --r.newEnd;
        }
    }
    std::erase_if(regions, [](const Region &r) { return r.oldBegin == r.oldEnd && r.newBegin == r.newEnd; });
    return regions;
}

void markDifference(DiffLine &removed, DiffLine &added)
{
    const QString &a = removed.text, &b = added.text;
    const qsizetype limit = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < limit && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < limit - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    // Lines that share next to nothing are another line, not a changed one.
    if (QStringView(a).first(head).trimmed().size() + tail < 3)
        return;
    removed.markBegin = added.markBegin = static_cast<int>(head);
    removed.markEnd = static_cast<int>(a.size() - tail);
    added.markEnd = static_cast<int>(b.size() - tail);
}

} // namespace

LineDiff lineDiff(const text::TextBuffer &before, const text::TextPatch &patch, int contextLines)
{
    LineDiff diff;
    const text::TextBuffer after = before.patched(patch);
    const int oldCount = diffLineCount(before);
    int shownOld = 0; // old lines before this one are already in the diff
    int newOffset = 0;
    const auto context = [&](int begin, int end) {
        for (int line = begin; line < end; ++line)
            diff.lines.push_back({DiffLine::Kind::Context, line, line + newOffset, lineOf(before, line)});
    };
    bool first = true;
    for (const Region &r : regionsOf(before, after, patch)) {
        if (!first)
            context(shownOld, std::min(shownOld + contextLines, r.oldBegin));
        const int begin = std::max(first ? 0 : std::min(shownOld + contextLines, r.oldBegin), r.oldBegin - contextLines);
        if (begin > (first ? 0 : std::min(shownOld + contextLines, r.oldBegin)))
            diff.lines.push_back({DiffLine::Kind::Gap, begin, begin + newOffset, {}});
        context(begin, r.oldBegin);
        const std::size_t firstRemoved = diff.lines.size();
        for (int line = r.oldBegin; line < r.oldEnd; ++line)
            diff.lines.push_back({DiffLine::Kind::Removed, line, -1, lineOf(before, line)});
        const std::size_t firstAdded = diff.lines.size();
        for (int line = r.newBegin; line < r.newEnd; ++line)
            diff.lines.push_back({DiffLine::Kind::Added, -1, line, lineOf(after, line)});
        if (r.oldEnd - r.oldBegin == r.newEnd - r.newBegin) {
            for (std::size_t i = 0; firstRemoved + i < firstAdded; ++i)
                markDifference(diff.lines[firstRemoved + i], diff.lines[firstAdded + i]);
        }
        diff.removed += r.oldEnd - r.oldBegin;
        diff.added += r.newEnd - r.newBegin;
        shownOld = r.oldEnd;
        newOffset = r.newEnd - r.oldEnd;
        first = false;
    }
    if (!first) {
        const int end = std::min(shownOld + contextLines, oldCount);
        context(shownOld, end);
        if (end < oldCount)
            diff.lines.push_back({DiffLine::Kind::Gap, end, end + newOffset, {}});
    }
    return diff;
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/line_diff.h"

#include <QHash>

#include <algorithm>

namespace stagecraft::text {

namespace {

/// Inserted and deleted lines up to which the shortest diff is looked for. The search keeps this many rows of up to this
/// many numbers, so it costs at most 2 MB.
constexpr int maxEdits = 512;

/// Texts are compared as numbers: equal lines have equal ones.
using Numbers = std::vector<int>;

class Myers
{
public:
    Myers(const Numbers &before, const Numbers &after, int skipped)
        : m_before(before), m_after(after), m_skipped(skipped), m_beforeEnd(static_cast<int>(before.size())),
          m_afterEnd(static_cast<int>(after.size()))
    {
        while (m_beforeEnd > skipped && m_afterEnd > skipped
               && numberAt(before, m_beforeEnd - 1) == numberAt(after, m_afterEnd - 1)) {
            --m_beforeEnd;
            --m_afterEnd;
        }
    }

    std::vector<LineChange> run()
    {
        if (m_beforeEnd == m_skipped && m_afterEnd == m_skipped)
            return {};
        if (!search())
            return {{m_skipped, m_beforeEnd, m_skipped, m_afterEnd}};
        return trace();
    }

private:
    static int numberAt(const Numbers &numbers, int index) { return numbers[static_cast<std::size_t>(index)]; }
    int width() const { return m_beforeEnd - m_skipped; }
    int height() const { return m_afterEnd - m_skipped; }

    /// Of a row with the furthest x on the diagonals -edits … edits.
    static int &at(std::vector<int> &row, int diagonal) { return row[static_cast<std::size_t>(diagonal) + row.size() / 2]; }

    bool insertionIsFurther(std::vector<int> &previous, int diagonal, int edits) const
    {
        if (diagonal == -edits)
            return true;
        return diagonal != edits && furthest(previous, diagonal - 1, edits) < furthest(previous, diagonal + 1, edits);
    }

    static int furthest(std::vector<int> &previous, int diagonal, int edits)
    {
        return std::abs(diagonal) < edits ? at(previous, diagonal) : -1;
    }

    bool search()
    {
        for (int edits = 0; edits <= maxEdits; ++edits) {
            std::vector<int> row(static_cast<std::size_t>(2 * edits) + 1, 0);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = 0;
                if (edits > 0) {
                    std::vector<int> &previous = m_rows.back();
                    x = insertionIsFurther(previous, diagonal, edits) ? at(previous, diagonal + 1)
                                                                      : at(previous, diagonal - 1) + 1;
                }
                while (x < width() && x - diagonal < height() && x - diagonal >= 0
                       && numberAt(m_before, m_skipped + x) == numberAt(m_after, m_skipped + x - diagonal)) {
                    ++x;
                }
                at(row, diagonal) = x;
                if (x >= width() && x - diagonal >= height()) {
                    m_rows.push_back(std::move(row));
                    return true;
                }
            }
            m_rows.push_back(std::move(row));
        }
        return false;
    }

    std::vector<LineChange> trace()
    {
        std::vector<LineChange> changes; // last one first
        int x = width();
        int y = height();
        for (int edits = static_cast<int>(m_rows.size()) - 1; edits > 0; --edits) {
            std::vector<int> &previous = m_rows[static_cast<std::size_t>(edits) - 1];
            const int diagonal = x - y;
            const bool inserted = insertionIsFurther(previous, diagonal, edits);
            const int fromDiagonal = inserted ? diagonal + 1 : diagonal - 1;
            const int fromX = at(previous, fromDiagonal);
            const int fromY = fromX - fromDiagonal;
            const int toX = inserted ? fromX : fromX + 1;
            const int toY = inserted ? fromY + 1 : fromY;
            LineChange change = {m_skipped + fromX, m_skipped + toX, m_skipped + fromY, m_skipped + toY};
            const bool touches = !changes.empty() && changes.back().beforeBegin == change.beforeEnd
                                 && changes.back().afterBegin == change.afterEnd;
            if (touches) {
                changes.back().beforeBegin = change.beforeBegin;
                changes.back().afterBegin = change.afterBegin;
            } else {
                changes.push_back(change);
            }
            x = fromX;
            y = fromY;
        }
        std::ranges::reverse(changes);
        return changes;
    }

    const Numbers &m_before;
    const Numbers &m_after;
    int m_skipped; // equal lines at the beginning
    int m_beforeEnd;
    int m_afterEnd;
    std::vector<std::vector<int>> m_rows;
};

} // namespace

std::vector<QByteArrayView> splitLines(QByteArrayView text)
{
    std::vector<QByteArrayView> lines;
    while (!text.isEmpty()) {
        const qsizetype lineFeed = text.indexOf('\n');
        const qsizetype length = lineFeed < 0 ? text.size() : lineFeed + 1;
        lines.push_back(text.first(length));
        text = text.sliced(length);
    }
    return lines;
}

std::vector<LineChange> changedLines(const std::vector<QByteArrayView> &before,
                                     const std::vector<QByteArrayView> &after)
{
    QHash<QByteArrayView, int> numbers;
    const auto numbered = [&numbers](const std::vector<QByteArrayView> &lines) {
        Numbers result;
        result.reserve(lines.size());
        for (const QByteArrayView line : lines) {
            const auto known = numbers.constFind(line);
            const int number = known == numbers.constEnd() ? static_cast<int>(numbers.size()) : *known;
            if (known == numbers.constEnd())
                numbers.insert(line, number);
            result.push_back(number);
        }
        return result;
    };
    const Numbers oldNumbers = numbered(before);
    const Numbers newNumbers = numbered(after);
    const auto firstDifference = std::ranges::mismatch(oldNumbers, newNumbers);
    return Myers(oldNumbers, newNumbers, static_cast<int>(firstDifference.in1 - oldNumbers.begin())).run();
}

} // namespace stagecraft::text

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/folded_rows.h"

#include <algorithm>

namespace stagecraft::ui {

void FoldedRows::setHidden(std::vector<Range> hidden)
{
    std::ranges::sort(hidden, {}, &Range::begin);
    m_folds.clear();
    qint64 hiddenBefore = 0;
    for (const Range &range : hidden) {
        if (range.end <= range.begin)
            continue;
        if (!m_folds.empty() && range.begin <= m_folds.back().end) {
            const qint64 grown = std::max(range.end, m_folds.back().end);
            hiddenBefore += grown - m_folds.back().end;
            m_folds.back().end = grown;
            continue;
        }
        m_folds.push_back({range.begin, range.end, hiddenBefore});
        hiddenBefore += range.end - range.begin;
    }
}

const FoldedRows::Fold *FoldedRows::lastFoldAtOrBefore(qint64 line) const
{
    const auto after = std::ranges::upper_bound(m_folds, line, {}, &Fold::begin);
    return after == m_folds.begin() ? nullptr : &*(after - 1);
}

qint64 FoldedRows::rowCount() const
{
    const Fold *fold = m_lineCount > 0 ? lastFoldAtOrBefore(m_lineCount - 1) : nullptr;
    return fold ? m_lineCount - fold->hiddenBefore - (std::min(fold->end, m_lineCount) - fold->begin) : m_lineCount;
}

qint64 FoldedRows::lineOf(qint64 row) const
{
    // The first row behind fold i is begin - hiddenBefore.
    const auto after = std::ranges::upper_bound(m_folds, row, {}, [](const Fold &f) { return f.begin - f.hiddenBefore; });
    if (after == m_folds.begin())
        return row;
    const Fold &fold = *(after - 1);
    return row + fold.hiddenBefore + (fold.end - fold.begin);
}

qint64 FoldedRows::rowOf(qint64 line) const
{
    const Fold *fold = lastFoldAtOrBefore(line);
    if (!fold)
        return line;
    if (line < fold->end)
        return std::max<qint64>(0, fold->begin - fold->hiddenBefore - 1);
    return line - fold->hiddenBefore - (fold->end - fold->begin);
}

bool FoldedRows::isHidden(qint64 line) const
{
    const Fold *fold = lastFoldAtOrBefore(line);
    return fold && line < fold->end;
}

} // namespace stagecraft::ui

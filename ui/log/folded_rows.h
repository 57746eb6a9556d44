// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FoldedRows: which row of a view shows which line of a log when some ranges of lines are hidden. Lookups cost the
// logarithm of the number of hidden ranges, however long the log is. Plain value.
#pragma once

#include <QtTypes>

#include <vector>

namespace stagecraft::ui {

class FoldedRows
{
public:
    /// Half-open.
    struct Range {
        qint64 begin = 0;
        qint64 end = 0;
        bool operator==(const Range &) const = default;
    };

    /// The ranges may overlap and come in any order; what lies behind the last line does not matter.
    void setHidden(std::vector<Range> hidden);
    void setLineCount(qint64 count) { m_lineCount = count; }

    qint64 lineCount() const { return m_lineCount; }
    qint64 rowCount() const;
    /// Pre: 0 <= row < rowCount().
    qint64 lineOf(qint64 row) const;
    /// Of a hidden line: the row before it.
    qint64 rowOf(qint64 line) const;
    bool isHidden(qint64 line) const;

private:
    struct Fold {
        qint64 begin;
        qint64 end;
        qint64 hiddenBefore; ///< lines that the folds before this one hide
    };
    const Fold *lastFoldAtOrBefore(qint64 line) const;

    std::vector<Fold> m_folds;
    qint64 m_lineCount = 0;
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/folded_rows.h"

#include <QTest>

using stagecraft::ui::FoldedRows;

class TestFoldedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsSkipHiddenLines();
    void openFoldsReachTheEnd();
};

void TestFoldedRows::rowsSkipHiddenLines()
{
    FoldedRows rows;
    rows.setLineCount(20);
    rows.setHidden({{12, 15}, {3, 6}, {5, 8}, {8, 8}}); // out of order, overlapping, empty
    QList<qint64> visible;
    for (qint64 line = 0; line < 20; ++line) {
        const bool hidden = (line >= 3 && line < 8) || (line >= 12 && line < 15);
        QCOMPARE(rows.isHidden(line), hidden);
        if (!hidden)
            visible += line;
    }
    QCOMPARE(rows.rowCount(), visible.size());
    for (qint64 row = 0; row < rows.rowCount(); ++row) {
        QCOMPARE(rows.lineOf(row), visible[row]);
        QCOMPARE(rows.rowOf(visible[row]), row);
    }
    QCOMPARE(rows.rowOf(5), 2); // a hidden line belongs to the row before it
}

void TestFoldedRows::openFoldsReachTheEnd()
{
    FoldedRows rows;
    rows.setHidden({{2, 1'000'000'000'000}});
    rows.setLineCount(5);
    QCOMPARE(rows.rowCount(), 2);
    rows.setLineCount(50);
    QCOMPARE(rows.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestFoldedRows)
#include "tst_folded_rows.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/duration_text.h"

#include <QTest>

class TestDurationText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsAtEachBorder_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 milliseconds, const char *text) { QTest::newRow(text) << milliseconds << QString::fromLatin1(text); };
        row(0, "0.0 s");
        row(1'240, "1.2 s");
        row(9'949, "9.9 s");
        row(9'950, "10 s");
        row(59'499, "59 s");
        row(59'500, "1 min 00 s");
        row(3'599'499, "59 min 59 s");
        row(3'599'500, "1 h 00 min");
        row(90'061'000, "25 h 01 min");
    }
    void roundsAtEachBorder()
    {
        QFETCH(qint64, milliseconds);
        QTEST(stagecraft::durationText(milliseconds), "text");
    }
};

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_duration_text.moc"

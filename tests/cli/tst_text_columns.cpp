// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/text_columns.h"

#include "app/cli/table_text.h"

#include <QTest>

using namespace stagecraft::cli;
using namespace Qt::StringLiterals;

/// Job names are in any language, and the columns beside them stay straight.
class TestTextColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsColumns_data();
    void countsColumns();
    void shortens();
    void tablesStayStraight();
};

void TestTextColumns::countsColumns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("columns");
    QTest::newRow("nothing") << u""_s << qsizetype(0);
    QTest::newRow("ASCII") << u"build 1"_s << qsizetype(7);
    QTest::newRow("Chinese") << u"构建 1"_s << qsizetype(6);
    QTest::newRow("combining accent") << u"e\u0301"_s << qsizetype(1);
    QTest::newRow("emoji") << u"🚀 go"_s << qsizetype(5);
    QTest::newRow("accent") << u"ümlaut"_s << qsizetype(6);
}

void TestTextColumns::countsColumns()
{
    QFETCH(QString, text);
    QTEST(columnsOf(text), "columns");
    QCOMPARE(columnsOf(padded(text, 20)), 20);
}

void TestTextColumns::shortens()
{
    QCOMPARE(shortened(u"build"_s, 5), u"build"_s);
    QCOMPARE(shortened(u"building"_s, 5), u"buil…"_s);
    QCOMPARE(shortened(u"构建和测试"_s, 6), u"构建…"_s);
    QCOMPARE(shortened(u"🚀🚀🚀"_s, 5), u"🚀🚀…"_s);
}

void TestTextColumns::tablesStayStraight()
{
    QCOMPARE(toTable({{u"JOB"_s, u"STAGE"_s}, {u"构建"_s, u"build"_s}, {u"lint"_s, u"test"_s}}),
             u"JOB   STAGE\n构建  build\nlint  test\n"_s);
}

QTEST_GUILESS_MAIN(TestTextColumns)
#include "tst_text_columns.moc"

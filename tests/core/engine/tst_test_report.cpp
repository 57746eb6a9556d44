// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What reports say, and the coverage in a log.
#include "core/engine/test_report.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft::engine;

class TestTestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTestCases();
    void addsUpFiles();
    void survivesBrokenReports_data();
    void survivesBrokenReports();
    void readsCobertura_data();
    void readsCobertura();
    void readsCodeQuality();
    void findsCoverageInTheLog_data();
    void findsCoverageInTheLog();
    void searchesHugeLogsQuickly();

private:
    QString write(const QByteArray &content)
    {
        const QString name = m_directory.filePath(QStringLiteral("report-%1").arg(++m_files));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return name;
    }
    QTemporaryDir m_directory;
    int m_files = 0;
};

void TestTestReport::countsTestCases()
{
    JobReports reports;
    addJunit(write("<?xml version='1.0'?><testsuites><testsuite name='a'>"
                   "<testcase classname='c.A' name='good' time='0.5'/>"
                   "<testcase classname='c.A' name='bad' time='1,000.25'><failure message='1 != 2'>at <b>line</b> 7</failure><system-out>x</system-out></testcase>"
                   "<testcase name='broken'><error>boom</error></testcase>"
                   "<testsuite><testcase name='left out'><skipped/></testcase></testsuite>"
                   "</testsuite></testsuites>"), reports);
    QVERIFY(reports.problems.isEmpty() && reports.tests);
    QCOMPARE(reports.tests->total, 4);
    QCOMPARE(reports.tests->failed, 1);
    QCOMPARE(reports.tests->errors, 1);
    QCOMPARE(reports.tests->skipped, 1);
    QCOMPARE(reports.tests->seconds, 1000.75);
    QCOMPARE(reports.tests->failures.size(), std::size_t{2});
    QCOMPARE(reports.tests->failures[0].suite, QStringLiteral("c.A"));
    QCOMPARE(reports.tests->failures[0].name, QStringLiteral("bad"));
    QCOMPARE(reports.tests->failures[0].message, QStringLiteral("1 != 2\nat line 7"));
    QVERIFY(reports.tests->failures[1].isError);
}

void TestTestReport::addsUpFiles()
{
    JobReports reports;
    for (int i = 0; i < 3; ++i)
        addJunit(write("<testsuite><testcase name='x'><failure/></testcase></testsuite>"), reports);
    QCOMPARE(reports.tests->total, 3);
    QCOMPARE(reports.tests->failures.size(), std::size_t{3});
}

void TestTestReport::survivesBrokenReports_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut off") << QByteArray("<testsuite><testcase name='a'><failure>");
    QTest::newRow("not XML") << QByteArray("{}");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("many entities") << QByteArray("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                                                 "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
                                                 "]><testsuite><testcase name='&d;&d;&d;&d;&d;'/></testsuite>");
    QTest::newRow("deep") << QByteArray("<a>").repeated(200000);
}

void TestTestReport::survivesBrokenReports()
{
    QFETCH(QByteArray, content);
    JobReports reports;
    addJunit(write(content), reports);
    addCobertura(write(content), reports);
    addCodeQuality(write(content), reports);
    QVERIFY(!reports.problems.isEmpty());
    addJunit(QStringLiteral("/does/not/exist"), reports);
    QVERIFY(reports.problems.last().startsWith(QStringLiteral("exist: ")));
}

void TestTestReport::readsCobertura_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<double>("expected");
    QTest::newRow("counted lines") << QByteArray("<coverage line-rate='0.9' lines-valid='200' lines-covered='150'/>") << 75.0;
    QTest::newRow("rate") << QByteArray("<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'http://x/y.dtd'><coverage line-rate='0.5'><packages/></coverage>") << 50.0;
    QTest::newRow("another report") << QByteArray("<report/>") << -1.0;
}

void TestTestReport::readsCobertura()
{
    QFETCH(QByteArray, root);
    JobReports reports;
    addCobertura(write(root), reports);
    QTEST(reports.coverage.value_or(-1), "expected");
}

void TestTestReport::readsCodeQuality()
{
    JobReports reports;
    addCodeQuality(write(R"([{"description":"unused","severity":"minor","location":{"path":"a.c","lines":{"begin":7}}},
                             {"description":"bad","severity":"major","location":{"path":"b.c","positions":{"begin":{"line":9}}}}, 5])"), reports);
    QCOMPARE(reports.qualityFindings, 3);
    QCOMPARE(reports.quality[0].file, QStringLiteral("a.c"));
    QCOMPARE(reports.quality[0].line, 7);
    QCOMPARE(reports.quality[1].line, 9);
}

void TestTestReport::findsCoverageInTheLog_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<double>("expected"); // -1: none
    const auto row = [](const char *name, const char *expression, const QByteArray &log, double expected) {
        QTest::newRow(name) << QByteArray(expression) << log << expected;
    };
    row("the last line wins", R"(Coverage: \d+\.\d+)", "Coverage: 10.5\nx\nCoverage: 20.5\ny\n", 20.5);
    row("the last match of a line", R"(\d+%)", "10% 20% 30%\n", 30);
    row("a group", R"(TOTAL.*\s(\d+)%)", "TOTAL 100 7%\n", 7);
    row("alternative groups", R"(a (\d+)|b (\d+))", "b 3\n", 3);
    row("no number in the match", R"(done)", "9\ndone\n", -1);
    row("no match", R"(Coverage: (\d+))", "nothing\n", -1);
    row("not an expression", R"(([)", "([ 5\n", -1);
    row("coloured", R"(lines\.*: (\d+\.\d+)%)", "\x1b[32;1mlines......: 91.2%\x1b[0m (1 of 2 lines)\n", 91.2);
    row("no line end", R"((\d+)%)", "5%", 5);
    row("matches nothing at all", R"(x*)", "abc\n", -1);
    row("across read pieces", R"(Coverage: (\d+))", "Coverage: 12\n" + QByteArray("0123456789\n").repeated(200000), 12);
    row("a line without end", R"((\d+)%)", "4%\n" + QByteArray(3'000'000, 'x'), 4);
    row("empty", R"((\d+)%)", "", -1);
}

void TestTestReport::findsCoverageInTheLog()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, log);
    QTEST(coverageInLog(write(log), expression.toStdString()).value_or(-1), "expected");
}

void TestTestReport::searchesHugeLogsQuickly()
{
    const QString log = write(QByteArray("a line of a log that says nothing about it\n").repeated(1'500'000));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!coverageInLog(log, R"((?:Total|Lines)\s+(\d+(?:\.\d+)?)\s*%)"));
    qInfo("64 MiB: %lld ms", clock.elapsed());
    QCOMPARE_LT(clock.elapsed(), 20000);
}

QTEST_GUILESS_MAIN(TestTestReport)
#include "tst_test_report.moc"

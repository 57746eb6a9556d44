// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/ansi_text.h"
#include "core/engine/log_index.h"
#include "core/engine/section_marker.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft::engine;

namespace {

QString shown(const QByteArray &line)
{
    return ansiLine(line).text;
}

} // namespace

class TestLogReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnyRange();
    void followsAGrowingLog();
    void findsTheSections();
    void cutsLongLines();
    void findsText();
    void missingLogIsEmpty();

    void showsColours();
    void showsProgressBarsAsTheirLastState();
    void hidesSectionMarkers();
    void marksWhatATerminalWouldObey_data();
    void marksWhatATerminalWouldObey();

private:
    QString write(const QByteArray &content, QIODevice::OpenMode mode = QIODevice::WriteOnly)
    {
        QFile file(m_directory.filePath(QStringLiteral("log")));
        if (!file.open(mode) || file.write(content) != content.size())
            qFatal("cannot write the test log");
        return file.fileName();
    }
    QTemporaryDir m_directory;
};

void TestLogReading::readsAnyRange()
{
    QRandomGenerator random(3);
    QByteArrayList lines;
    for (int i = 0; i < 3000; ++i)
        lines.append(QByteArray::number(i) + QByteArray(random.bounded(20) == 0 ? random.bounded(200000) : random.bounded(90), 'x'));
    LogIndex index(write(lines.join('\n')));
    while (index.update(1 << 20)) {
    }
    QCOMPARE(index.lineCount(), 3000);
    for (int round = 0; round < 200; ++round) {
        const int first = random.bounded(3000);
        const int count = random.bounded(200);
        const std::vector<QByteArray> read = index.readLines(first, count, 500);
        QCOMPARE(read.size(), static_cast<std::size_t>(std::min(count, 3000 - first)));
        for (std::size_t i = 0; i < read.size(); ++i)
            QCOMPARE(read[i], lines[first + static_cast<qsizetype>(i)].first(std::min<qsizetype>(500, lines[first + static_cast<qsizetype>(i)].size())));
    }
}

void TestLogReading::followsAGrowingLog()
{
    LogIndex index(write("one\ntw"));
    QVERIFY(!index.update());
    QCOMPARE(index.lineCount(), 2);
    QCOMPARE(index.readLines(1, 5), std::vector<QByteArray>{"tw"});
    write("o\n", QIODevice::Append);
    QVERIFY(!index.update());
    QCOMPARE(index.lineCount(), 2);
    QCOMPARE(index.readLines(0, 5), (std::vector<QByteArray>{"one", "two"}));
    write("\n", QIODevice::Append);
    index.update();
    QCOMPARE(index.readLines(2, 1), std::vector<QByteArray>{""});
}

void TestLogReading::findsTheSections()
{
    LogIndex index(write("section_start:100:outer\r\x1b[0K\x1b[0K\x1b[36;1mOuter title\x1b[0;m\n"
                         "text section_ no marker\n"
                         "section_start:101:inner[collapsed=true,hide_duration=true]\r\x1b[0KInner\n"
                         "x\n"
                         "section_end:103:inner\r\x1b[0K\n"
                         "section_end:104:outer\r\x1b[0Ksection_start:105:next\r\x1b[0KNext\n"
                         "still open\n"));
    index.update();
    const std::vector<LogSection> &sections = index.sections();
    QCOMPARE(sections.size(), std::size_t{3});
    QCOMPARE(sections[0].title, QStringLiteral("Outer title"));
    QCOMPARE(sections[0].lastLine, 5);
    QCOMPARE(sections[0].endTime - sections[0].startTime, 4);
    QCOMPARE(sections[1].name, QByteArray("inner"));
    QCOMPARE(sections[1].depth, 1);
    QVERIFY(sections[1].collapsed && sections[1].hideDuration);
    QCOMPARE(sections[1].firstLine, 2);
    QCOMPARE(sections[1].lastLine, 4);
    QCOMPARE(sections[2].depth, 0);
    QCOMPARE(sections[2].lastLine, -1);
}

void TestLogReading::cutsLongLines()
{
    LogIndex index(write("a\n" + QByteArray(5000000, 'l') + "\nb\n" + QByteArray(3000000, 'u')));
    while (index.update()) {
    }
    QCOMPARE(index.lineCount(), 4);
    const std::vector<QByteArray> lines = index.readLines(0, 10, 100);
    QCOMPARE(lines, (std::vector<QByteArray>{"a", QByteArray(100, 'l'), "b", QByteArray(100, 'u')}));
}

void TestLogReading::findsText()
{
    QByteArray content;
    for (int i = 0; i < 200000; ++i)
        content += "line " + QByteArray::number(i) + '\n';
    LogIndex index(write(content));
    while (index.update()) {
    }
    QCOMPARE(index.findForward("line 7", 0), 7);
    QCOMPARE(index.findForward("line 7", 8), 70);
    QCOMPARE(index.findForward("line 187654", 100), 187654);
    QCOMPARE(index.findForward("no such thing", 0), -1);
}

void TestLogReading::missingLogIsEmpty()
{
    LogIndex index(m_directory.filePath(QStringLiteral("none")));
    QVERIFY(!index.update());
    QCOMPARE(index.lineCount(), 0);
    QVERIFY(index.readLines(0, 10).empty());
    QCOMPARE(index.findForward("x", 0), -1);
}

void TestLogReading::showsColours()
{
    const AnsiLine line = ansiLine("plain \x1b[32;1mgreen\x1b[0;m \x1b[38;5;208mx\x1b[48;2;1;2;3my");
    QCOMPARE(line.text, QStringLiteral("plain green xy"));
    QCOMPARE(line.spans.size(), std::size_t{3});
    QCOMPARE(line.spans[0].start, 6);
    QCOMPARE(line.spans[0].length, 5);
    QCOMPARE(line.spans[0].style.foreground, 2);
    QVERIFY(line.spans[0].style.bold);
    QCOMPARE(line.spans[1].style.foreground, 208);
    QCOMPARE(line.spans[2].style.background, 0x1010203);
    QCOMPARE(ansiLine("on", line.endStyle).spans.at(0).style, line.endStyle);
}

void TestLogReading::showsProgressBarsAsTheirLastState()
{
    QCOMPARE(shown("10%\r50%\r\x1b[K100%"), QStringLiteral("100%"));
    QCOMPARE(shown("windows line\r"), QStringLiteral("windows line"));
}

void TestLogReading::hidesSectionMarkers()
{
    QCOMPARE(shown("section_start:1:a\r\x1b[0K\x1b[36;1mTitle\x1b[0;m"), QStringLiteral("Title"));
    QVERIFY(ansiLine("section_end:1:a\r\x1b[0K").onlyMarkers);
    QVERIFY(!ansiLine("").onlyMarkers);
    QCOMPARE(shown("section_start:x:a\r\x1b[0KTitle"), QStringLiteral("Title"));
    QVERIFY(!sectionMarkerAt("section_start:1:\r\x1b[0K"));
}

void TestLogReading::marksWhatATerminalWouldObey_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("window title") << QByteArray("\x1b]0;owned\x07") << QStringLiteral("␛]0;owned␇");
    QTest::newRow("clear screen") << QByteArray("a\x1b[2Jb") << QStringLiteral("a␛[2Jb");
    QTest::newRow("cursor") << QByteArray("\x1b[1;1H") << QStringLiteral("␛[1;1H");
    QTest::newRow("NUL and backspace") << QByteArray("a\0b\bc", 5) << QStringLiteral("a␀b␈c");
    QTest::newRow("right to left") << QByteArray("a\u202eb") << QStringLiteral("a⟨U+202E⟩b");
    QTest::newRow("C1") << QByteArray("\xc2\x9b" "2J") << QStringLiteral("⟨U+009B⟩2J");
    QTest::newRow("invalid UTF-8") << QByteArray("a\xff" "b") << QStringLiteral("a\ufffdb");
    QTest::newRow("unfinished escape") << QByteArray("a\x1b[3") << QStringLiteral("a␛[3");
    QTest::newRow("tab stays") << QByteArray("a\tb") << QStringLiteral("a\tb");
}

void TestLogReading::marksWhatATerminalWouldObey()
{
    QFETCH(QByteArray, line);
    QTEST(shown(line), "expected");
}

QTEST_GUILESS_MAIN(TestLogReading)
#include "tst_log_reading.moc"

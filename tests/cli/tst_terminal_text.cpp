// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/terminal_text.h"

#include <QTest>

using namespace stagecraft::cli;

/// What a job prints must not be able to do anything to the user's terminal but colour it.
class TestTerminalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsLines_data();
    void showsLines();
    void hidesSectionMarkers();
    void keepsEmptyLines();
};

void TestTerminalText::showsLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("colours");
    QTest::addColumn<QByteArray>("shown");
    const QByteArray escape = "\xe2\x90\x9b";
    QTest::newRow("plain") << QByteArray("make: ok\t1") << true << QByteArray("make: ok\t1");
    QTest::newRow("colour") << QByteArray("\x1b[32;1mok\x1b[0m") << true << QByteArray("\x1b[32;1mok\x1b[0m\x1b[0m");
    QTest::newRow("colour off") << QByteArray("\x1b[32;1mok\x1b[0m") << false << QByteArray("ok");
    QTest::newRow("progress") << QByteArray("10%\r50%\r100%") << true << QByteArray("100%");
    QTest::newRow("CRLF") << QByteArray("text\r") << true << QByteArray("text");
    QTest::newRow("window title") << QByteArray("\x1b]0;evil\x07") << true << escape + "]0;evil\xef\xbf\xbd";
    QTest::newRow("clipboard") << QByteArray("\x1b]52;c;ZXZpbA==\x07") << true << escape + "]52;c;ZXZpbA==\xef\xbf\xbd";
    QTest::newRow("clear screen") << QByteArray("\x1b[2J") << true << escape + "[2J";
    QTest::newRow("cursor up") << QByteArray("a\x1b[1Ab") << true << "a" + escape + "[1Ab";
    QTest::newRow("cut off") << QByteArray("a\x1b[3") << true << "a" + escape + "[3";
    QTest::newRow("C1 as UTF-8") << QByteArray("a\xc2\x9d" "0;evil\xc2\x9c") << true << QByteArray("a⟨U+009D⟩0;evil⟨U+009C⟩");
    QTest::newRow("bidi") << QByteArray("a\xe2\x80\xae" "b") << true << QByteArray("a⟨U+202E⟩b");
    QTest::newRow("invalid UTF-8") << QByteArray("a\x9b" "2J") << true << QByteArray("a\xef\xbf\xbd" "2J");
    QTest::newRow("no marker") << QByteArray("see section_start: in the docs") << true << QByteArray("see section_start: in the docs");
    QTest::newRow("section title") << QByteArray("section_start:1:x\r\x1b[0KTitle") << false << QByteArray("Title");
}

void TestTerminalText::showsLines()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, colours);
    QTEST(terminalLine(line, colours), "shown");
}

void TestTerminalText::hidesSectionMarkers()
{
    QVERIFY(terminalLine("section_end:1700000000:step_script\r\x1b[0K", true).isNull());
}

void TestTerminalText::keepsEmptyLines()
{
    const QByteArray shown = terminalLine("", true);
    QVERIFY(shown.isEmpty() && !shown.isNull());
}

QTEST_GUILESS_MAIN(TestTerminalText)
#include "tst_terminal_text.moc"

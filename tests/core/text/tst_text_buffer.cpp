// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/text_buffer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft::text;

class TextBufferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte();
    void findsByteOrderMark();
    void findsLines_data();
    void findsLines();
    void choosesTheCommonLineEnding_data();
    void choosesTheCommonLineEnding();
    void findsPositions();
    void refusesUnsortedPatches();
    void countsRevisions();
    void undoesEveryPatch();
};

void TextBufferTest::keepsEveryByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    const TextBuffer buffer(bytes);
    QCOMPARE(buffer.bytes(), bytes);
    QVERIFY(!buffer.isValidUtf8());
    QVERIFY(TextBuffer("na\xC3\xAFve").isValidUtf8());
}

void TextBufferTest::findsByteOrderMark()
{
    QVERIFY(TextBuffer("\xEF\xBB\xBFjob:").hasByteOrderMark());
    QVERIFY(!TextBuffer("job:").hasByteOrderMark());
    QCOMPARE(TextBuffer("\xEF\xBB\xBFjob:").positionAt(3), (TextPosition{0, 3}));
}

void TextBufferTest::findsLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::newRow("empty") << QByteArray() << QByteArrayList{""};
    QTest::newRow("no end") << QByteArray("a") << QByteArrayList{"a"};
    QTest::newRow("end") << QByteArray("a\n") << QByteArrayList{"a", ""};
    QTest::newRow("mixed") << QByteArray("a\r\nb\rc\nd") << QByteArrayList{"a", "b", "c", "d"};
    QTest::newRow("CR CR LF") << QByteArray("a\r\r\nb") << QByteArrayList{"a", "", "b"};
    QTest::newRow("LF CR") << QByteArray("a\n\rb") << QByteArrayList{"a", "", "b"};
    QTest::newRow("CR at the end") << QByteArray("a\r") << QByteArrayList{"a", ""};
}

void TextBufferTest::findsLines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, lines);
    const TextBuffer buffer(bytes);
    QByteArrayList found;
    QByteArray joined;
    for (int line = 0; line < buffer.lineCount(); ++line) {
        found += buffer.slice(buffer.lineRange(line)).toByteArray();
        joined += buffer.slice(buffer.fullLineRange(line));
    }
    QCOMPARE(found, lines);
    QCOMPARE(joined, bytes);
}

void TextBufferTest::choosesTheCommonLineEnding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("ending");
    QTest::newRow("none") << QByteArray("a") << QByteArray("\n");
    QTest::newRow("LF") << QByteArray("a\nb\nc\r\n") << QByteArray("\n");
    QTest::newRow("CR LF") << QByteArray("a\r\nb\r\nc\n") << QByteArray("\r\n");
    QTest::newRow("CR") << QByteArray("a\rb\rc\n") << QByteArray("\r");
}

void TextBufferTest::choosesTheCommonLineEnding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, ending);
    QCOMPARE(TextBuffer(bytes).lineEndingText().toByteArray(), ending);
}

void TextBufferTest::findsPositions()
{
    const TextBuffer buffer("ab\r\ncd\n");
    QCOMPARE(buffer.positionAt(0), (TextPosition{0, 0}));
    QCOMPARE(buffer.positionAt(4), (TextPosition{1, 0}));
    QCOMPARE(buffer.positionAt(99), (TextPosition{2, 0}));
    QCOMPARE(buffer.offsetAt({1, 1}), 5);
    QCOMPARE(buffer.offsetAt({0, 99}), 2); // not into the line ending
    QCOMPARE(buffer.offsetAt({99, 0}), 7);
}

void TextBufferTest::refusesUnsortedPatches()
{
    QVERIFY((TextPatch{{{{0, 1}, "x"}, {{1, 2}, "y"}}}).isValidFor(2));
    QVERIFY(!(TextPatch{{{{1, 2}, "x"}, {{0, 1}, "y"}}}).isValidFor(2));
    QVERIFY(!(TextPatch{{{{0, 2}, "x"}, {{1, 2}, "y"}}}).isValidFor(2));
    QVERIFY(!(TextPatch{{{{0, 3}, "x"}}}).isValidFor(2));
    QVERIFY(!(TextPatch{{{{2, 1}, "x"}}}).isValidFor(2));
}

void TextBufferTest::countsRevisions()
{
    const TextBuffer buffer("ac", 7);
    const TextBuffer after = buffer.patched({{{{1, 1}, "b"}}});
    QCOMPARE(after.bytes(), QByteArray("abc"));
    QCOMPARE(after.revision(), 8U);
    QCOMPARE(buffer.bytes(), QByteArray("ac"));
}

void TextBufferTest::undoesEveryPatch()
{
    QRandomGenerator random(11);
    const auto randomBytes = [&random](int atMost) {
        QByteArray bytes;
        for (int i = random.bounded(atMost + 1); i > 0; --i)
            bytes += static_cast<char>(random.bounded(256));
        return bytes;
    };
    for (int round = 0; round < 5000; ++round) {
        const QByteArray before = randomBytes(60);
        TextPatch patch;
        qsizetype offset = 0;
        while (offset <= before.size() && random.bounded(5) > 0) {
            const qsizetype begin = offset + random.bounded(static_cast<int>(before.size() - offset) + 1);
            const qsizetype end = begin + random.bounded(static_cast<int>(before.size() - begin) + 1);
            patch.edits.push_back({{begin, end}, randomBytes(5)});
            offset = end;
        }
        QVERIFY(patch.isValidFor(before.size()));
        const QByteArray after = patch.appliedTo(before);
        const TextPatch back = patch.inverse(before);
        QVERIFY(back.isValidFor(after.size()));
        QCOMPARE(back.appliedTo(after), before);
        QCOMPARE(back.inverse(after).appliedTo(before), after);
    }
}

QTEST_GUILESS_MAIN(TextBufferTest)
#include "tst_text_buffer.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/utf16_view.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft::text;

class Utf16ViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsOrdinaryText();
    void showsEachBadByteOnce_data();
    void showsEachBadByteOnce();
    void keepsTheLineInOnePiece();
    void mapsColumnsBothWays();
    void mapsEveryColumnOfEveryText();
};

void Utf16ViewTest::showsOrdinaryText()
{
    QCOMPARE(displayText("na\xC3\xAFve \xE4\xB8\xAD \xF0\x9F\x98\x80\t!"), QString::fromUtf8("naïve 中 😀\t!"));
}

void Utf16ViewTest::showsEachBadByteOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("replacements");
    QTest::newRow("stray continuation") << QByteArray("a\x80z") << 1;
    QTest::newRow("cut character") << QByteArray("a\xE4\xB8") << 2;
    QTest::newRow("overlong") << QByteArray("\xC0\x80") << 2;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 3;
    QTest::newRow("past Unicode") << QByteArray("\xF4\x90\x80\x80") << 4;
    QTest::newRow("not a lead byte") << QByteArray("\xFF\xFE") << 2;
}

void Utf16ViewTest::showsEachBadByteOnce()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, replacements);
    QCOMPARE(displayText(bytes).count(QChar::ReplacementCharacter), replacements);
}

void Utf16ViewTest::keepsTheLineInOnePiece()
{
    const QString shown = displayText(QByteArrayView("a\0b\xE2\x80\xA8" "c\xE2\x80\xA9" "d\re\xEF\xB7\x90", 16));
    QCOMPARE(shown.size(), 10);
    for (const char16_t breaking : {u'\0', u'\u2028', u'\u2029', u'\r', u'\n', u'\uFDD0'})
        QVERIFY(!shown.contains(QChar(breaking)));
}

void Utf16ViewTest::mapsColumnsBothWays()
{
    const QByteArrayView line("a\xC3\xA9\xF0\x9F\x98\x80" "b");
    QCOMPARE(utf16Column(line, 0), 0);
    QCOMPARE(utf16Column(line, 2), 1); // inside of é
    QCOMPARE(utf16Column(line, 3), 2);
    QCOMPARE(utf16Column(line, 5), 2); // inside of the smiley
    QCOMPARE(utf16Column(line, 7), 4);
    QCOMPARE(utf16Column(line, 99), 5);
    QCOMPARE(byteColumn(line, 2), 3);
    QCOMPARE(byteColumn(line, 3), 3); // between its surrogates
    QCOMPARE(byteColumn(line, 4), 7);
    QCOMPARE(byteColumn(line, 99), 8);
}

void Utf16ViewTest::mapsEveryColumnOfEveryText()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 5000; ++round) {
        QByteArray line;
        for (int i = random.bounded(20); i > 0; --i)
            line += static_cast<char>(random.bounded(4) == 0 ? 'a' : 0x80 + random.bounded(128));
        const QString shown = displayText(line);
        for (int column = 0; column <= shown.size(); ++column) {
            const int bytes = byteColumn(line, column);
            const int back = utf16Column(line, bytes);
            const bool betweenSurrogates = column < shown.size() && shown[column].isLowSurrogate();
            QCOMPARE(back, betweenSurrogates ? column - 1 : column);
            QCOMPARE(displayText(QByteArrayView(line).first(bytes)).size(), back);
        }
    }
}

QTEST_GUILESS_MAIN(Utf16ViewTest)
#include "tst_utf16_view.moc"

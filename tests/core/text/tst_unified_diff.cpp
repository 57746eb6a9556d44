// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/line_diff.h"
#include "core/text/unified_diff.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft::text;

namespace {

QByteArray numberedLines(int count)
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += QByteArray::number(i) + '\n';
    return text;
}

/// What `patch` makes of the text: the diff's hunks applied.
QByteArray applied(const QByteArray &before, const QByteArray &diff)
{
    const std::vector<QByteArrayView> old = splitLines(before);
    QByteArray after;
    std::size_t next = 0;
    const QList<QByteArray> lines = diff.split('\n');
    for (qsizetype i = 2; i < lines.size(); ++i) {
        const QByteArray &line = lines[i];
        if (line.startsWith("@@ -")) {
            const QByteArray range = line.mid(4, line.indexOf(' ', 4) - 4);
            const auto begin = static_cast<std::size_t>(range.split(',').front().toInt());
            const bool isEmpty = range.endsWith(",0");
            while (next + (isEmpty ? 0 : 1) < begin)
                after += old[next++];
        } else if (line.startsWith('+') || line.startsWith(' ')) {
            after += line.mid(1) + '\n';
            next += line.startsWith(' ') ? 1 : 0;
            if (i + 1 < lines.size() && lines[i + 1].startsWith('\\'))
                after.chop(1);
        } else if (line.startsWith('-')) {
            ++next;
        }
    }
    while (next < old.size())
        after += old[next++];
    return after;
}

} // namespace

class UnifiedDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyForEqualTexts();
    void showsAChangeWithThreeLinesAround();
    void joinsChangesThatAreClose();
    void tellsOfAMissingLineEnd();
    void tellsOfANewFile();
    void turnsOneTextIntoTheOther();
    void staysFastBetweenStrangers();
};

void UnifiedDiffTest::isEmptyForEqualTexts()
{
    QCOMPARE(unifiedDiff("a\nb\n", "a\nb\n", QStringLiteral("f")), QByteArray());
}

void UnifiedDiffTest::showsAChangeWithThreeLinesAround()
{
    const QByteArray before = numberedLines(9);
    const QByteArray after = QByteArray(before).replace("5\n", "five\n");
    QCOMPARE(unifiedDiff(before, after, QStringLiteral(".gitlab-ci.yml")),
             QByteArray("--- a/.gitlab-ci.yml\n+++ b/.gitlab-ci.yml\n@@ -2,7 +2,7 @@\n"
                        " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"));
}

void UnifiedDiffTest::joinsChangesThatAreClose()
{
    const QByteArray before = numberedLines(20);
    const QByteArray far = QByteArray(before).replace("\n2\n", "\n").replace("\n17\n", "\n");
    QCOMPARE(unifiedDiff(before, far, QStringLiteral("f")).count("@@ -"), 2);
    const QByteArray close = QByteArray(before).replace("\n6\n", "\n").replace("\n10\n", "\n");
    QCOMPARE(unifiedDiff(before, close, QStringLiteral("f")).count("@@ -"), 1);
}

void UnifiedDiffTest::tellsOfAMissingLineEnd()
{
    QCOMPARE(unifiedDiff("a", "a\n", QStringLiteral("f")),
             QByteArray("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"));
}

void UnifiedDiffTest::tellsOfANewFile()
{
    QCOMPARE(unifiedDiff("", "a\nb\n", QStringLiteral("f")),
             QByteArray("--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n"));
    QCOMPARE(unifiedDiff("a\n", "", QStringLiteral("f")), QByteArray("--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"));
}

void UnifiedDiffTest::turnsOneTextIntoTheOther()
{
    QRandomGenerator random(7);
    const auto randomText = [&random](int alphabet) {
        QByteArray text;
        for (int lines = random.bounded(30); lines > 0; --lines)
            text += QByteArray::number(random.bounded(alphabet)) + '\n';
        if (random.bounded(4) == 0)
            text.chop(1);
        return text;
    };
    for (int round = 0; round < 2000; ++round) {
        const QByteArray before = randomText(1 + random.bounded(12));
        const QByteArray after = randomText(1 + random.bounded(12));
        QCOMPARE(applied(before, unifiedDiff(before, after, QStringLiteral("f"))), after);
    }
}

void UnifiedDiffTest::staysFastBetweenStrangers()
{
    QByteArray before;
    QByteArray after;
    for (int i = 0; i < 20000; ++i) {
        before += "before " + QByteArray::number(i) + '\n';
        after += "after " + QByteArray::number(i) + '\n';
    }
    QElapsedTimer timer;
    timer.start();
    const QByteArray diff = unifiedDiff(before, after, QStringLiteral("f"));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(diff.count("\n-"), 20000);
}

QTEST_GUILESS_MAIN(UnifiedDiffTest)
#include "tst_unified_diff.moc"

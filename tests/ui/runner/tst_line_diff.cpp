// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/line_diff.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace stagecraft;
using namespace stagecraft::ui;

class TestLineDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursAreToldOnce();
    void bothTextsCanBeReadFromTheDiff();
};

namespace {

QStringList linesOf(const QByteArray &text)
{
    QStringList lines = QString::fromUtf8(text).split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

/// The lines of one side: what is left when the other kind is taken out.
QStringList side(const LineDiff &diff, DiffLine::Kind other)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines) {
        if (line.kind != other && line.kind != DiffLine::Kind::Gap)
            lines << line.text;
    }
    return lines;
}

} // namespace

void TestLineDiff::neighboursAreToldOnce()
{
    // The last lines go, and others are inserted where they were.
    const QByteArray before = "a\nb\nc\n";
    const LineDiff diff = lineDiff(text::TextBuffer(before), {{{{2, 6}, ""}, {{6, 6}, "d\ne\n"}}});
    QCOMPARE(side(diff, DiffLine::Kind::Removed), (QStringList{QStringLiteral("a"), QStringLiteral("d"), QStringLiteral("e")}));
    QCOMPARE(diff.removed, 2);
    QCOMPARE(diff.added, 2);
}

void TestLineDiff::bothTextsCanBeReadFromTheDiff()
{
    QRandomGenerator random(1);
    constexpr int everything = 1000;
    for (int round = 0; round < 3000; ++round) {
        QByteArray before;
        for (int line = random.bounded(8); line > 0; --line)
            before += QByteArray(random.bounded(3), static_cast<char>('a' + random.bounded(3))) + '\n';
        if (random.bounded(4) == 0)
            before += "end";
        text::TextPatch patch;
        for (qsizetype at = random.bounded(4); at <= before.size(); at += 1 + random.bounded(6)) {
            const qsizetype end = std::min(at + random.bounded(5), before.size());
            static const QByteArray replacements[] = {"", "x", "y\n", "\n", "a\nz\n"};
            const QByteArray &replacement = replacements[random.bounded(5)];
            if (end > at || !replacement.isEmpty())
                patch.edits.push_back({{at, end}, replacement});
            at = end;
        }
        const QByteArray after = patch.appliedTo(before);
        const LineDiff diff = lineDiff(text::TextBuffer(before), patch, everything);
        if (linesOf(before) == linesOf(after))
            continue; // nothing is to be shown, so nothing can be read
        QVERIFY2(side(diff, DiffLine::Kind::Added) == linesOf(before), before + "----\n" + after);
        QVERIFY2(side(diff, DiffLine::Kind::Removed) == linesOf(after), before + "----\n" + after);
    }
}

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_line_diff.moc"

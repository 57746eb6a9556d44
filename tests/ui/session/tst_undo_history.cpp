// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/undo_history.h"

#include "ui/session/document_store.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

/// A text with a history, as the session keeps it.
struct Desk {
    QByteArray text;
    UndoHistory history;

    void replace(qsizetype begin, qsizetype end, const QByteArray &by, const QString &key = {})
    {
        const text::TextPatch patch{{{.range = {begin, end}, .replacement = by}}};
        const QByteArray before = text;
        text = patch.appliedTo(before);
        history.push({.title = QStringLiteral("Typing"),
                      .mergeKey = key,
                      .changes = {{.document = Document::Pipeline, .forward = patch, .backward = patch.inverse(before)}}},
                     before);
    }

    void undo()
    {
        const std::vector<Change> changes = history.takeUndo().changes;
        for (auto change = changes.rbegin(); change != changes.rend(); ++change)
            text = change->backward.appliedTo(text);
    }

    void redo()
    {
        for (const Change &change : history.takeRedo().changes)
            text = change.forward.appliedTo(text);
    }
};

} // namespace

class UndoHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingAWordIsOneStep()
    {
        Desk desk{.text = "job:\n", .history = {}};
        desk.replace(5, 5, "a", QStringLiteral("type"));
        desk.replace(6, 6, "b", QStringLiteral("type"));
        desk.replace(7, 7, "c", QStringLiteral("type"));
        QCOMPARE(desk.text, "job:\nabc");
        desk.undo();
        QCOMPARE(desk.text, "job:\n");
        QVERIFY(!desk.history.canUndo());
        desk.redo();
        QCOMPARE(desk.text, "job:\nabc");
    }

    void backspaceBeyondWhatWasTypedStaysOneStep()
    {
        Desk desk{.text = "stage: test", .history = {}};
        desk.replace(11, 11, "s", QStringLiteral("type"));
        desk.replace(11, 12, "", QStringLiteral("type"));
        desk.replace(10, 11, "", QStringLiteral("type"));
        desk.replace(9, 10, "", QStringLiteral("type"));
        QCOMPARE(desk.text, "stage: te");
        desk.undo();
        QCOMPARE(desk.text, "stage: test");
    }

    void typingElsewhereIsItsOwnStep()
    {
        Desk desk{.text = "aaaa bbbb", .history = {}};
        desk.replace(4, 4, "x", QStringLiteral("type"));
        desk.replace(10, 10, "y", QStringLiteral("type"));
        desk.undo();
        QCOMPARE(desk.text, "aaaax bbbb");
    }

    void stepsWithoutAKeyAndAfterASealStandAlone()
    {
        Desk desk{.text = "", .history = {}};
        desk.replace(0, 0, "a", QStringLiteral("type"));
        desk.history.seal();
        desk.replace(1, 1, "b", QStringLiteral("type"));
        desk.replace(2, 2, "c");
        desk.replace(3, 3, "d");
        for (const char *expected : {"abc", "ab", "a", ""}) {
            desk.undo();
            QCOMPARE(desk.text, expected);
        }
    }

    void aNewStepForgetsWhatWasUndone()
    {
        Desk desk{.text = "", .history = {}};
        desk.replace(0, 0, "a");
        desk.undo();
        desk.replace(0, 0, "b");
        QVERIFY(!desk.history.canRedo());
        desk.undo();
        QCOMPARE(desk.text, "");
    }

    void undoingEverythingRestoresTheBytes()
    {
        QRandomGenerator random(7);
        Desk desk{.text = "stages: [build, test]\n\nbuild:\n  script: make\n", .history = {}};
        const QByteArray original = desk.text;
        for (int round = 0; round < 500; ++round) {
            const qsizetype begin = random.bounded(static_cast<int>(desk.text.size()) + 1);
            const qsizetype end = qMin(desk.text.size(), begin + random.bounded(4));
            desk.replace(begin, end, QByteArray(random.bounded(3), static_cast<char>('a' + round % 26)),
                         QStringLiteral("type"));
        }
        const QByteArray changed = desk.text;
        while (desk.history.canUndo())
            desk.undo();
        QCOMPARE(desk.text, original);
        while (desk.history.canRedo())
            desk.redo();
        QCOMPARE(desk.text, changed);
    }

    void aReloadTouchesOnlyWhatDiffers()
    {
        const text::TextPatch patch = differenceOf("one\ntwo\nthree\n", "one\n2\nthree\n");
        QCOMPARE(patch.edits.size(), 1u);
        QCOMPARE(patch.edits[0].replacement, "2");
        QCOMPARE(patch.appliedTo("one\ntwo\nthree\n"), "one\n2\nthree\n");
        QVERIFY(differenceOf("same", "same").isEmpty());
        QCOMPARE(differenceOf("aa", "aaa").appliedTo("aa"), "aaa");
        QCOMPARE(differenceOf("", "new").appliedTo(""), "new");
    }
};

QTEST_GUILESS_MAIN(UndoHistoryTest)
#include "tst_undo_history.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/editor_view.h"

#include <QMenu>
#include <QTest>
#include <QTextBlock>
#include <QToolTip>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

struct OpenEditor {
    test::OpenSession open;
    EditorView view;

    OpenEditor(const QByteArray &text, int line) : open(text), view(&open.session, Document::Pipeline)
    {
        view.resize(700, 400);
        view.show();
        edit()->setTextCursor(QTextCursor(edit()->document()->findBlockByNumber(line)));
    }
    CodeEdit *edit() { return view.findChild<CodeEdit *>(); }
    QMenu *menu() { return edit()->findChild<QMenu *>(); }
};

} // namespace

class QuickFixesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixesTheCaretsLine();
    void saysWhenThereIsNone();
    void standsOnTopOfTheContextMenu();
};

void QuickFixesTest::fixesTheCaretsLine()
{
    OpenEditor editor("unit:\n  script: [a]\n  when: alwys\n", 2);
    QVERIFY(editor.open.waitForAnalysis());
    editor.view.showFixes();
    QVERIFY(editor.menu());
    QCOMPARE(editor.menu()->actions().size(), 1);
    QTest::keyClick(editor.menu(), Qt::Key_Return);
    QCOMPARE(editor.open.pipeline(), QByteArray("unit:\n  script: [a]\n  when: always\n"));
    editor.open.session.undo();
    QCOMPARE(editor.open.pipeline(), QByteArray("unit:\n  script: [a]\n  when: alwys\n"));
}

void QuickFixesTest::saysWhenThereIsNone()
{
    OpenEditor editor("unit:\n  script: [a]\n  when: alwys\n", 1);
    QVERIFY(editor.open.waitForAnalysis());
    editor.view.showFixes();
    QTRY_COMPARE(QToolTip::text(), QStringLiteral("There is no fix for this line"));
}

void QuickFixesTest::standsOnTopOfTheContextMenu()
{
    OpenEditor editor("stages: [build]\nunit:\n  stage: biuld\n  script: [a]\n", 2);
    QVERIFY(editor.open.waitForAnalysis());
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(10, 10), editor.edit()->mapToGlobal(QPoint(10, 10)));
    QCoreApplication::sendEvent(editor.edit()->viewport(), &event);
    QVERIFY(editor.menu());
    QAction *add = editor.menu()->actions().value(1);
    QCOMPARE(add->text(), QStringLiteral("Add the stage “biuld”"));
    add->trigger();
    QCOMPARE(editor.open.pipeline(), QByteArray("stages: [build, biuld]\nunit:\n  stage: biuld\n  script: [a]\n"));
}

QTEST_MAIN(QuickFixesTest)
#include "tst_quick_fixes.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/editor_view.h"

#include <QDialog>
#include <QHelpEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QThreadPool>
#include <QToolTip>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample = "stages: [build, test]\n"
                          "make:\n"
                          "  stage: build\n"
                          "  script: [make]\n"
                          "unit:\n"
                          "  script: [run]\n"
                          "  \n"
                          "  needs: [make]\n";

/// A shown editor with the caret somewhere.
struct OpenEditor {
    test::OpenSession open;
    EditorView view;

    explicit OpenEditor(const QByteArray &text) : open(text), view(&open.session, Document::Pipeline)
    {
        view.resize(700, 500);
        view.show();
        view.activateWindow();
        edit()->setFocus();
    }
    bool isReady() { return QTest::qWaitFor([this] { return edit()->hasFocus() && open.isAnalysed(); }, 10000); }

    /// Until whatever the keys have started has been answered.
    static void settle()
    {
        QCoreApplication::processEvents(); // asks
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents(); // is told
    }

    CodeEdit *edit() { return view.findChild<CodeEdit *>(); }
    CompletionPopup *popup() { return view.findChild<CompletionPopup *>(); }
    bool isShown() { return popup() && popup()->isVisible(); }
    void moveTo(int line, int column)
    {
        QTextCursor cursor(edit()->document()->findBlockByNumber(line));
        cursor.setPosition(cursor.position() + column);
        edit()->setTextCursor(cursor);
    }
    QPoint placeOf(int line, int column)
    {
        QTextCursor cursor(edit()->document()->findBlockByNumber(line));
        cursor.setPosition(cursor.position() + column);
        return edit()->cursorRect(cursor).center() + QPoint(2, 0);
    }
};

} // namespace

class LanguageHelpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingAKeyOffersIt();
    void escapeClosesThePopup();
    void controlSpaceAsks();
    void valuesComeBehindAColon();
    void enterStaysANewLine();
    void variablesComeBehindADollar();
    void nothingComesInComments();
    void filterPutsBeginningsFirst();
    void arrowsChoose();
    void definitionMovesTheCaret();
    void backReturns();
    void controlClickJumps();
    void usesAreListed();
    void includedFilesOpenToRead();
    void toolTipSaysWhatItIs();
    void menuHasTheCommands();
};

void LanguageHelpTest::typingAKeyOffersIt()
{
    OpenEditor e("unit:\n  script: [run]\n  \n");
    QVERIFY(e.isReady());
    e.moveTo(2, 2);
    QTest::keyClicks(e.edit(), u"ne"_s);
    QTRY_VERIFY(e.isShown());
    QCOMPARE(e.popup()->labels().first(), u"needs"_s);
    QCOMPARE(e.popup()->row(), 0);
    QTest::keyClick(e.edit(), Qt::Key_Return);
    QCOMPARE(e.open.pipeline(), QByteArray("unit:\n  script: [run]\n  needs: []\n"));
    QCOMPARE(e.view.caretColumn(), 10); // inside of the brackets
    // One step back takes away what was completed, the next one what was typed.
    e.open.session.undo();
    QCOMPARE(e.open.pipeline(), QByteArray("unit:\n  script: [run]\n  ne\n"));
    e.open.session.undo();
    QCOMPARE(e.open.pipeline(), QByteArray("unit:\n  script: [run]\n  \n"));
}

void LanguageHelpTest::escapeClosesThePopup()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClicks(e.edit(), u"im"_s);
    QTRY_VERIFY(e.isShown());
    QTest::keyClick(e.edit(), Qt::Key_Escape);
    QVERIFY(!e.isShown());
    QVERIFY(e.open.pipeline().contains("\n  im\n"));
    // It comes again with the next letter, and goes when the caret leaves.
    QTest::keyClicks(e.edit(), u"a"_s);
    QTRY_VERIFY(e.isShown());
    e.moveTo(0, 0);
    QVERIFY(!e.isShown());
}

void LanguageHelpTest::controlSpaceAsks()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClick(e.edit(), Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(e.isShown());
    QVERIFY(e.popup()->labels().contains(u"image"_s));
    QVERIFY(!e.popup()->labels().contains(u"script"_s)); // it is there
    QTest::keyClicks(e.edit(), u"tim"_s);
    QTRY_COMPARE(e.popup()->labels().first(), u"timeout"_s);
    QTest::keyClick(e.edit(), Qt::Key_Tab);
    QVERIFY(e.open.pipeline().contains("\n  timeout: \n"));
}

void LanguageHelpTest::valuesComeBehindAColon()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClicks(e.edit(), u"when: "_s);
    QTRY_VERIFY(e.isShown());
    QVERIFY(e.popup()->labels().contains(u"manual"_s));
    QCOMPARE(e.popup()->row(), -1);
    QTest::keyClicks(e.edit(), u"ma"_s);
    QTRY_COMPARE(e.popup()->row(), 0);
    QTest::keyClick(e.edit(), Qt::Key_Return);
    QVERIFY(e.open.pipeline().contains("\n  when: manual\n"));
}

void LanguageHelpTest::enterStaysANewLine()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClicks(e.edit(), u"when: "_s);
    QTRY_VERIFY(e.isShown());
    QTest::keyClick(e.edit(), Qt::Key_Return);
    QVERIFY(!e.isShown());
    QVERIFY(e.open.pipeline().contains("\n  when: \n"));
    QCOMPARE(e.view.caretLine(), 7);
    // A value that is written out needs no popup either.
    e.moveTo(2, 14);
    QTest::keyClick(e.edit(), Qt::Key_Backspace);
    QTest::keyClicks(e.edit(), u"d"_s);
    OpenEditor::settle();
    QVERIFY(!e.isShown());
}

void LanguageHelpTest::variablesComeBehindADollar()
{
    OpenEditor e("variables:\n  MODE: fast\nunit:\n  script:\n    - |\n      echo \n");
    QVERIFY(e.isReady());
    e.moveTo(5, 11);
    QTest::keyClicks(e.edit(), u"$"_s);
    QTRY_VERIFY(e.isShown());
    QCOMPARE(e.popup()->labels().first(), u"MODE"_s);
    QTest::keyClicks(e.edit(), u"CI_JOB_ID"_s);
    QTRY_VERIFY(!e.isShown()); // nothing is left to add
    QVERIFY(e.open.pipeline().endsWith("echo $CI_JOB_ID\n"));
}

void LanguageHelpTest::nothingComesInComments()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClicks(e.edit(), u"# needs $CI"_s);
    OpenEditor::settle();
    QVERIFY(!e.isShown());
}

void LanguageHelpTest::filterPutsBeginningsFirst()
{
    QCOMPARE(matchRank(u"after_script"_s, u"aft"_s), 0);
    QCOMPARE(matchRank(u"after_script"_s, u"scr"_s), 1);
    QCOMPARE(matchRank(u"after_script"_s, u"fter"_s), 2);
    QCOMPARE(matchRank(u"after_script"_s, u"asc"_s), 3);
    QCOMPARE(matchRank(u"after_script"_s, u"x"_s), -1);
    QCOMPARE(matchRank(u"dependencies"_s, u"ns"_s), -1);
    QCOMPARE(matchRank(u"needs"_s, u"s"_s), -1);
    QCOMPARE(matchRank(u"$MODE"_s, u"mo"_s), 0);
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClicks(e.edit(), u"be"_s);
    QTRY_VERIFY(e.isShown());
    QCOMPARE(e.popup()->labels().first(), u"before_script"_s);
}

void LanguageHelpTest::arrowsChoose()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(6, 2);
    QTest::keyClick(e.edit(), Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(e.isShown());
    const QString second = e.popup()->labels().at(1);
    QTest::keyClick(e.edit(), Qt::Key_Down);
    QCOMPARE(e.popup()->row(), 1);
    QCOMPARE(e.view.caretLine(), 6);
    QTest::keyClick(e.edit(), Qt::Key_Enter);
    QVERIFY(e.open.pipeline().contains("\n  " + second.toUtf8() + ":"));
}

void LanguageHelpTest::definitionMovesTheCaret()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(7, 11);
    QTest::keyClick(e.edit(), Qt::Key_F12);
    QCOMPARE(e.view.caretLine(), 1);
    e.moveTo(2, 10);
    QTest::keyClick(e.edit(), Qt::Key_F12);
    QCOMPARE(e.view.caretLine(), 0);
    QCOMPARE(e.view.caretColumn(), 9);
}

void LanguageHelpTest::backReturns()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(7, 11);
    QTest::keyClick(e.edit(), Qt::Key_F12);
    QCOMPARE(e.view.caretLine(), 1);
    QTest::keyClick(e.edit(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(e.view.caretLine(), 7);
    QCOMPARE(e.view.caretColumn(), 11);
    QTest::keyClick(e.edit(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(e.view.caretLine(), 1);
    QTest::keyClick(e.edit(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(e.view.caretLine(), 1);
}

void LanguageHelpTest::controlClickJumps()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    QTest::mouseClick(e.edit()->viewport(), Qt::LeftButton, Qt::ControlModifier, e.placeOf(7, 11));
    QCOMPARE(e.view.caretLine(), 1);
}

void LanguageHelpTest::usesAreListed()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(1, 1);
    QTest::keyClick(e.edit(), Qt::Key_F12, Qt::ShiftModifier);
    auto *list = e.view.findChild<CommandPalette *>();
    QVERIFY(list && list->isVisible());
    QCOMPARE(list->findChild<QListWidget *>()->count(), 2);
    auto *field = list->findChild<QLineEdit *>();
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!list->isVisible());
    QCOMPARE(e.view.caretLine(), 7);
}

void LanguageHelpTest::includedFilesOpenToRead()
{
    OpenEditor e("include: more.yml\nunit:\n  script: [run]\n  needs: [far]\n");
    e.open.write(u"more.yml"_s, "# more\nfar:\n  script: x\n");
    e.open.session.apply(Document::Pipeline, {{{{0, 0}, "# now\n"}}}, {});
    QVERIFY(e.isReady());
    e.moveTo(4, 11);
    QTest::keyClick(e.edit(), Qt::Key_F12);
    auto *viewer = e.view.findChild<QDialog *>(u"sourceViewer"_s);
    QVERIFY(viewer);
    auto *text = viewer->findChild<CodeEdit *>();
    QTRY_COMPARE(text->toPlainText(), u"# more\nfar:\n  script: x\n"_s);
    QVERIFY(text->isReadOnly());
    QCOMPARE(text->textCursor().selectedText(), u"far"_s);
    // It follows the file, and shows its problems.
    e.open.write(u"more.yml"_s, "far:\n  script: x\n  stage: nowhere\n");
    QTRY_VERIFY(text->toPlainText().contains(u"nowhere"_s));
    QTRY_COMPARE(text->squiggles().size(), 1U);
    QCOMPARE(text->squiggles().front().place.selectedText(), u"nowhere"_s);
    viewer->close();
}

void LanguageHelpTest::toolTipSaysWhatItIs()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    const QPoint place = e.placeOf(2, 4);
    QHelpEvent help(QEvent::ToolTip, place, e.edit()->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(e.edit()->viewport(), &help);
    QTRY_VERIFY(QToolTip::text().contains(u"stage"_s));
    QVERIFY(QToolTip::text().contains(u"The stage in which the job runs."_s));
    QToolTip::hideText();
}

void LanguageHelpTest::menuHasTheCommands()
{
    OpenEditor e(Sample);
    QVERIFY(e.isReady());
    e.moveTo(7, 11);
    QContextMenuEvent event(QContextMenuEvent::Mouse, {20, 20}, e.edit()->viewport()->mapToGlobal(QPoint(20, 20)));
    QCoreApplication::sendEvent(e.edit()->viewport(), &event);
    auto *menu = e.edit()->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList enabled;
    for (const QAction *action : menu->actions()) {
        if (action->isEnabled())
            enabled += action->text().section(u'\t', 0, 0);
    }
    QVERIFY(enabled.contains(u"Go to definition"_s));
    QVERIFY(enabled.contains(u"Show uses"_s));
    QVERIFY(!enabled.contains(u"Back"_s));
    menu->close();
}

QTEST_MAIN(LanguageHelpTest)
#include "tst_language_help.moc"

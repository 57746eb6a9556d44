// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/utf16_view.h"
#include "tests/support/open_session.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/editor_view.h"
#include "ui/editor/find_bar.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

const QByteArray Sample = "# first\nstages: [build, test]\n\nbuild:\n  stage: build\n  script:\n    - make\n\n"
                          "unit:\n  stage: test\n  script:\n    - ./unit\n";

CodeEdit *codeOf(EditorView &view)
{
    return view.findChild<CodeEdit *>();
}

void moveTo(EditorView &view, int line, int column)
{
    QTextCursor cursor(codeOf(view)->document()->findBlockByNumber(line));
    cursor.setPosition(cursor.position() + column);
    codeOf(view)->setTextCursor(cursor);
}

/// What the view must show: each line of the buffer, decoded.
QString shown(const text::TextBuffer &buffer)
{
    QStringList lines;
    for (int line = 0; line < buffer.lineCount(); ++line) {
        QByteArrayView bytes = buffer.slice(buffer.lineRange(line));
        if (line == 0 && buffer.hasByteOrderMark())
            bytes = bytes.sliced(3);
        lines += text::displayText(bytes);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestEditorView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingChangesOnlyWhatIsTyped();
    void newLinesTakeTheFilesLineEnding();
    void invalidBytesInAChangedLineSurvive();
    void changesFromElsewhereAppear();
    void undoAndRedoKeysGoToTheSession();
    void typingAWordIsOneUndoStep();
    void viewAndBufferStayTheSame();
    void commentingKeepsEveryOtherByte();
    void anotherRepositoryIsShownFromItsStart();
    void caretSelectsTheJob();
    void selectingAJobMovesTheCaret();
    void problemsAreUnderlined();
    void replaceAllIsOneStep();
};

void TestEditorView::typingChangesOnlyWhatIsTyped()
{
    const QByteArray before = "\xef\xbb\xbf" "a: 1\r\nb: \xff\xfe\n# \xc3\xa4\xf0\x9f\x9a\x80\rlast: x";
    test::OpenSession open(before);
    EditorView view(&open.session, Document::Pipeline);
    moveTo(view, 2, 5); // behind the rocket, a surrogate pair
    QTest::keyClicks(codeOf(view), QStringLiteral("yz"));
    QByteArray expected = before;
    expected.insert(expected.indexOf("\rlast"), "yz");
    QCOMPARE(open.pipeline(), expected);
    moveTo(view, 0, 0);
    QTest::keyClick(codeOf(view), Qt::Key_Q);
    expected.insert(3, 'q');
    QCOMPARE(open.pipeline(), expected);
    QTest::keyClick(codeOf(view), Qt::Key_Delete);
    expected.remove(4, 1);
    QCOMPARE(open.pipeline(), expected);
}

void TestEditorView::newLinesTakeTheFilesLineEnding()
{
    test::OpenSession open("a:\r\n  b: 1\r\n");
    EditorView view(&open.session, Document::Pipeline);
    moveTo(view, 0, 2);
    QTest::keyClick(codeOf(view), Qt::Key_Return);
    QTest::keyClicks(codeOf(view), QStringLiteral("c: 2"));
    QCOMPARE(open.pipeline(), QByteArray("a:\r\n  c: 2\r\n  b: 1\r\n"));
    // Joining two lines takes away one line ending and nothing else.
    moveTo(view, 1, 6);
    QTest::keyClick(codeOf(view), Qt::Key_Delete);
    QCOMPARE(open.pipeline(), QByteArray("a:\r\n  c: 2  b: 1\r\n"));
}

void TestEditorView::invalidBytesInAChangedLineSurvive()
{
    test::OpenSession open("a: x\xff" "x\xfe" "x\n");
    EditorView view(&open.session, Document::Pipeline);
    // One edit of the view that spans both invalid bytes.
    QTextCursor cursor(codeOf(view)->document());
    cursor.beginEditBlock();
    for (const int position : {7, 5, 3}) {
        cursor.setPosition(position);
        cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
        cursor.insertText(QStringLiteral("y"));
    }
    cursor.endEditBlock();
    QCOMPARE(open.pipeline(), QByteArray("a: y\xff" "y\xfe" "y\n"));
}

void TestEditorView::changesFromElsewhereAppear()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    EditorView view(&open.session, Document::Pipeline);
    QVERIFY(open.session.perform(edit::RenameJob{"build", "compile"}));
    QVERIFY(codeOf(view)->toPlainText().contains(QStringLiteral("\ncompile:\n")));
    open.session.undo();
    QCOMPARE(codeOf(view)->toPlainText(), QString::fromUtf8(Sample));
    open.session.redo();
    QVERIFY(codeOf(view)->toPlainText().contains(QStringLiteral("\ncompile:\n")));
}

void TestEditorView::undoAndRedoKeysGoToTheSession()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    EditorView view(&open.session, Document::Pipeline);
    QVERIFY(open.session.perform(edit::RenameJob{"build", "compile"})); // as the canvas does
    QTest::keySequence(codeOf(view), QKeySequence::Undo);
    QCOMPARE(open.pipeline(), Sample);
    QTest::keySequence(codeOf(view), QKeySequence::Redo);
    QVERIFY(open.pipeline() != Sample);
}

void TestEditorView::typingAWordIsOneUndoStep()
{
    test::OpenSession open(Sample);
    EditorView view(&open.session, Document::Pipeline);
    moveTo(view, 0, 7);
    QTest::keyClicks(codeOf(view), QStringLiteral(" and more"));
    open.session.undo();
    QCOMPARE(open.pipeline(), Sample);
}

void TestEditorView::viewAndBufferStayTheSame()
{
    test::OpenSession open("a: 1\r\n\r\nb\rc: \xff\n\n\nd");
    EditorView view(&open.session, Document::Pipeline);
    QTextDocument *document = codeOf(view)->document();
    QRandomGenerator random(7);
    const QList<QByteArray> pieces = {"", "x", "\n", "\r\n", "\r", "ab\ncd", "\xff", "\xe2\x80\xa9", "\xf0\x9f\x9a\x80", "\n\n"};
    for (int i = 0; i < 3000; ++i) {
        if (i % 2 == 0) {
            // Somewhere else: any bytes, in the middle of line endings and characters too.
            const text::TextBuffer &buffer = open.session.buffer(Document::Pipeline);
            const qsizetype begin = random.bounded(buffer.size() + 1);
            const qsizetype end = std::min(buffer.size(), begin + random.bounded(4));
            open.session.apply(Document::Pipeline, {{{{begin, end}, pieces[random.bounded(pieces.size())]}}}, {});
        } else {
            QTextCursor cursor(document);
            // A caret never stands between the two halves of a character.
            const auto reachable = [document](int position) {
                return document->characterAt(position).isLowSurrogate() ? position + 1 : position;
            };
            cursor.setPosition(reachable(random.bounded(document->characterCount())));
            cursor.setPosition(
                reachable(std::min(document->characterCount() - 1, cursor.position() + int(random.bounded(4)))),
                QTextCursor::KeepAnchor);
            cursor.insertText(QString::fromUtf8(pieces[random.bounded(pieces.size())]).remove(QLatin1Char('\r')));
        }
        QCOMPARE(codeOf(view)->toPlainText(), shown(open.session.buffer(Document::Pipeline)));
    }
    while (open.session.canUndo())
        open.session.undo();
    QCOMPARE(open.pipeline(), QByteArray("a: 1\r\n\r\nb\rc: \xff\n\n\nd"));
    QCOMPARE(document->toPlainText(), shown(open.session.buffer(Document::Pipeline)));
}

void TestEditorView::commentingKeepsEveryOtherByte()
{
    const QByteArray before = "a:\r\n  b: \xff\r\n\r\n  c: 2\n";
    test::OpenSession open(before);
    EditorView view(&open.session, Document::Pipeline);
    QTextCursor cursor(codeOf(view)->document()->findBlockByNumber(1));
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    codeOf(view)->setTextCursor(cursor);
    view.toggleComment();
    QCOMPARE(open.pipeline(), QByteArray("a:\r\n  # b: \xff\r\n\r\n  # c: 2\n"));
    view.toggleComment();
    QCOMPARE(open.pipeline(), before);
}

void TestEditorView::anotherRepositoryIsShownFromItsStart()
{
    test::OpenSession open("a: 1\n");
    EditorView view(&open.session, Document::Pipeline);
    const test::OpenSession other(Sample);
    QVERIFY(open.session.open(other.directory.path()));
    QTRY_COMPARE(codeOf(view)->toPlainText(), QString::fromUtf8(Sample));
    QCOMPARE(view.caretLine(), 0);
    QCOMPARE(view.caretColumn(), 0);
}

void TestEditorView::caretSelectsTheJob()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    EditorView view(&open.session, Document::Pipeline);
    view.show();
    view.activateWindow();
    codeOf(view)->setFocus();
    QTRY_VERIFY(codeOf(view)->hasFocus());
    moveTo(view, 9, 2);
    QCOMPARE(open.session.selection().jobs, QSet<QString>{QStringLiteral("unit")});
    moveTo(view, 1, 0);
    QVERIFY(open.session.selection().jobs.isEmpty());
}

void TestEditorView::selectingAJobMovesTheCaret()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    EditorView view(&open.session, Document::Pipeline);
    open.session.setSelection({.jobs = {QStringLiteral("unit")}, .stage = {}});
    QCOMPARE(view.caretLine(), 8);
    QCOMPARE(open.session.selection().jobs, QSet<QString>{QStringLiteral("unit")});
}

void TestEditorView::problemsAreUnderlined()
{
    test::OpenSession open("unit:\n  stage: nowhere\n  script: [a]\n");
    EditorView view(&open.session, Document::Pipeline);
    QTRY_VERIFY(!codeOf(view)->squiggles().empty());
    const Squiggle before = codeOf(view)->squiggles().front();
    QVERIFY(!before.message.isEmpty());
    // Until the next analysis the mark moves along with the text.
    const int at = before.place.selectionStart();
    open.session.apply(Document::Pipeline, {{{{0, 0}, "# x\n"}}}, {});
    QCOMPARE(codeOf(view)->squiggles().front().place.selectionStart(), at + 4);
}

void TestEditorView::replaceAllIsOneStep()
{
    test::OpenSession open("a: foo\r\nb: \xff foo foo\n");
    EditorView view(&open.session, Document::Pipeline);
    view.showReplace();
    auto *bar = view.findChild<FindBar *>();
    const QList<QLineEdit *> fields = bar->findChildren<QLineEdit *>();
    for (QLineEdit *field : fields) {
        if (field->placeholderText() == QStringLiteral("Find"))
            field->setText(QStringLiteral("foo"));
        else if (field->placeholderText() == QStringLiteral("Replace with"))
            field->setText(QStringLiteral("ba"));
    }
    for (QPushButton *button : bar->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Replace all"))
            button->click();
    }
    QCOMPARE(open.pipeline(), QByteArray("a: ba\r\nb: \xff ba ba\n"));
    open.session.undo();
    QCOMPARE(open.pipeline(), QByteArray("a: foo\r\nb: \xff foo foo\n"));
}

QTEST_MAIN(TestEditorView)
#include "tst_editor_view.moc"

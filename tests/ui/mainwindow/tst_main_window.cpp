// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Editing as a person does it, over all panels: what is done in one stands in the others, in one history, and in the file
// after saving.
#include "open_desk.h"

#include "ui/inspector/field_editors.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample = "# How we build.\n"
                          "stages:\n  - build\n  - test\n  - deploy\n\n"
                          "compile:\n  stage: build # first\n  script:\n    - make\n\n"
                          "docs:\n  stage: build\n  script: make docs\n\n"
                          "unit:\n  stage: test\n  needs: [compile]\n  script: ./unit\n\n"
                          "lint:\n  stage: test\n  script: ./lint\n\n"
                          "ship:\n  stage: deploy\n  needs: [unit]\n  script: ./ship\n";

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draggedCardChangesOneLine();
    void oneHistoryForCanvasInspectorAndText();
    void renamingInPlaceRenamesTheNeedsToo();
    void copiesHaveNamesOfTheirOwn();
    void twoCopiesInARowDoNotCollide();
    void deletingAsksAboutNeeds();
    void severalJobsMoveTogether();
    void severalJobsMoveToTheEnd();
    void jobsMoveBehindTheLastOneOfTheFile();
    void typedFieldIsSavedWithoutLeavingIt();
    void modeSwitchIsOneStepOverBothFiles();
    void refusedEditSaysWhy();
    void brokenTextIsExplainedAndCanBeRepaired();
    void binaryFileIsShownAndExplained();
    void findOpensTheText();
};

void MainWindowTest::draggedCardChangesOneLine()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.drag(desk.cardPoint(u"docs"_s), desk.cardPoint(u"ship"_s));
    QByteArray expected = Sample;
    expected.replace("docs:\n  stage: build", "docs:\n  stage: deploy");
    QCOMPARE(desk.pipeline(), expected);
    QVERIFY(desk.window.isWindowModified());
    QVERIFY(desk.tree.changedLines().isEmpty());
    desk.command("file.save");
    QCOMPARE(desk.tree.changedLines(), (QByteArrayList{"-  stage: build", "+  stage: deploy"}));
    QVERIFY(!desk.window.isWindowModified());
    // The card stands where it was dropped.
    QTRY_VERIFY(desk.isReady());
    QCOMPARE(desk.view().canvas().card(u"docs"_s)->info().stage, u"deploy"_s);
}

void MainWindowTest::oneHistoryForCanvasInspectorAndText()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    std::vector<QByteArray> texts{desk.pipeline()};

    desk.drag(desk.cardPoint(u"docs"_s), desk.cardPoint(u"ship"_s)); // canvas
    texts.push_back(desk.pipeline());
    QTRY_VERIFY(desk.isReady());

    desk.click(u"unit"_s); // inspector
    const auto image = [&] { return desk.window.findChild<CommitLine *>(u"image"_s); };
    QTRY_VERIFY(image());
    image()->setFocus();
    QTest::keyClicks(image(), u"debian:13"_s);
    QTest::keyClick(image(), Qt::Key_Return);
    texts.push_back(desk.pipeline());
    QVERIFY(texts.back().contains("image: debian:13"));
    QTRY_VERIFY(desk.isReady());

    desk.command("view.pipelineText"); // text
    QPlainTextEdit *text = desk.text();
    QTRY_VERIFY(text->hasFocus());
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, u"# typed"_s);
    texts.push_back(desk.pipeline());
    QCOMPARE(texts.back(), texts[2] + "# typed");
    QCOMPARE(text->toPlainText().toUtf8(), texts.back());

    for (std::size_t step = texts.size() - 1; step > 0; --step) {
        QVERIFY(desk.canGive("edit.undo"));
        desk.command("edit.undo");
        QCOMPARE(desk.pipeline(), texts[step - 1]);
        QCOMPARE(text->toPlainText().toUtf8(), texts[step - 1]);
    }
    QVERIFY(!desk.canGive("edit.undo"));
    QVERIFY(!desk.window.isWindowModified());
    QTRY_VERIFY(desk.isReady());
    QCOMPARE(desk.view().canvas().card(u"docs"_s)->info().stage, u"build"_s);
    for (std::size_t step = 1; step < texts.size(); ++step) {
        desk.command("edit.redo");
        QCOMPARE(desk.pipeline(), texts[step]);
    }
    QVERIFY(!desk.canGive("edit.redo"));
    // Ctrl+Z in the text is the same history.
    QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.pipeline(), texts[2]);
}

void MainWindowTest::renamingInPlaceRenamesTheNeedsToo()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.click(u"unit"_s);
    desk.view().setFocus();
    QTest::keyClick(&desk.view(), Qt::Key_F2);
    auto *editor = desk.view().viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, u"unit tests"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QByteArray expected = Sample;
    expected.replace("\nunit:", "\nunit tests:").replace("needs: [unit]", "needs: [unit tests]");
    QCOMPARE(desk.pipeline(), expected);
    QTRY_VERIFY(desk.isReady());
    QVERIFY(desk.view().canvas().card(u"unit tests"_s));
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), Sample);
}

void MainWindowTest::copiesHaveNamesOfTheirOwn()
{
    test::OpenDesk desk(Sample + "\nunit-copy:\n  stage: test\n  script: x\n");
    QVERIFY(desk.waitUntilReady());
    const QByteArray before = desk.pipeline();
    desk.click(u"unit"_s);
    desk.click(u"unit-copy"_s, Qt::ControlModifier);
    desk.click(u"lint"_s, Qt::ControlModifier);
    desk.view().setFocus();
    QTest::keyClick(&desk.view(), Qt::Key_D, Qt::ControlModifier);
    for (const char *name : {"\nunit-copy-2:", "\nunit-copy-copy:", "\nlint-copy:"})
        QCOMPARE(desk.pipeline().count(name), 1);
    QTRY_VERIFY(desk.isReady());
    QVERIFY(desk.session().analysis()->effective.valid);
    QCOMPARE(desk.view().canvas().selectedJobs().size(), 3); // the copies
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), before);
}

void MainWindowTest::twoCopiesInARowDoNotCollide()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.command("job.add");
    desk.command("job.add"); // before the first one was analysed
    QCOMPARE(desk.message(), QString());
    QCOMPARE(desk.pipeline().count("\njob:"), 1);
    QCOMPARE(desk.pipeline().count("\njob-2:"), 1);
}

void MainWindowTest::deletingAsksAboutNeeds()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.click(u"lint"_s);
    desk.view().setFocus();
    QTest::keyClick(&desk.view(), Qt::Key_Delete); // nobody needs it
    QVERIFY(!desk.question());
    QVERIFY(!desk.pipeline().contains("lint:"));
    QTRY_VERIFY(desk.isReady());

    desk.click(u"unit"_s);
    QTest::keyClick(&desk.view(), Qt::Key_Delete);
    QMessageBox *question = desk.question();
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(u"ship"_s));
    QVERIFY(desk.pipeline().contains("unit:")); // not yet
    QVERIFY(desk.answer(QMessageBox::Cancel));
    QVERIFY(desk.pipeline().contains("unit:"));

    desk.command("job.delete");
    QVERIFY(desk.question());
    desk.question()->defaultButton()->click();
    QVERIFY(!desk.pipeline().contains("unit"));
    QVERIFY(!desk.pipeline().contains("needs: [unit]"));
    QTRY_VERIFY(desk.isReady());
    QVERIFY(desk.session().analysis()->effective.valid);
    desk.command("edit.undo");
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), Sample);
}

void MainWindowTest::severalJobsMoveTogether()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.click(u"compile"_s);
    desk.click(u"docs"_s, Qt::ControlModifier);
    desk.drag(desk.cardPoint(u"docs"_s), desk.cardPoint(u"ship"_s));
    QByteArray expected = Sample;
    expected.replace("stage: build # first", "stage: deploy # first").replace("docs:\n  stage: build", "docs:\n  stage: deploy");
    QCOMPARE(desk.pipeline(), expected);
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), Sample);
}

void MainWindowTest::severalJobsMoveToTheEnd()
{
    test::OpenDesk desk("one: {script: x}\ntwo: {script: x}\nthree: {script: x}\nfour: {script: x}\n");
    QVERIFY(desk.waitUntilReady());
    desk.click(u"one"_s);
    desk.click(u"three"_s, Qt::ControlModifier);
    const QRectF last = desk.view().canvas().card(u"four"_s)->sceneBoundingRect();
    desk.drag(desk.cardPoint(u"one"_s), desk.view().mapFromScene(QPointF(last.center().x(), last.bottom() + 4)));
    QCOMPARE(desk.pipeline(), QByteArray("two: {script: x}\nfour: {script: x}\none: {script: x}\nthree: {script: x}\n"));
}

/// A new stage and the end of the file in one go: two recipes for each job.
void MainWindowTest::jobsMoveBehindTheLastOneOfTheFile()
{
    const QByteArray before = "stages: [build, test]\na:\n  stage: build\n  script: x\nb:\n  stage: build\n  script: x\n"
                              "c:\n  stage: test\n  script: x\n";
    test::OpenDesk desk(before);
    QVERIFY(desk.waitUntilReady());
    const CanvasContent &content = desk.view().canvas().content();
    const int test = content.columnOf(u"test"_s);
    const Recipes recipes = moveJobs(content, {u"a"_s, u"b"_s}, {.column = test, .index = 1, .exact = true});
    QVERIFY(desk.session().perform(recipes, u"Move 2 jobs"_s));
    QCOMPARE(desk.pipeline(), QByteArray("stages: [build, test]\nc:\n  stage: test\n  script: x\n"
                                         "a:\n  stage: test\n  script: x\nb:\n  stage: test\n  script: x\n"));
    // Once more changes nothing and is not refused.
    QTRY_VERIFY(desk.isReady());
    QVERIFY(desk.session().perform(edit::MoveJob{.job = "b"}));
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), before);
}

void MainWindowTest::typedFieldIsSavedWithoutLeavingIt()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.click(u"unit"_s);
    const auto image = [&] { return desk.window.findChild<CommitLine *>(u"image"_s); };
    QTRY_VERIFY(image());
    image()->setFocus();
    QTest::keyClicks(image(), u"debian:13"_s);
    // Ctrl+S while the cursor is still in the field.
    QTest::keyClick(image(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(desk.tree.changedLines(), QByteArrayList{"+  image: debian:13"});
    QVERIFY(image()->hasFocus());
    // And what is typed then keeps the window from closing.
    QTest::keyClicks(image(), u"-slim"_s);
    desk.window.close();
    QVERIFY(desk.window.isVisible());
    QVERIFY(desk.question());
    QVERIFY(desk.answer(QMessageBox::Save));
    QVERIFY(desk.tree.readPipeline().contains("image: debian:13-slim"));
    QTRY_VERIFY(!desk.window.isVisible());
}

void MainWindowTest::modeSwitchIsOneStepOverBothFiles()
{
    const QByteArray before = "build:\n  image: docker:29-cli\n  script:\n    - docker build .\n";
    test::OpenDesk desk(before);
    QVERIFY(desk.waitUntilReady());
    desk.command("runner.mode");
    QPointer<QDialog> dialog = desk.window.findChild<QDialog *>();
    QVERIFY(dialog);
    dialog->reject();
    QTRY_VERIFY(!dialog);

    for (auto *action : desk.window.findChildren<QAction *>()) {
        if (action->text() == u"Docker-in-Docker"_s)
            action->trigger();
    }
    dialog = desk.window.findChild<QDialog *>();
    QVERIFY(dialog);
    auto *apply = dialog->findChild<QPushButton *>(u"apply"_s);
    QTRY_VERIFY(apply->isEnabled());
    apply->click();
    QTRY_VERIFY(!dialog);
    const QByteArray pipeline = desk.pipeline();
    const QByteArray config = desk.config();
    QVERIFY(pipeline.contains("dind"));
    QVERIFY(config.contains("privileged = true"));
    desk.command("edit.undo");
    QCOMPARE(desk.pipeline(), before);
    QCOMPARE(desk.config(), QByteArray());
    QVERIFY(!desk.canGive("edit.undo"));
    desk.command("edit.redo");
    QCOMPARE(desk.pipeline(), pipeline);
    QCOMPARE(desk.config(), config);
    desk.command("file.save");
    QCOMPARE(desk.tree.readPipeline(), pipeline);
    QCOMPARE(desk.tree.read(u"config.toml"_s), config);
    QTRY_VERIFY(desk.isReady());
    QCOMPARE(desk.session().mode().mode, runner::RunnerMode::DockerInDocker);
}

void MainWindowTest::refusedEditSaysWhy()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QVERIFY(!desk.session().perform(edit::RenameJob{.job = "unit", .to = "lint"}));
    QVERIFY2(desk.message().contains(u"lint"_s), qPrintable(desk.message()));
    QCOMPARE(desk.pipeline(), Sample);
    QVERIFY(desk.answerMessage(u"Show"_s));
    QTRY_VERIFY(desk.text()->isVisible());
    QVERIFY(desk.text()->textCursor().block().text().startsWith(u"lint:"_s));
}

void MainWindowTest::brokenTextIsExplainedAndCanBeRepaired()
{
    test::OpenDesk desk("build:\n  script: \"make\n  stage: test\n");
    QVERIFY(desk.waitUntilReady());
    const auto banner = [&] { return desk.window.findChild<QFrame *>(u"warningBanner"_s); };
    QTRY_VERIFY(banner()->isVisible());
    QVERIFY(!desk.session().perform(edit::RenameJob{.job = "build", .to = "x"}));
    desk.command("view.pipelineText");
    QPlainTextEdit *text = desk.text();
    text->moveCursor(QTextCursor::Start);
    text->moveCursor(QTextCursor::Down);
    text->moveCursor(QTextCursor::EndOfLine);
    QTest::keyClicks(text, u"\""_s);
    QTRY_VERIFY(!banner()->isVisible());
    QTRY_VERIFY(desk.view().canvas().card(u"build"_s));
    QCOMPARE(desk.pipeline(), QByteArray("build:\n  script: \"make\"\n  stage: test\n"));
}

void MainWindowTest::binaryFileIsShownAndExplained()
{
    const QByteArray bytes = QByteArray("\x7f""ELF\x00\x01\x02\xff\xfe\n\x00\x00", 13).repeated(2000);
    test::OpenDesk desk(bytes);
    QVERIFY(desk.waitUntilReady());
    QTRY_VERIFY(desk.window.findChild<QFrame *>(u"warningBanner"_s)->isVisible());
    QCOMPARE(desk.pipeline(), bytes);
    QVERIFY(!desk.window.isWindowModified());
    desk.command("view.pipelineText"); // looking at it changes nothing
    QTRY_VERIFY(desk.text()->isVisible());
    QCOMPARE(desk.pipeline(), bytes);
    QVERIFY(!desk.window.isWindowModified());
}

void MainWindowTest::findOpensTheText()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QVERIFY(!desk.text()->isVisible());
    desk.command("edit.find");
    QTRY_VERIFY(desk.text()->isVisible());
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
}

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Nothing is lost: unsaved work, changes of other programs, files that cannot be saved or opened.
#include "open_desk.h"

#include "core/base/files.h"
#include "tests/support/longest_block.h"
#include "tests/support/user_rights.h"

#include <QLabel>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample = "build:\n  script: make\n\nunit:\n  script: ./unit\n";
const QByteArray Other = "build:\n  script: ninja\n\nunit:\n  script: ./unit\n";

void change(const test::OpenDesk &desk)
{
    QVERIFY(desk.session().perform(edit::SetField{.path = {std::string("unit"), std::string("script")}, .value = u"./fast"_s}));
}

} // namespace

class WindowGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QDir(stateDirectory() + u"/recovery"_s).removeRecursively(); }
    void closingUnchangedAsksNothing();
    void closingAsks_data();
    void closingAsks();
    void openingAnotherAsks_data();
    void openingAnotherAsks();
    void savingThatFailsKeepsTheWindowOpen();
    void changedWhileCleanIsReadAgain();
    void changedWhileDirtyAsks_data();
    void changedWhileDirtyAsks();
    void questionOutlastsOtherMessages();
    void deletedFileIsToldAndKept();
    void whatCannotBeOpenedLeavesTheDesk();
    void hugeFileDoesNotFreezeTheWindow();
    void workOfACrashIsOffered();
};

void WindowGuardTest::closingUnchangedAsksNothing()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QVERIFY(desk.window.close());
    QVERIFY(!desk.window.isVisible());
}

void WindowGuardTest::closingAsks_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<bool>("saves");
    QTest::newRow("save") << QMessageBox::Save << true << true;
    QTest::newRow("discard") << QMessageBox::Discard << true << false;
    QTest::newRow("cancel") << QMessageBox::Cancel << false << false;
}

void WindowGuardTest::closingAsks()
{
    QFETCH(const QMessageBox::StandardButton, answer);
    QFETCH(const bool, closes);
    QFETCH(const bool, saves);
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    change(desk);
    const QByteArray text = desk.pipeline();
    desk.window.close();
    desk.window.close(); // impatient
    QVERIFY(desk.window.isVisible());
    QVERIFY(desk.question()->text().contains(u".gitlab-ci.yml"_s));
    QVERIFY(!desk.question()->text().contains(u"config.toml"_s));
    QVERIFY(desk.answer(answer));
    QVERIFY(!desk.question());
    QCOMPARE(desk.window.isVisible(), !closes);
    QCOMPARE(desk.tree.readPipeline(), saves ? text : Sample);
    if (!closes)
        QCOMPARE(desk.pipeline(), text);
}

void WindowGuardTest::openingAnotherAsks_data()
{
    closingAsks_data();
}

void WindowGuardTest::openingAnotherAsks()
{
    QFETCH(const QMessageBox::StandardButton, answer);
    QFETCH(const bool, closes);
    QFETCH(const bool, saves);
    const test::GitWorkTree other(Other);
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    change(desk);
    const QByteArray text = desk.pipeline();
    desk.window.openRepository(other.path());
    QCOMPARE(desk.session().root(), desk.tree.path());
    QVERIFY(desk.answer(answer));
    QCOMPARE(desk.session().root(), closes ? other.path() : desk.tree.path());
    QCOMPARE(desk.pipeline(), closes ? Other : text);
    QCOMPARE(desk.window.isWindowModified(), !closes);
    QCOMPARE(desk.tree.readPipeline(), saves ? text : Sample);
}

void WindowGuardTest::savingThatFailsKeepsTheWindowOpen()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    change(desk);
    QVERIFY(QFile::setPermissions(desk.tree.path(), QFile::Permissions::fromInt(0x7755)));
    {
        const test::AsNobody nobody;
        if (!nobody.isEffective())
            QSKIP("root's rights cannot be given up here");
        desk.window.close();
        QVERIFY(desk.answer(QMessageBox::Save));
    }
    QVERIFY(desk.window.isVisible());
    QVERIFY(desk.window.isWindowModified());
    QCOMPARE(desk.tree.readPipeline(), Sample);
    QVERIFY2(desk.message().contains(u".gitlab-ci.yml"_s), qPrintable(desk.message()));
    QVERIFY(desk.answerMessage(u"Try again"_s));
    QCOMPARE(desk.message(), QString());
    QVERIFY(!desk.window.isWindowModified());
    QCOMPARE(desk.tree.readPipeline(), desk.pipeline());
}

void WindowGuardTest::changedWhileCleanIsReadAgain()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    desk.tree.write(u".gitlab-ci.yml"_s, Other);
    QTRY_COMPARE(desk.pipeline(), Other);
    QCOMPARE(desk.text()->toPlainText().toUtf8(), Other);
    QVERIFY(!desk.window.isWindowModified());
    QCOMPARE(desk.message(), QString());
}

void WindowGuardTest::changedWhileDirtyAsks_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("reload") << u"Reload"_s;
    QTest::newRow("keep mine") << u"Keep mine"_s;
}

void WindowGuardTest::changedWhileDirtyAsks()
{
    QFETCH(const QString, answer);
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    change(desk);
    const QByteArray mine = desk.pipeline();
    desk.tree.write(u".gitlab-ci.yml"_s, Other);
    QTRY_VERIFY(desk.message().contains(u".gitlab-ci.yml"_s));
    QCOMPARE(desk.pipeline(), mine);
    desk.command("file.save"); // not without an answer
    QCOMPARE(desk.tree.readPipeline(), Other);
    QTRY_VERIFY(desk.message().contains(u".gitlab-ci.yml"_s));
    QVERIFY(desk.answerMessage(answer));
    if (answer == u"Reload"_s) {
        QCOMPARE(desk.pipeline(), Other);
        QVERIFY(!desk.window.isWindowModified());
        desk.command("edit.undo"); // mine is not lost
        QCOMPARE(desk.pipeline(), mine);
    } else {
        QCOMPARE(desk.pipeline(), mine);
        desk.command("file.save");
        QCOMPARE(desk.tree.readPipeline(), mine);
        QVERIFY(!desk.window.isWindowModified());
    }
    QCOMPARE(desk.message(), QString());
}

void WindowGuardTest::questionOutlastsOtherMessages()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    change(desk);
    desk.tree.write(u".gitlab-ci.yml"_s, Other);
    QTRY_VERIFY(desk.message().contains(u".gitlab-ci.yml"_s));
    const QString question = desk.message();
    QVERIFY(!desk.session().perform(edit::RenameJob{.job = "unit", .to = "build"}));
    QVERIFY(desk.message() != question);
    QVERIFY(desk.answerMessage(u"Show"_s));
    QCOMPARE(desk.message(), question);
}

void WindowGuardTest::deletedFileIsToldAndKept()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QVERIFY(QFile::remove(desk.tree.filePath(u".gitlab-ci.yml"_s)));
    QTRY_VERIFY(desk.message().contains(u".gitlab-ci.yml"_s));
    QCOMPARE(desk.pipeline(), Sample);
    QVERIFY(desk.window.isWindowModified());
    desk.command("file.save");
    QCOMPARE(desk.tree.readPipeline(), Sample);
    QVERIFY(!desk.window.isWindowModified());
    QTRY_COMPARE(desk.message(), QString());
}

void WindowGuardTest::whatCannotBeOpenedLeavesTheDesk()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    const QString missing = desk.tree.filePath(u"not/there"_s);
    desk.window.openRepository(missing);
    QVERIFY(desk.question());
    QVERIFY2(desk.question()->text().contains(missing), qPrintable(desk.question()->text()));
    QVERIFY(desk.answer(QMessageBox::Ok));
    QCOMPARE(desk.session().root(), desk.tree.path());
    QCOMPARE(desk.pipeline(), Sample);
    QVERIFY(desk.view().isVisible());
}

void WindowGuardTest::hugeFileDoesNotFreezeTheWindow()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    const QTemporaryDir directory;
    QFile huge(directory.filePath(u".gitlab-ci.yml"_s));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(100 * 1000 * 1000));
    huge.close();
    test::LongestBlock block;
    desk.window.openRepository(directory.path());
    QTRY_VERIFY(desk.question());
    QVERIFY2(block.milliseconds() < 200, qPrintable(QString::number(block.milliseconds())));
    QVERIFY2(desk.question()->text().contains(directory.path()), qPrintable(desk.question()->text()));
    QVERIFY(desk.answer(QMessageBox::Ok));
    QCOMPARE(desk.pipeline(), Sample);
}

void WindowGuardTest::workOfACrashIsOffered()
{
    const test::GitWorkTree tree(Sample);
    {
        Session crashing;
        QVERIFY(crashing.open(tree.path()));
        crashing.apply(Document::Pipeline, {{{{0, 0}, "# unsaved\n"}}}, u"Typing"_s);
        QTRY_VERIFY(!QDir(stateDirectory() + u"/recovery"_s).entryList(QDir::Files).isEmpty());
    }
    MainWindow window;
    window.show();
    window.openRepository(tree.path());
    auto *bar = window.findChild<MessageBar *>();
    QVERIFY(bar->text().contains(u"Stagecraft ended"_s));
    for (auto *button : bar->findChildren<QAbstractButton *>()) {
        if (button->text() == u"Recover"_s)
            button->click();
    }
    QCOMPARE(window.session()->buffer(Document::Pipeline).bytes(), "# unsaved\n" + Sample);
    QVERIFY(window.isWindowModified());
    QCOMPARE(bar->text(), QString());
}

QTEST_MAIN(WindowGuardTest)
#include "tst_window_guard.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "tests/support/git_work_tree.h"
#include "tests/support/longest_block.h"
#include "tests/support/private_home.h"
#include "tests/support/user_rights.h"
#include "ui/session/session.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample = "stages: [build, test]\n\nbuild:\n  stage: build\n  script: make # all of it\n\n"
                          "unit:\n  stage: test\n  script: ./unit\n";

/// Replaces the first occurrence in the pipeline's text, as typing would.
void replace(Session &session, const QByteArray &old, const QByteArray &now)
{
    const qsizetype at = session.buffer(Document::Pipeline).bytes().indexOf(old);
    QVERIFY(at >= 0);
    session.apply(Document::Pipeline, {{{{at, at + old.size()}, now}}}, u"Typing"_s);
}

QByteArray textOf(const Session &session)
{
    return session.buffer(Document::Pipeline).bytes();
}

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QDir(stateDirectory() + u"/recovery"_s).removeRecursively(); }
    void directoryWithoutPipelineOpensEmpty();
    void whatIsNotAnalysedYetIsNotTakenForIt();
    void oddFilesOpenAndStayAsTheyAre_data();
    void oddFilesOpenAndStayAsTheyAre();
    void whatCannotBeOpenedSaysWhy_data();
    void whatCannotBeOpenedSaysWhy();
    void hugeFileIsRefusedAtOnce();
    void saveChangesNothingElse();
    void savingWhereItIsNotAllowedLosesNothing_data();
    void savingWhereItIsNotAllowedLosesNothing();
    void savingIntoAVanishedFolderLosesNothing();
    void savingOnAFullDiskLosesNothing();
    void changeOnDiskIsTold();
    void includedFilesAreFollowed();
    void newFilesMayMatchAPattern();
    void otherProgramsChangeIsNeverOverwrittenUnasked();
    void keptTextIsSavedOverTheOther();
    void deletedFileLeavesTheText();
    void sameTextFromAnotherProgramCountsAsSaved();
    void crashLeavesWorkToRecover();
    void whatNobodyDecidedAboutStays();
    void severalRecipesAreOneStepOrNone();
};

void SessionTest::directoryWithoutPipelineOpensEmpty()
{
    const QTemporaryDir directory;
    Session session;
    QVERIFY(session.open(directory.path()));
    QCOMPARE(textOf(session), QByteArray());
    QVERIFY(!session.isModified());
    QTRY_VERIFY(session.isAnalysed());
    QVERIFY(session.perform(edit::AddJob{.name = "build", .stage = "build", .script = {"make"}}));
    QVERIFY(session.save());
    QVERIFY(QFile::exists(directory.filePath(u".gitlab-ci.yml"_s)));
    QVERIFY(!QFile::exists(directory.filePath(u"config.toml"_s))); // nothing was written into it
}

void SessionTest::whatIsNotAnalysedYetIsNotTakenForIt()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QVERIFY(!session.isAnalysed());
    QTRY_VERIFY(session.isAnalysed());
    QCOMPARE(session.analysis()->effective.jobs.size(), 2u);
}

void SessionTest::oddFilesOpenAndStayAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\x7f""ELF\x00\x01\x02\xff\xfe\n\x00\x00", 13).repeated(500);
    QTest::newRow("invalid UTF-8") << QByteArray("build:\n  script: caf\xe9 # \xff\xfe\n");
    QTest::newRow("unclosed quote") << QByteArray("build:\n  script: \"make\n  stage: test\nunit:\n  script: ./unit\n");
    QTest::newRow("only a comment") << QByteArray("# nothing yet");
    QTest::newRow("CR LF and a byte order mark") << QByteArray("\xef\xbb\xbf""build:\r\n  script: make\r\n");
}

void SessionTest::oddFilesOpenAndStayAsTheyAre()
{
    QFETCH(const QByteArray, bytes);
    const test::GitWorkTree tree(bytes);
    Session session;
    QVERIFY(session.open(tree.path()));
    QCOMPARE(textOf(session), bytes);
    QVERIFY(!session.isModified());
    QTRY_VERIFY(session.isAnalysed());
    // A change at the end, and the way back.
    session.apply(Document::Pipeline, {{{{bytes.size(), bytes.size()}, "\n# end\n"}}}, u"Typing"_s);
    QVERIFY(session.save());
    QCOMPARE(tree.readPipeline(), bytes + "\n# end\n");
    session.undo();
    QVERIFY(session.save());
    QCOMPARE(tree.readPipeline(), bytes);
    QTRY_VERIFY(session.isAnalysed());
}

void SessionTest::whatCannotBeOpenedSaysWhy_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("nothing there") << u"gone"_s << ErrorKind::NotFound;
    QTest::newRow("a folder of that name") << u"folder"_s << ErrorKind::Invalid;
    QTest::newRow("unreadable") << u"unreadable"_s << ErrorKind::PermissionDenied;
}

void SessionTest::whatCannotBeOpenedSaysWhy()
{
    QFETCH(const QString, what);
    QFETCH(const ErrorKind, kind);
    const test::GitWorkTree before(Sample);
    Session session;
    QVERIFY(session.open(before.path()));
    replace(session, "make", "ninja");
    const QByteArray unsaved = textOf(session);

    const QTemporaryDir directory;
    QVERIFY(QFile::setPermissions(directory.path(), QFile::Permissions::fromInt(0x7755)));
    QString path = directory.path();
    const QString file = directory.filePath(u".gitlab-ci.yml"_s);
    if (what == "gone"_L1) {
        path += u"/missing"_s;
    } else if (what == "folder"_L1) {
        QVERIFY(QDir().mkdir(file));
    } else {
        QVERIFY(saveAtomically(file, Sample));
        QVERIFY(QFile::setPermissions(file, {}));
    }
    Result<> opened;
    {
        const test::AsNobody nobody;
        if (!nobody.isEffective())
            QSKIP("root's rights cannot be given up here");
        opened = session.open(path);
    }
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, kind);
    QVERIFY2(describe(opened.error()).contains(directory.path()), qPrintable(describe(opened.error())));
    // What was open still is.
    QCOMPARE(session.root(), before.path());
    QCOMPARE(textOf(session), unsaved);
    QVERIFY(session.isModified());
}

void SessionTest::hugeFileIsRefusedAtOnce()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    const QTemporaryDir directory;
    QFile huge(directory.filePath(u".gitlab-ci.yml"_s));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(100 * 1000 * 1000));
    huge.close();
    test::LongestBlock block;
    const Result<> opened = session.open(directory.path());
    QVERIFY2(block.milliseconds() < 200, qPrintable(QString::number(block.milliseconds())));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::TooLarge);
    QCOMPARE(session.root(), tree.path());
}

void SessionTest::saveChangesNothingElse()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QVERIFY(session.perform(edit::MoveJob{.job = "unit", .stage = "build"}));
    QVERIFY(session.isModified());
    QVERIFY(tree.changedLines().isEmpty()); // before it is saved
    QVERIFY(session.save());
    QVERIFY(!session.isModified());
    QCOMPARE(tree.changedLines(), (QByteArrayList{"-  stage: test", "+  stage: build"}));
}

void SessionTest::savingWhereItIsNotAllowedLosesNothing_data()
{
    QTest::addColumn<bool>("isFolder");
    QTest::newRow("read-only file") << false;
    QTest::newRow("read-only folder") << true;
}

void SessionTest::savingWhereItIsNotAllowedLosesNothing()
{
    QFETCH(const bool, isFolder);
    const test::GitWorkTree tree(Sample);
    const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    const auto searchable = readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
    const auto all = searchable | QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(QFile::setPermissions(tree.path(), isFolder ? searchable : all));
    QVERIFY(QFile::setPermissions(tree.filePath(u".gitlab-ci.yml"_s), isFolder ? all : readable));
    Session session;
    QVERIFY(session.open(tree.path()));
    replace(session, "make", "ninja");
    Result<> saved;
    {
        const test::AsNobody nobody;
        if (!nobody.isEffective())
            QSKIP("root's rights cannot be given up here");
        saved = session.save();
    }
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::PermissionDenied);
    QVERIFY2(describe(saved.error()).contains(u".gitlab-ci.yml"_s), qPrintable(describe(saved.error())));
    QCOMPARE(tree.readPipeline(), Sample);
    QVERIFY(session.isModified());
    QVERIFY(textOf(session).contains("ninja"));
    // Once it is allowed, saving works.
    QVERIFY(QFile::setPermissions(tree.path(), all));
    QVERIFY(QFile::setPermissions(tree.filePath(u".gitlab-ci.yml"_s), all));
    QVERIFY(session.save());
    QCOMPARE(tree.readPipeline(), textOf(session));
}

void SessionTest::savingIntoAVanishedFolderLosesNothing()
{
    const QTemporaryDir directory;
    const QString folder = directory.filePath(u"project"_s);
    QVERIFY(QDir().mkdir(folder));
    QVERIFY(saveAtomically(folder + u"/.gitlab-ci.yml"_s, Sample));
    Session session;
    QVERIFY(session.open(folder));
    replace(session, "make", "ninja");
    QVERIFY(QDir().rename(folder, directory.filePath(u"elsewhere"_s)));
    const Result<> saved = session.save();
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::NotFound);
    QVERIFY2(describe(saved.error()).contains(folder), qPrintable(describe(saved.error())));
    QVERIFY(session.isModified());
    QVERIFY(textOf(session).contains("ninja"));
    QVERIFY(QDir().rename(directory.filePath(u"elsewhere"_s), folder));
    QVERIFY(session.save());
    QCOMPARE(readFile(folder + u"/.gitlab-ci.yml"_s).value(), textOf(session));
}

void SessionTest::savingOnAFullDiskLosesNothing()
{
    const QTemporaryDir directory;
    const test::TinyDisk disk(directory.path());
    if (!disk.isThere())
        QSKIP("only root may mount a small disk");
    const QString file = directory.filePath(u".gitlab-ci.yml"_s);
    QVERIFY(saveAtomically(file, Sample));
    Session session;
    QVERIFY(session.open(directory.path()));
    session.apply(Document::Pipeline, {{{{0, 0}, "# " + QByteArray(200'000, 'x') + '\n'}}}, u"Paste"_s);
    const Result<> saved = session.save();
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::NoSpace);
    QCOMPARE(readFile(file).value(), Sample);
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files | QDir::Hidden).size(), 1); // no half file beside it
    QVERIFY(session.isModified());
    session.undo();
    replace(session, "make", "ninja");
    QVERIFY(session.save());
    QCOMPARE(readFile(file).value(), textOf(session));
}

void SessionTest::changeOnDiskIsTold()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy changed(&session, &Session::changedOnDisk);
    QByteArray other = Sample;
    other.replace("make", "ninja");
    tree.write(u".gitlab-ci.yml"_s, other);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(session.reload(Document::Pipeline));
    QCOMPARE(textOf(session), other);
    QVERIFY(!session.isModified());
    session.undo(); // even that can be taken back
    QCOMPARE(textOf(session), Sample);
}

/// Also one that comes, goes and comes again, and one whose folder comes later.
void SessionTest::includedFilesAreFollowed()
{
    const test::GitWorkTree tree("include: [more.yml, ci/deep.yml]\nown:\n  script: x\n");
    Session session;
    QVERIFY(session.open(tree.path()));
    const auto has = [&session](const char *job) { return session.isAnalysed() && session.analysis()->effective.job(job); };
    QTRY_VERIFY(session.isAnalysed() && !session.analysis()->effective.valid);
    tree.write(u"more.yml"_s, "first:\n  script: x\n");
    tree.write(u"ci/deep.yml"_s, "deep:\n  script: x\n");
    QTRY_VERIFY(has("first") && has("deep"));
    QVERIFY(session.analysis()->effective.valid);
    tree.write(u"more.yml"_s, "second:\n  script: x\n");
    QTRY_VERIFY(has("second") && !has("first"));
    QVERIFY(QFile::remove(QDir(tree.path()).filePath(u"more.yml"_s)));
    QTRY_VERIFY(session.isAnalysed() && !session.analysis()->effective.valid);
    tree.write(u"more.yml"_s, "third:\n  script: x\n");
    QTRY_VERIFY(has("third"));
    QVERIFY(!session.isModified());
}

void SessionTest::newFilesMayMatchAPattern()
{
    const test::GitWorkTree tree("include: ci/*.yml\nown:\n  script: x\n");
    Session session;
    QVERIFY(session.open(tree.path()));
    QTRY_VERIFY(session.isAnalysed() && session.analysis()->effective.job("own"));
    tree.write(u"ci/a.yml"_s, "first:\n  script: x\n");
    QTRY_VERIFY(session.isAnalysed() && session.analysis()->effective.job("first"));
    tree.write(u"ci/b.yml"_s, "second:\n  script: x\n");
    QTRY_VERIFY(session.isAnalysed() && session.analysis()->effective.job("second"));
}

void SessionTest::otherProgramsChangeIsNeverOverwrittenUnasked()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy changed(&session, &Session::changedOnDisk);
    replace(session, "./unit", "./unit --fast");
    QByteArray other = Sample;
    other.replace("make", "ninja");
    tree.write(u".gitlab-ci.yml"_s, other);
    const Result<> atOnce = session.save(); // before the watcher could have seen it
    QVERIFY(!atOnce);
    QCOMPARE(atOnce.error().kind, ErrorKind::Conflict);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(!session.save()); // asked again
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(tree.readPipeline(), other);
    QVERIFY(textOf(session).contains("--fast"));
}

void SessionTest::keptTextIsSavedOverTheOther()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy changed(&session, &Session::changedOnDisk);
    replace(session, "./unit", "./unit --fast");
    tree.write(u".gitlab-ci.yml"_s, "other: {script: x}\n");
    QVERIFY(!session.save());
    QTRY_COMPARE(changed.size(), 1);
    session.keepMine(Document::Pipeline);
    QVERIFY(session.save());
    QCOMPARE(tree.readPipeline(), textOf(session));
    QVERIFY(!session.isModified());
}

void SessionTest::deletedFileLeavesTheText()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy gone(&session, &Session::goneFromDisk);
    QSignalSpy same(&session, &Session::sameAsOnDisk);
    QVERIFY(QFile::remove(tree.filePath(u".gitlab-ci.yml"_s)));
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(textOf(session), Sample);
    QVERIFY(session.isModified()); // closing would lose it
    tree.write(u".gitlab-ci.yml"_s, Sample); // git checkout, there and back
    QTRY_COMPARE(same.size(), 1);
    QVERIFY(!session.isModified());
    QVERIFY(QFile::remove(tree.filePath(u".gitlab-ci.yml"_s)));
    QTRY_COMPARE(gone.size(), 2);
    QVERIFY(session.save());
    QCOMPARE(tree.readPipeline(), Sample);
}

void SessionTest::sameTextFromAnotherProgramCountsAsSaved()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy changed(&session, &Session::changedOnDisk);
    replace(session, "make", "ninja");
    tree.write(u".gitlab-ci.yml"_s, textOf(session));
    QTRY_VERIFY(!session.isModified());
    QVERIFY(changed.isEmpty());
}

void SessionTest::crashLeavesWorkToRecover()
{
    const test::GitWorkTree tree(Sample);
    auto crashing = std::make_unique<Session>();
    QVERIFY(crashing->open(tree.path()));
    replace(*crashing, "make", "ninja");
    const QByteArray unsaved = textOf(*crashing);
    const QDir journals(stateDirectory() + u"/recovery"_s);
    QTRY_VERIFY(!journals.entryList(QDir::Files).isEmpty());
    crashing.reset(); // without close()

    Session session;
    QVERIFY(session.open(tree.path()));
    QVERIFY(session.recoverableSince());
    QCOMPARE(textOf(session), Sample);
    session.recover();
    QCOMPARE(textOf(session), unsaved);
    QVERIFY(session.isModified());
    session.undo();
    QCOMPARE(textOf(session), Sample);
    session.close();
    QTRY_VERIFY(journals.entryList(QDir::Files).isEmpty());
}

void SessionTest::whatNobodyDecidedAboutStays()
{
    const test::GitWorkTree tree(Sample);
    {
        Session crashing;
        QVERIFY(crashing.open(tree.path()));
        replace(crashing, "make", "ninja");
        QTRY_VERIFY(!QDir(stateDirectory() + u"/recovery"_s).entryList(QDir::Files).isEmpty());
    }
    {
        Session session;
        QVERIFY(session.open(tree.path()));
        QVERIFY(session.recoverableSince());
        session.close();
    }
    Session session;
    QVERIFY(session.open(tree.path()));
    QVERIFY(session.recoverableSince());
    session.discardRecovery();
    session.close();
    QVERIFY(session.open(tree.path()));
    QVERIFY(!session.recoverableSince());
}

void SessionTest::severalRecipesAreOneStepOrNone()
{
    const test::GitWorkTree tree(Sample);
    Session session;
    QVERIFY(session.open(tree.path()));
    QSignalSpy refused(&session, &Session::refused);
    const std::vector<edit::Recipe> halfGood = {edit::DuplicateJob{.job = "unit", .to = "copy"},
                                                edit::RenameJob{.job = "unit", .to = "build"}};
    QVERIFY(!session.perform(halfGood, u"Both"_s));
    QCOMPARE(refused.size(), 1);
    QCOMPARE(textOf(session), Sample);
    QVERIFY(!session.canUndo());
    const std::vector<edit::Recipe> good = {edit::DuplicateJob{.job = "unit", .to = "copy"},
                                            edit::RenameJob{.job = "copy", .to = "other"}};
    QVERIFY(session.perform(good, u"Both"_s));
    QCOMPARE(session.undoTitle(), u"Both"_s);
    session.undo();
    QCOMPARE(textOf(session), Sample);
}

QTEST_MAIN(SessionTest)
#include "tst_session.moc"

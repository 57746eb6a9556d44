// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The repository that jobs find, judged by the real git.
#include "core/git/job_clone.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

QByteArray runGit(const QString &directory, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(directory);
    process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=Ann"_s, u"-c"_s, u"user.email=ann@example.com"_s, u"-c"_s,
                                        u"commit.gpgsign=false"_s, u"-c"_s, u"protocol.file.allow=always"_s} + arguments);
    process.waitForFinished(60000);
    return process.readAll().trimmed();
}

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

/// Names, sizes and times of all that is in a directory.
QByteArray fingerprint(const QString &directory)
{
    QByteArrayList lines;
    QDirIterator walk(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo info = walk.nextFileInfo();
        lines << info.filePath().toUtf8() + ' ' + QByteArray::number(info.size()) + ' '
                     + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
    }
    std::ranges::sort(lines);
    return lines.join('\n');
}

/// What the engine does before it makes .git.
void copyWorkTree(const QString &from, const QString &to)
{
    QProcess::execute(u"cp"_s, {u"-a"_s, from + u"/."_s, to});
    QProcess::execute(u"rm"_s, {u"-rf"_s, to + u"/.git"_s});
}

} // namespace

class TestJobClone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void looksLikeTheRunnersCheckout_data();
    void looksLikeTheRunnersCheckout();
    void showsChangesOfTheWorkTree();
    void limitsHistory();
    void hasAllHistoryWhenAsked();
    void checksOutTheCommitOfTheRef();
    void worksFromAWorktreeAndAShallowClone();
    void givesNoCredentials();
    void keepsPacksForTheNextRun();
    void saysWhenThereIsNoCommit();
    void listsSubmodules();
    void isQuickWithManyFiles();

private:
    QString sha(const QString &name = u"HEAD"_s) const { return QString::fromUtf8(runGit(m_project, {u"rev-parse"_s, name})); }
    git::JobCloneRequest request() const
    {
        return {.repository = m_project, .sha = sha(), .ref = u"main"_s, .originUrl = u"https://gitlab.example.com/group/project.git"_s};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_project;
    QString m_job;
};

void TestJobClone::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_project = m_dir->filePath(u"project"_s);
    m_job = m_dir->filePath(u"job"_s);
    QVERIFY(QDir().mkpath(m_project) && QDir().mkpath(m_job));
    runGit(m_project, {u"init"_s, u"-b"_s, u"main"_s});
    for (int i = 1; i <= 5; ++i) {
        write(m_project + u"/file"_s, "version " + QByteArray::number(i));
        write(m_project + u"/sub/other"_s, "same");
        runGit(m_project, {u"add"_s, u"-A"_s});
        runGit(m_project, {u"commit"_s, u"-m"_s, u"commit %1"_s.arg(i)});
        if (i == 2 || i == 4)
            runGit(m_project, {u"tag"_s, u"-a"_s, u"-m"_s, u"x"_s, u"v%1"_s.arg(i)});
    }
}

void TestJobClone::looksLikeTheRunnersCheckout_data()
{
    QTest::addColumn<bool>("ownObjects");
    QTest::newRow("objects of the person's repository") << false;
    QTest::newRow("own objects") << true;
}

void TestJobClone::looksLikeTheRunnersCheckout()
{
    QFETCH(bool, ownObjects);
    copyWorkTree(m_project, m_job);
    const QByteArray before = fingerprint(m_project);
    git::JobCloneRequest wanted = request();
    wanted.ownObjects = ownObjects;
    const Result<> made = git::makeJobClone(wanted, 20, m_job);
    QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
    QCOMPARE(fingerprint(m_project), before);
    const QByteArray head = sha().toUtf8();
    if (ownObjects) { // as in a container
        QVERIFY(QDir(m_project + u"/.git"_s).rename(m_project + u"/.git/objects"_s, m_project + u"/.git/gone"_s));
    }
    QCOMPARE(runGit(m_job, {u"rev-parse"_s, u"HEAD"_s}), head);
    QCOMPARE(runGit(m_job, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(runGit(m_job, {u"status"_s}).left(16), QByteArray("HEAD detached at"));
    QCOMPARE(runGit(m_job, {u"describe"_s, u"--dirty"_s}), "v4-1-g" + head.left(7));
    QCOMPARE(runGit(m_job, {u"log"_s, u"--format=%s"_s, u"-2"_s}), QByteArray("commit 5\ncommit 4"));
    QCOMPARE(runGit(m_job, {u"show"_s, u"HEAD~1:file"_s}), QByteArray("version 4"));
    QCOMPARE(runGit(m_job, {u"rev-parse"_s, u"origin/main"_s}), head);
    QCOMPARE(runGit(m_job, {u"remote"_s, u"get-url"_s, u"origin"_s}), QByteArray("https://gitlab.example.com/group/project.git"));
    QCOMPARE(runGit(m_job, {u"diff-index"_s, u"--quiet"_s, u"HEAD"_s}), QByteArray());
    QVERIFY2(!runGit(m_job, {u"fsck"_s}).contains("error"), runGit(m_job, {u"fsck"_s}));
    runGit(m_job, {u"commit"_s, u"--allow-empty"_s, u"-m"_s, u"of the job"_s});
    QCOMPARE(runGit(m_job, {u"log"_s, u"--format=%s"_s, u"-1"_s}), QByteArray("of the job"));
    if (!ownObjects)
        QCOMPARE(runGit(m_project, {u"log"_s, u"--format=%s"_s, u"--all"_s, u"-1"_s}), QByteArray("commit 5"));
}

void TestJobClone::showsChangesOfTheWorkTree()
{
    write(m_project + u"/file"_s, "changed 5");
    write(m_project + u"/new"_s, "new");
    copyWorkTree(m_project, m_job);
    QVERIFY(git::makeJobClone(request(), 20, m_job));
    QCOMPARE(runGit(m_job, {u"status"_s, u"--porcelain"_s}), QByteArray("M file\n?? new"));
    QVERIFY(runGit(m_job, {u"describe"_s, u"--dirty"_s}).endsWith("-dirty"));
}

void TestJobClone::limitsHistory()
{
    copyWorkTree(m_project, m_job);
    QVERIFY(git::makeJobClone(request(), 4, m_job));
    QCOMPARE(runGit(m_job, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("4"));
    QCOMPARE(runGit(m_job, {u"tag"_s}), QByteArray("v2\nv4"));
    QVERIFY(git::writeHistory(request(), 2, m_job + u"/.git"_s));
    QCOMPARE(runGit(m_job, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("2"));
    QCOMPARE(runGit(m_job, {u"tag"_s}), QByteArray("v4"));
    QCOMPARE(runGit(m_job, {u"rev-parse"_s, u"--is-shallow-repository"_s}), QByteArray("true"));
}

void TestJobClone::hasAllHistoryWhenAsked()
{
    runGit(m_project, {u"branch"_s, u"topic"_s, u"HEAD~3"_s});
    copyWorkTree(m_project, m_job);
    for (const bool own : {false, true}) {
        git::JobCloneRequest wanted = request();
        wanted.ownObjects = own;
        QDir(m_job + u"/.git"_s).removeRecursively();
        QVERIFY(git::makeJobClone(wanted, 0, m_job));
        QCOMPARE(runGit(m_job, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("5"));
        QCOMPARE(runGit(m_job, {u"rev-parse"_s, u"--is-shallow-repository"_s}), QByteArray("false"));
        QCOMPARE(runGit(m_job, {u"branch"_s, u"-r"_s}).simplified(), QByteArray("origin/main origin/topic"));
    }
}

void TestJobClone::checksOutTheCommitOfTheRef()
{
    write(m_project + u"/file"_s, "not committed");
    write(m_project + u"/untracked"_s, "x");
    runGit(m_project, {u"branch"_s, u"old"_s, u"HEAD~3"_s});
    const QByteArray before = fingerprint(m_project);
    git::JobCloneRequest wanted = request();
    wanted.sha = sha(u"old"_s);
    wanted.ref = u"old"_s;
    wanted.checkOut = true;
    QVERIFY(git::makeJobClone(wanted, 20, m_job));
    QCOMPARE(fingerprint(m_project), before);
    QCOMPARE(runGit(m_job, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(runGit(m_job, {u"rev-parse"_s, u"HEAD"_s}), wanted.sha.toUtf8());
    QFile file(m_job + u"/file"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("version 2"));
    QVERIFY(!QFile::exists(m_job + u"/untracked"_s));
}

void TestJobClone::worksFromAWorktreeAndAShallowClone()
{
    const QString tree = m_dir->filePath(u"tree"_s);
    runGit(m_project, {u"worktree"_s, u"add"_s, u"-b"_s, u"topic"_s, tree, u"HEAD~1"_s});
    copyWorkTree(tree, m_job);
    git::JobCloneRequest wanted = request();
    wanted.repository = tree;
    wanted.sha = sha(u"topic"_s);
    wanted.ref = u"topic"_s;
    QVERIFY(git::makeJobClone(wanted, 20, m_job));
    QCOMPARE(runGit(m_job, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(runGit(m_job, {u"describe"_s}), QByteArray("v4"));

    const QString shallow = m_dir->filePath(u"shallow"_s);
    runGit(m_dir->path(), {u"clone"_s, u"--depth"_s, u"2"_s, u"file://"_s + m_project, shallow});
    for (const int depth : {0, 20}) {
        const QString job = m_dir->filePath(u"job%1"_s.arg(depth));
        QDir().mkpath(job);
        copyWorkTree(shallow, job);
        wanted = request();
        wanted.repository = shallow;
        QVERIFY(git::makeJobClone(wanted, depth, job));
        QCOMPARE(runGit(job, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("2"));
    }
}

void TestJobClone::givesNoCredentials()
{
    QVERIFY(git::makeJobClone(request(), 20, m_job));
    QVERIFY(qputenv("GIT_CONFIG_GLOBAL", QFile::encodeName(m_dir->filePath(u"global"_s))));
    write(m_dir->filePath(u"global"_s), "[credential]\n\thelper = \"!echo password=of-the-person #\"\n");
    QProcess process;
    process.setWorkingDirectory(m_job);
    process.setProcessChannelMode(QProcess::MergedChannels);
    qputenv("GIT_TERMINAL_PROMPT", "0");
    process.start(u"git"_s, {u"credential"_s, u"fill"_s});
    process.write("protocol=https\nhost=gitlab.example.com\nusername=x\n\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    qunsetenv("GIT_CONFIG_GLOBAL");
    qunsetenv("GIT_TERMINAL_PROMPT");
    const QByteArray said = process.readAll();
    QVERIFY2(!said.contains("of-the-person"), said);
}

void TestJobClone::keepsPacksForTheNextRun()
{
    git::JobCloneRequest wanted = request();
    wanted.ownObjects = true;
    wanted.packStore = m_dir->filePath(u"packs"_s);
    QVERIFY(git::makeJobClone(wanted, 20, m_job));
    const QByteArray kept = fingerprint(wanted.packStore);
    QVERIFY(kept.contains(".pack "));
    const QString second = m_dir->filePath(u"second"_s);
    QDir().mkpath(second);
    QVERIFY(git::makeJobClone(wanted, 20, second));
    QCOMPARE(fingerprint(wanted.packStore), kept);
    QCOMPARE(runGit(second, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("5"));
    // Another commit takes its place.
    runGit(m_project, {u"commit"_s, u"--allow-empty"_s, u"-m"_s, u"six"_s});
    wanted.sha = sha();
    const QString third = m_dir->filePath(u"third"_s);
    QDir().mkpath(third);
    QVERIFY(git::makeJobClone(wanted, 20, third));
    QCOMPARE(runGit(third, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), QByteArray("6"));
    QCOMPARE(fingerprint(wanted.packStore).count(".pack "), 1);
}

void TestJobClone::saysWhenThereIsNoCommit()
{
    const QString empty = m_dir->filePath(u"empty"_s);
    QDir().mkpath(empty);
    runGit(empty, {u"init"_s});
    git::JobCloneRequest wanted = request();
    wanted.repository = empty;
    const Result<> made = git::makeJobClone(wanted, 20, m_job);
    QVERIFY(!made);
    QCOMPARE(describe(made.error()), u"The repository has no commit yet."_s);
}

void TestJobClone::listsSubmodules()
{
    QCOMPARE(git::submodulePaths(m_project).value(), QByteArrayList());
    runGit(m_project, {u"submodule"_s, u"add"_s, m_project, u"libs/sub"_s});
    QCOMPARE(git::submodulePaths(m_project).value(), QByteArrayList{"libs/sub"});
}

void TestJobClone::isQuickWithManyFiles()
{
    for (int i = 0; i < 10000; ++i)
        write(m_project + u"/many/%1/%2"_s.arg(i % 100).arg(i), QByteArray::number(i));
    runGit(m_project, {u"add"_s, u"-A"_s});
    runGit(m_project, {u"commit"_s, u"-m"_s, u"many"_s});
    QElapsedTimer clock;
    clock.start();
    QVERIFY(git::makeJobClone(request(), 20, m_job));
    qInfo("10000 files: %lld ms", clock.elapsed());
    QCOMPARE_LT(clock.elapsed(), 10000);
}

QTEST_GUILESS_MAIN(TestJobClone)
#include "tst_job_clone.moc"

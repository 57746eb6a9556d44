// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/repository.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

class TestRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhenThereIsNoRepository();
    void readsFacts();
    void readsRepositoryWithoutCommit();
    void readsTagAndDetachedHead();
    void listsTrackedFilesWithTheirChanges();
    void listsUntrackedFilesThatAreNotIgnored();
    void listsSubdirectoryRelativeToIt();
    void listsAllFilesWithoutRepository();
    void runsNothingOfTheRepository();
    void parsesRemotes_data();
    void parsesRemotes();

private:
    void write(const QString &path, const QByteArray &bytes)
    {
        const QString absolute = m_dir->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(absolute).path()));
        QFile file(absolute);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void git(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_dir->path());
        process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=Ann"_s, u"-c"_s, u"user.email=ann@example.com"_s, u"-c"_s,
                                            u"commit.gpgsign=false"_s} + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestRepository::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestRepository::saysWhenThereIsNoRepository()
{
    QCOMPARE(git::readFacts(m_dir->path()).error().kind, ErrorKind::NotFound);
}

void TestRepository::readsFacts()
{
    git({u"init"_s, u"-q"_s, u"-b"_s, u"trunk"_s});
    write(u"a"_s, "1");
    git({u"add"_s, u"."_s});
    git({u"commit"_s, u"-qm"_s, u"Begin"_s});
    git({u"remote"_s, u"add"_s, u"origin"_s, u"https://user:secret@gitlab.example.com/group/sub/app.git"_s});
    const Result<git::RepositoryFacts> facts = git::readFacts(m_dir->path());
    QVERIFY(facts);
    QCOMPARE(facts->branch, u"trunk"_s);
    QCOMPARE(facts->defaultBranch, u"trunk"_s);
    QCOMPARE(facts->sha.size(), 40);
    QCOMPARE(facts->message, u"Begin\n"_s);
    QCOMPARE(facts->author, u"Ann <ann@example.com>"_s);
    QCOMPARE(facts->serverHost, u"gitlab.example.com"_s);
    QCOMPARE(facts->projectPath, u"group/sub/app"_s);
}

void TestRepository::readsRepositoryWithoutCommit()
{
    git({u"init"_s, u"-q"_s, u"-b"_s, u"fresh"_s});
    const Result<git::RepositoryFacts> facts = git::readFacts(m_dir->path());
    QVERIFY(facts);
    QCOMPARE(facts->branch, u"fresh"_s);
    QVERIFY(facts->sha.isEmpty());
    QCOMPARE(facts->projectPath, QDir(m_dir->path()).dirName());
}

void TestRepository::readsTagAndDetachedHead()
{
    git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
    write(u"a"_s, "1");
    git({u"add"_s, u"."_s});
    git({u"commit"_s, u"-qm"_s, u"Begin"_s});
    git({u"tag"_s, u"-a"_s, u"v1.0"_s, u"-m"_s, u"One"_s});
    git({u"checkout"_s, u"-q"_s, u"v1.0"_s});
    const Result<git::RepositoryFacts> facts = git::readFacts(m_dir->path());
    QVERIFY(facts);
    QCOMPARE(facts->branch, QString());
    QCOMPARE(facts->tag, u"v1.0"_s);
    QCOMPARE(facts->defaultBranch, u"main"_s);
}

void TestRepository::listsTrackedFilesWithTheirChanges()
{
    git({u"init"_s, u"-q"_s});
    write(u"kept file"_s, "1");
    write(u"gone"_s, "1");
    git({u"add"_s, u"."_s});
    git({u"commit"_s, u"-qm"_s, u"Begin"_s});
    write(u"staged/new"_s, "2");
    git({u"add"_s, u"staged"_s});
    write(u"untracked"_s, "3");
    QVERIFY(QFile::remove(m_dir->filePath(u"gone"_s)));
    QCOMPARE(git::projectFiles(m_dir->path(), git::UntrackedFiles::LeaveOut).value(),
             QByteArrayList({"kept file", "staged/new"}));
}

void TestRepository::listsUntrackedFilesThatAreNotIgnored()
{
    git({u"init"_s, u"-q"_s});
    write(u".gitignore"_s, "*.log\nout/\n");
    write(u"a"_s, "1");
    write(u"deep/er/b"_s, "1");
    write(u"x.log"_s, "1");
    write(u"out/y"_s, "1");
    QCOMPARE(git::projectFiles(m_dir->path(), git::UntrackedFiles::Include).value(),
             QByteArrayList({".gitignore", "a", "deep/er/b"}));
}

void TestRepository::listsSubdirectoryRelativeToIt()
{
    git({u"init"_s, u"-q"_s});
    write(u"outside"_s, "1");
    write(u"sub/inside"_s, "1");
    git({u"add"_s, u"."_s});
    QCOMPARE(git::projectFiles(m_dir->filePath(u"sub"_s), git::UntrackedFiles::Include).value(),
             QByteArrayList({"inside"}));
}

void TestRepository::listsAllFilesWithoutRepository()
{
    write(u"a"_s, "1");
    write(u".hidden/b"_s, "1");
    QCOMPARE(git::projectFiles(m_dir->path(), git::UntrackedFiles::LeaveOut).value(),
             QByteArrayList({".hidden/b", "a"}));
}

void TestRepository::runsNothingOfTheRepository()
{
    git({u"init"_s, u"-q"_s});
    write(u"a"_s, "1");
    const QString canary = m_dir->filePath(u"canary"_s);
    write(u".git/evil.sh"_s, "#!/bin/sh\ntouch '" + QFile::encodeName(canary) + "'\n");
    QVERIFY(QFile::setPermissions(m_dir->filePath(u".git/evil.sh"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    git({u"config"_s, u"core.fsmonitor"_s, m_dir->filePath(u".git/evil.sh"_s)});
    QVERIFY(git::readFacts(m_dir->path()));
    QVERIFY(git::projectFiles(m_dir->path(), git::UntrackedFiles::Include));
    QVERIFY(!QFile::exists(canary));
}

void TestRepository::parsesRemotes_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("path");
    QTest::newRow("scp") << u"git@gitlab.com:group/app.git"_s << u"gitlab.com"_s << u"group/app"_s;
    QTest::newRow("ssh with port") << u"ssh://git@gitlab.com:2222/group/app"_s << u"gitlab.com"_s << u"group/app"_s;
    QTest::newRow("https with token") << u"https://oauth2:t0k3n@host/a/b/c.git/"_s << u"host"_s << u"a/b/c"_s;
    QTest::newRow("local path") << u"/srv/git/app.git"_s << u""_s << u""_s;
    QTest::newRow("relative path with colon") << u"./a:b"_s << u""_s << u""_s;
    QTest::newRow("empty") << u""_s << u""_s << u""_s;
}

void TestRepository::parsesRemotes()
{
    QFETCH(QString, url);
    const git::RemoteAddress address = git::parseRemote(url);
    QTEST(address.host, "host");
    QTEST(address.path, "path");
}

QTEST_GUILESS_MAIN(TestRepository)
#include "tst_repository.moc"

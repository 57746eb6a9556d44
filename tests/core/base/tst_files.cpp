// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace stagecraft;
using namespace Qt::StringLiterals;

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesAndReadsBack();
    void keepsModeAndFollowsLinks();
    void refusesWhenChangedMeanwhile();
    void refusesWhenCreatedMeanwhile();
    void keepsOldFileWhenDiskIsFull();
    void namesWhatIsWrong();
    void makesPrivateDirectories();

private:
    static QByteArray contentOf(const QString &path) { return readFile(path).value_or(QByteArray("<unreadable>")); }
};

void TestFiles::savesAndReadsBack()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"with space.yml"_s);
    const QByteArray bytes("a\r\nb\0\xff", 6);
    QVERIFY(saveAtomically(path, bytes));
    QCOMPARE(contentOf(path), bytes);
}

void TestFiles::keepsModeAndFollowsLinks()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"real.yml"_s);
    const QString link = dir.filePath(u"link.yml"_s);
    QVERIFY(saveAtomically(path, "old"));
    const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    QVERIFY(QFile::setPermissions(path, mode));
    QVERIFY(QFile::link(path, link));
    QVERIFY(saveAtomically(link, "new"));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(contentOf(path), "new");
    QVERIFY(QFile::permissions(path).testFlags(mode));
    QVERIFY(!QFile::permissions(path).testFlag(QFile::ReadGroup));
}

void TestFiles::refusesWhenChangedMeanwhile()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"f"_s);
    QVERIFY(saveAtomically(path, "theirs"));
    const Result<> saved = saveAtomically(path, "mine", contentHash("as loaded"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Conflict);
    QCOMPARE(contentOf(path), "theirs");
    QVERIFY(saveAtomically(path, "mine", contentHash("theirs")));
    QCOMPARE(contentOf(path), "mine");
}

void TestFiles::refusesWhenCreatedMeanwhile()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"f"_s);
    QVERIFY(saveAtomically(path, "theirs"));
    QCOMPARE(saveAtomically(path, "mine", ContentHash()).error().kind, ErrorKind::Conflict);
    QVERIFY(saveAtomically(dir.filePath(u"new"_s), "mine", ContentHash()));
}

void TestFiles::keepsOldFileWhenDiskIsFull()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"f"_s);
    QVERIFY(saveAtomically(path, "old"));
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 4096;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<> saved = saveAtomically(path, QByteArray(100000, 'x'));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!saved);
    QCOMPARE(contentOf(path), "old");
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestFiles::namesWhatIsWrong()
{
    const QTemporaryDir dir;
    QCOMPARE(readFile(dir.filePath(u"none"_s)).error().kind, ErrorKind::NotFound);
    QVERIFY(describe(readFile(dir.filePath(u"none"_s)).error()).contains(dir.filePath(u"none"_s)));
    QCOMPARE(readFile(dir.path()).error().kind, ErrorKind::Invalid);
    QVERIFY(saveAtomically(dir.filePath(u"big"_s), QByteArray(2000, 'x')));
    QCOMPARE(readFile(dir.filePath(u"big"_s), 1999).error().kind, ErrorKind::TooLarge);
    QVERIFY(!saveAtomically(dir.filePath(u"no/such/directory/f"_s), "x"));
}

void TestFiles::makesPrivateDirectories()
{
    const QTemporaryDir dir;
    const Result<QString> made = privateDirectory(dir.filePath(u"a/b"_s));
    QVERIFY(made);
    QVERIFY(!QFile::permissions(*made).testAnyFlags(QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther));
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 9: Stagecraft is killed, or the disk fails, at each call of a save. The file is the old or the new one. The test starts
// itself as the one who saves ("save <path> <size>"), with failing_disk.cpp preloaded.
#include "core/base/files.h"
#include "tests/trust/score.h"

#include <QTemporaryDir>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

QByteArray newContent(int size)
{
    return QByteArray("new\n").repeated(size / 4);
}

const QByteArray oldContent = QByteArray("old text\n").repeated(4000);

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

struct Saver {
    int calls = 0;
    bool killed = false;
    int exitCode = -1; ///< 0: it believes to have saved
};

Saver save(const QString &path, int size, int at, const QString &fault)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_PRELOAD"_s, QStringLiteral(STAGECRAFT_FAILING_DISK));
    environment.insert(u"FAULT_BEGIN"_s, path + u".begin"_s);
    environment.insert(u"FAULT_AT"_s, QString::number(at));
    environment.insert(u"FAULT"_s, fault);
    environment.insert(u"FAULT_COUNT"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {u"save"_s, path, QString::number(size)});
    Saver saver;
    if (!process.waitForFinished())
        return saver;
    saver.killed = process.exitStatus() == QProcess::CrashExit;
    saver.exitCode = saver.killed ? -1 : process.exitCode();
    saver.calls = process.readAllStandardOutput().toInt();
    return saver;
}

/// A file with a mode of its own, reached by a symbolic link.
struct Target {
    QTemporaryDir directory;
    QString file = directory.filePath(u"real/.gitlab-ci.yml"_s);
    QString link = directory.filePath(u"link.yml"_s);

    bool make() const
    {
        QDir(directory.path()).mkpath(u"real"_s);
        QFile made(file);
        return made.open(QIODevice::WriteOnly) && made.write(oldContent) == oldContent.size() && ::chmod(QFile::encodeName(file).constData(), 0640) == 0
            && QFile::link(u"real/.gitlab-ci.yml"_s, link);
    }
    /// What is wrong with it; empty when it is the whole old or the whole new file.
    QString damage(int size) const
    {
        const QByteArray content = contentOf(link);
        struct stat status = {};
        if (content != oldContent && content != newContent(size))
            return u"content of %1 bytes"_s.arg(content.size());
        if (::lstat(QFile::encodeName(link).constData(), &status) != 0 || !S_ISLNK(status.st_mode))
            return u"the link is gone"_s;
        if (::stat(QFile::encodeName(file).constData(), &status) != 0 || (status.st_mode & 07777) != 0640)
            return u"mode %1"_s.arg(status.st_mode & 07777, 0, 8);
        return {};
    }
    bool isNew(int size) const { return contentOf(link) == newContent(size); }
    QStringList strays() const
    {
        QStringList names = QDir(directory.filePath(u"real"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        names.removeAll(u".gitlab-ci.yml"_s);
        return names;
    }
};

} // namespace

class TestTrustSave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void everyCall_data();
    void everyCall();

private:
    int m_moments = 0;
    int m_kinds = 0;
    trust::Score m_score{9, "kill -9 or a failing disk during a save", "1 000 moments: content old or new, mode and link kept, 0 wrong answers"};
};

void TestTrustSave::everyCall_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("kill -9") << u"kill"_s;
    QTest::newRow("disk full") << QString::number(ENOSPC);
    QTest::newRow("disk full in a write") << u"short"_s;
    QTest::newRow("disk broken") << QString::number(EIO);
    QTest::newRow("read-only") << QString::number(EROFS);
    QTest::newRow("no rights") << QString::number(EACCES);
    QTest::newRow("quota") << QString::number(EDQUOT);
}

void TestTrustSave::everyCall()
{
    QFETCH(QString, fault);
    QList<int> sizes{40000};
    if (trust::isLong())
        sizes = {4, 4096, 16384, 16388, 40000, 65536, 100000, 1000000, 8000000, 40000000};
    for (const int size : std::as_const(sizes)) {
        int calls = 0;
        {
            const Target target;
            QVERIFY(target.make());
            const Saver undisturbed = save(target.link, size, 0, fault);
            QCOMPARE(undisturbed.exitCode, 0);
            QVERIFY(target.isNew(size));
            calls = undisturbed.calls;
            QVERIFY2(calls >= 5, qPrintable(u"%1 calls"_s.arg(calls))); // open, write, sync, link or rename, and the directory
        }
        for (int at = 1; at <= calls; ++at, ++m_moments) {
            const Target target;
            QVERIFY(target.make());
            const Saver saver = save(target.link, size, at, fault);
            const QByteArray where = "call " + QByteArray::number(at) + " of " + QByteArray::number(calls) + ", " + QByteArray::number(size) + " bytes: ";
            QVERIFY2(target.damage(size).isEmpty(), where + target.damage(size).toUtf8());
            QCOMPARE(saver.killed, fault == "kill"_L1);
            if (saver.killed) {
                QVERIFY2(target.strays().size() <= 1, where + target.strays().join(u' ').toUtf8());
                continue;
            }
            // What it says is what is on the disk.
            QVERIFY2((saver.exitCode == 0) == target.isNew(size), where + "said " + QByteArray::number(saver.exitCode));
            QVERIFY2(target.strays().isEmpty(), where + target.strays().join(u' ').toUtf8());
        }
    }
    if (++m_kinds == 7)
        m_score.note(u"%1 moments of 7 kinds (kill -9, ENOSPC, half a write, EIO, EROFS, EACCES, EDQUOT), at every call of a save: old or new content, mode and "
                     "link kept, the answer true"_s.arg(m_moments));
}

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    if (count == 4 && qstrcmp(words[1], "save") == 0) {
        const QString path = QString::fromLocal8Bit(words[2]);
        const QByteArray bytes = newContent(std::atoi(words[3]));
        static_cast<void>(::open((path + u".begin"_s).toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC)); // the faults begin
        return saveAtomically(path, bytes) ? 0 : 1;
    }
    TestTrustSave test;
    return QTest::qExec(&test, count, words);
}
#include "tst_trust_save.moc"

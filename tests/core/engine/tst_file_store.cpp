// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Equal files are stored once, and old runs make room.
#include "core/engine/file_store.h"
#include "core/engine/run_directory.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

const StopFlag goOn = std::make_shared<std::atomic_bool>(false);

void write(const QString &path, const QByteArray &content, unsigned mode = 0644)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    ::chmod(QFile::encodeName(path).constData(), mode);
}

struct stat statusOf(const QString &path)
{
    struct stat status = {};
    ::lstat(QFile::encodeName(path).constData(), &status);
    return status;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray content = QByteArray("0123456789abcdef").repeated(4096);

} // namespace

class TestFileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void storesEqualFilesOnce();
    void keepsModesApart();
    void timesOfArtifactsAndCaches();
    void doesNotBelieveAChangedBlob();
    void leavesOtherThingsAlone();
    void sweepsWhatNobodyLinksTo();
    void costOfTheSameArtifactsAgain();
    void removesTheOldestRuns();
    void removesOldRunsButNotRunningOnes();
    void removesExpiredArtifacts();
    void reportsNameNothingOutside();

private:
    QString at(const char *name) const { return m_dir->filePath(QString::fromUtf8(name)); }
    QString state() const { return m_dir->path(); }
    qint64 absorb(const char *name, FileStore::Times times = FileStore::Times::Newest) const
    {
        return FileStore(state()).absorb(at(name), times, goOn);
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestFileStore::storesEqualFilesOnce()
{
    write(at("a/one"), content);
    write(at("b/deep/two"), content);
    write(at("b/other"), content + 'x');
    QCOMPARE(absorb("a"), 0);
    QCOMPARE_GE(absorb("b"), content.size());
    QCOMPARE(statusOf(at("a/one")).st_ino, statusOf(at("b/deep/two")).st_ino);
    QVERIFY(statusOf(at("a/one")).st_ino != statusOf(at("b/other")).st_ino);
    QCOMPARE(read(at("b/deep/two")), content);
    QCOMPARE(read(at("b/other")), content + 'x');
    QCOMPARE(absorb("b"), 0);
    QCOMPARE(QDir(at("b/deep")).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("two")});
}

void TestFileStore::keepsModesApart()
{
    write(at("a/script"), content, 0755);
    write(at("b/text"), content, 0644);
    absorb("a");
    absorb("b");
    QCOMPARE(statusOf(at("a/script")).st_mode & 0777, 0755U);
    QCOMPARE(statusOf(at("b/text")).st_mode & 0777, 0644U);
}

void TestFileStore::timesOfArtifactsAndCaches()
{
    const auto writeAt = [this](const char *name, time_t when) {
        write(at(name), content);
        const std::array times{timespec{when, 0}, timespec{when, 0}};
        ::utimensat(AT_FDCWD, QFile::encodeName(at(name)).constData(), times.data(), 0);
    };
    writeAt("a/file", 1000);
    writeAt("b/file", 2000);
    absorb("a");
    absorb("b");
    QCOMPARE(statusOf(at("b/file")).st_mtim.tv_sec, 2000);
    QCOMPARE(statusOf(at("a/file")).st_ino, statusOf(at("b/file")).st_ino);
    writeAt("c/file", 3000);
    writeAt("d/file", 4000);
    writeAt("e/file", 3000);
    for (const char *cache : {"c", "d", "e"})
        absorb(cache, FileStore::Times::Exact);
    QCOMPARE(statusOf(at("c/file")).st_mtim.tv_sec, 3000);
    QCOMPARE(statusOf(at("d/file")).st_mtim.tv_sec, 4000);
    QCOMPARE(statusOf(at("c/file")).st_ino, statusOf(at("e/file")).st_ino);
}

void TestFileStore::doesNotBelieveAChangedBlob()
{
    write(at("a/file"), content);
    absorb("a");
    QFile edited(at("a/file")); // somebody opens an artifact in an editor
    QVERIFY(edited.open(QIODevice::ReadWrite) && edited.write("edited") == 6);
    edited.close();
    write(at("b/file"), content);
    absorb("b");
    QCOMPARE(read(at("b/file")), content);
    write(at("c/file"), content);
    absorb("c");
    QCOMPARE(statusOf(at("b/file")).st_ino, statusOf(at("c/file")).st_ino);
}

void TestFileStore::leavesOtherThingsAlone()
{
    write(at("outside"), content);
    write(at("a/file"), content);
    QVERIFY(QFile::link(at("outside"), at("a/link")));
    ::mkfifo(QFile::encodeName(at("a/pipe")).constData(), 0600);
    write(at("a/small"), "small");
    write(at("linked"), content);
    QCOMPARE(::link(QFile::encodeName(at("linked")).constData(), QFile::encodeName(at("a/hard")).constData()), 0);
    absorb("a");
    QVERIFY(QFileInfo(at("a/link")).isSymLink());
    QCOMPARE(statusOf(at("outside")).st_nlink, 1U);
    QCOMPARE(statusOf(at("a/hard")).st_nlink, 2U); // somebody else may write to it
    QCOMPARE(absorb("missing"), 0);
}

void TestFileStore::sweepsWhatNobodyLinksTo()
{
    write(at("a/file"), content);
    write(at("b/file"), content + 'x');
    absorb("a");
    absorb("b");
    QCOMPARE(FileStore(state()).sweep().freed, 0);
    QDir(at("a")).removeRecursively();
    const FileStore::Sweep swept = FileStore(state()).sweep();
    QCOMPARE_GE(swept.freed, content.size());
    QCOMPARE_GE(swept.left, content.size());
    QCOMPARE(read(at("b/file")), content + 'x');
}

void TestFileStore::costOfTheSameArtifactsAgain()
{
    constexpr qint64 size = qint64(100) << 20;
    QByteArray big(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; i += 4096)
        big[i] = static_cast<char>(i >> 12);
    write(at("run1/big"), big);
    write(at("run2/big"), big);
    QElapsedTimer clock;
    clock.start();
    absorb("run1");
    const qint64 first = clock.restart();
    const qint64 saved = absorb("run2");
    qInfo("100 MB: %lld ms to store, %lld ms and %lld bytes saved when they come again", first, clock.elapsed(), saved);
    QCOMPARE_GE(saved, size);
}

namespace {

/// A run of the past with artifacts of its own.
QString makeRun(const QString &state, const QString &id, const QByteArray &artifact)
{
    const QString run = state + QStringLiteral("/runs/") + id;
    write(run + QStringLiteral("/artifacts/01-make/file"), artifact);
    write(run + QStringLiteral("/01-make.log"), "log");
    return run;
}

void writeReport(const QString &run, const QString &artifacts, const QDateTime &end)
{
    const QJsonObject job{{QStringLiteral("name"), QStringLiteral("make")},
                          {QStringLiteral("artifacts"), artifacts},
                          {QStringLiteral("artifacts_expire_at"), end.toUTC().toString(Qt::ISODate)}};
    write(run + QStringLiteral("/report.json"), QJsonDocument(QJsonObject{{QStringLiteral("jobs"), QJsonArray{job}}}).toJson());
}

} // namespace

void TestFileStore::removesTheOldestRuns()
{
    const QByteArray megabyte(1 << 20, 'x');
    QStringList runs;
    for (int i = 1; i <= 4; ++i)
        runs << makeRun(state(), QStringLiteral("2026010%1-000000-aaaaaaaa").arg(i), megabyte + QByteArray::number(i));
    CleanRequest request{.stateDirectory = state(), .keepBytes = qint64(5) << 19};
    request.dryRun = true;
    QCOMPARE(cleanRuns(request).runs.size(), 2);
    QVERIFY(QFileInfo::exists(runs[0]));
    request.dryRun = false;
    const CleanResult result = cleanRuns(request);
    QCOMPARE(result.runs, (QStringList{QFileInfo(runs[0]).fileName(), QFileInfo(runs[1]).fileName()}));
    QCOMPARE_GE(result.freed, qint64(2) << 20);
    QVERIFY(!QFileInfo::exists(runs[0]) && !QFileInfo::exists(runs[1]) && QFileInfo::exists(runs[2]) && QFileInfo::exists(runs[3]));
    request.keepBytes = 0; // the newest stays whatever it takes
    cleanRuns(request);
    QVERIFY(!QFileInfo::exists(runs[2]) && QFileInfo::exists(runs[3]));
}

void TestFileStore::removesOldRunsButNotRunningOnes()
{
    const QString old = makeRun(state(), QStringLiteral("20260101-000000-aaaaaaaa"), content);
    const QString running = makeRun(state(), QStringLiteral("20260102-000000-aaaaaaaa"), content);
    write(running + QStringLiteral("/journal.json"), "{}");
    const QString now = makeRun(state(), RunDirectory::newId(), content);
    CleanRequest request{.stateDirectory = state()};
    request.olderThan = QDateTime::currentDateTimeUtc().addDays(-30);
    QCOMPARE(cleanRuns(request).runs, QStringList{QFileInfo(old).fileName()});
    QVERIFY(QFileInfo::exists(running) && QFileInfo::exists(now));
}

void TestFileStore::removesExpiredArtifacts()
{
    const QString expired = makeRun(state(), QStringLiteral("20260101-000000-aaaaaaaa"), content);
    const QString lasting = makeRun(state(), QStringLiteral("20260102-000000-aaaaaaaa"), content);
    writeReport(expired, expired + QStringLiteral("/artifacts/01-make"), QDateTime::currentDateTimeUtc().addSecs(-60));
    writeReport(lasting, lasting + QStringLiteral("/artifacts/01-make"), QDateTime::currentDateTimeUtc().addSecs(3600));
    CleanRequest request{.stateDirectory = state()};
    request.expired = true;
    QCOMPARE(cleanRuns(request).artifacts, 1);
    QVERIFY(!QFileInfo::exists(expired + QStringLiteral("/artifacts/01-make")));
    QVERIFY(QFileInfo::exists(expired + QStringLiteral("/01-make.log")));
    QVERIFY(QFileInfo::exists(lasting + QStringLiteral("/artifacts/01-make/file")));
}

void TestFileStore::reportsNameNothingOutside()
{
    const QString run = makeRun(state(), QStringLiteral("20260101-000000-aaaaaaaa"), content);
    write(at("mine/file"), content);
    CleanRequest request{.stateDirectory = state()};
    request.expired = true;
    for (const QString &path : {at("mine"), run + QStringLiteral("/artifacts/../../../mine")}) {
        writeReport(run, path, QDateTime::currentDateTimeUtc().addSecs(-60));
        QCOMPARE(cleanRuns(request).artifacts, 0);
        QVERIFY(QFileInfo::exists(at("mine/file")));
    }
}

QTEST_GUILESS_MAIN(TestFileStore)
#include "tst_file_store.moc"

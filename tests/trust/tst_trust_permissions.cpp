// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 17: what a run writes is for its owner only, whatever the umask, and secrets stand in no file, command line or
// environment but those that a job needs.
#include "tests/e2e/cli_run.h"
#include "tests/trust/score.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRegularExpression>

#include <sys/stat.h>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "s3cret-aab12345-for-permissions";
const QByteArray fileSecret = "s3cret-file-bbc98765-content";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Found {
    QStringList open;    ///< files and directories that others may read
    QStringList secrets; ///< files that hold one
    int seen = 0;
};

/// Everything below `directory`. Who may not enter a directory reaches nothing in it: only the outermost counts for work/.
Found scan(const QString &directory)
{
    Found found;
    QDirIterator files(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info = files.nextFileInfo();
        struct stat status = {};
        if (::lstat(QFile::encodeName(info.filePath()).constData(), &status) != 0 || S_ISLNK(status.st_mode))
            continue;
        ++found.seen;
        // The job's own directory has the modes that the job's tools expect; nobody else gets there.
        const bool ofTheJob = info.filePath().contains("/builds"_L1) || info.filePath().contains("/project"_L1);
        if (!ofTheJob && (status.st_mode & 077) != 0)
            found.open << info.filePath() + u" %1"_s.arg(status.st_mode & 07777, 0, 8);
        const QByteArray content = info.isFile() ? contentOf(info.filePath()) : QByteArray();
        if (content.contains(secret) || content.contains(fileSecret))
            found.secrets << info.filePath();
    }
    return found;
}

} // namespace

class TestTrustPermissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void filesAndProcesses();

private:
    trust::Score m_score{17, "Permissions", "all files of a run 0600, directories 0700; secrets in no file, command line or environment of other processes"};
};

void TestTrustPermissions::filesAndProcesses()
{
    const QTemporaryDir outside;
    const QString mark = outside.filePath(u"mark"_s);
    const QByteArray probe = outside.filePath(u"probe"_s).toUtf8();
    const Repository repository("job:\n  script:\n"
                                "    - echo \"$TOKEN\"\n"
                                "    - stat -c '%a' \"$FILE\" > " + probe + "\n"
                                "    - cat \"$FILE\"\n"
                                "    - umask > " + probe + ".umask\n"
                                "    - mkdir kept && echo text > kept/file\n"
                                "    - echo started\n"
                                "    - until test -e " + mark.toUtf8() + "; do sleep 0.05; done\n"
                                "  artifacts: {paths: [kept]}\n"
                                "  cache: {key: k, paths: [kept]}\n");
    // Beside the repository: what is in there is copied for the job.
    QFile context(outside.filePath(u"context.json"_s));
    QVERIFY(context.open(QIODevice::WriteOnly) && context.write(QJsonDocument(QJsonObject{{u"variables"_s, QJsonArray{
        QJsonObject{{u"key"_s, u"TOKEN"_s}, {u"value"_s, QString::fromLatin1(secret)}, {u"masked"_s, true}},
        QJsonObject{{u"key"_s, u"FILE"_s}, {u"value"_s, QString::fromLatin1(fileSecret)}, {u"masked"_s, true}, {u"file"_s, true}}}}}).toJson()) > 0);
    context.close();
    const Places places;
    QProcessEnvironment environment = places.environment();
    CliRun run;
    run.process.setChildProcessModifier([] { ::umask(0); }); // the worst that a user may have
    run.start(environment, {u"--mode"_s, u"shell"_s, u"--context"_s, context.fileName(), repository.path()});
    QTRY_VERIFY2_WITH_TIMEOUT(run.says("| started"), run.output() + run.complaints(), 30000);

    const Found during = scan(places.state());
    QVERIFY2(during.open.isEmpty(), qPrintable(during.open.join(u'\n')));
    QVERIFY(during.seen >= 8);
    QCOMPARE(during.secrets.size(), 1); // the file variable's file, for as long as the job runs
    QVERIFY2(during.secrets.front().endsWith("/FILE"_L1), qPrintable(during.secrets.join(u'\n')));
    struct stat status = {};
    QVERIFY(::stat(QFile::encodeName(during.secrets.front()).constData(), &status) == 0);
    QCOMPARE(contentOf(QString::fromUtf8(probe)).trimmed(), QByteArray::number(status.st_mode & 0777, 8));
    m_score.note(u"file variable's file: 0%1"_s.arg(status.st_mode & 07777, 0, 8));
    QCOMPARE(status.st_mode & 0777, mode_t(0600));

    // The job's shells have it in their environment, as with any runner; nobody else has it anywhere.
    int processes = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const QByteArray name = contentOf(u"/proc/%1/comm"_s.arg(pid)).trimmed();
        const QByteArray line = contentOf(u"/proc/%1/cmdline"_s.arg(pid));
        if (name.isEmpty())
            continue;
        ++processes;
        QVERIFY2(!line.contains(secret) && !line.contains(fileSecret), line.constData());
        const QByteArray entries = contentOf(u"/proc/%1/environ"_s.arg(pid));
        const bool ofTheJob = entries.contains("STAGECRAFT_ATTEMPT=");
        QVERIFY2(!entries.contains(fileSecret), name.constData());
        QVERIFY2(ofTheJob || !entries.contains(secret), name.constData());
    }
    QFile file(mark);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY2(run.exitCode() == 0, run.output());
    const Found after = scan(places.state());
    // What jobs keep has the modes that the job gave it, in directories that nobody else may enter.
    QStringList open = after.open.filter(QRegularExpression(u"^(?!.*/stagecraft/(cache|runs/[^/]+/artifacts)(/.*)? [0-7]+$)"_s));
    QVERIFY(::stat(QFile::encodeName(places.state() + u"/stagecraft/cache"_s).constData(), &status) == 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0700));
    QVERIFY2(open.isEmpty(), qPrintable(open.join(u'\n')));
    QCOMPARE(after.secrets, QStringList());
    QVERIFY(!run.output().contains(secret) && !run.output().contains(fileSecret));
    m_score.note(u"%1 files and directories under umask 000: 0 open to others, 0 with a secret; %2 processes: 0 with a secret that is not theirs"_s
                     .arg(during.seen + after.seen).arg(processes));
}

QTEST_GUILESS_MAIN(TestTrustPermissions)
#include "tst_trust_permissions.moc"

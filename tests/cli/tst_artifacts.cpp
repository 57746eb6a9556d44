// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

#include <QJsonArray>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// What runs leave, and how it goes; and the repository that jobs find.
class TestArtifacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }
    void tellsWhatARunLeft();
    void extractsFiles();
    void cleansOldRuns();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void jobsFindTheRepository();
    void committedFilesOnly();

private:
    CliAnswer cli(const QStringList &arguments) const { return runCli(arguments, {}, m_state->path()); }
    static void git(const Repository &repository, const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(repository.path());
        process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=Ann"_s, u"-c"_s, u"user.email=ann@example.com"_s, u"-c"_s, u"commit.gpgsign=false"_s} + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    const Repository m_repository{"build:\n  script:\n    - mkdir -p dist/sub; echo 1 > dist/sub/app; echo 'Total 42.5%'\n"
                                  "    - echo '<testsuite><testcase name=\"t\"/></testsuite>' > junit.xml\n"
                                  "  coverage: '/Total (\\d+\\.\\d+)%/'\n"
                                  "  artifacts: {paths: [dist], expire_in: 1 week, reports: {junit: junit.xml}}\n"
                                  "empty:\n  script: 'true'\n"};
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestArtifacts::tellsWhatARunLeft()
{
    QCOMPARE(cli({u"run"_s, u"--mode"_s, u"shell"_s, m_repository.path()}).exitCode, 0);
    const CliAnswer table = cli({u"artifacts"_s});
    QVERIFY2(table.exitCode == 0, table.err.constData());
    QVERIFY2(table.out.contains("42.5%") && table.out.contains("1, 0 failed"), table.out.constData());
    const CliAnswer files = cli({u"artifacts"_s, u"last"_s, u"build"_s});
    QVERIFY2(files.out.contains("dist/sub/app"), files.out.constData());
    const QJsonArray jobs = cli({u"artifacts"_s, u"--format"_s, u"json"_s}).json()[u"jobs"_s].toArray();
    QCOMPARE(jobs.size(), 2);
    QCOMPARE(jobs[0][u"coverage"_s].toDouble(), 42.5);
    QCOMPARE(jobs[0][u"reports"_s][u"tests"_s][u"total"_s].toInt(), 1);
    QVERIFY(QDateTime::fromString(jobs[0][u"artifacts_expire_at"_s].toString(), Qt::ISODateWithMs) > QDateTime::currentDateTimeUtc().addDays(6));
    QVERIFY(jobs[1][u"artifacts"_s].isNull());
}

void TestArtifacts::extractsFiles()
{
    QCOMPARE(cli({u"run"_s, u"--mode"_s, u"shell"_s, m_repository.path()}).exitCode, 0);
    const QString out = m_state->filePath(u"out"_s);
    QCOMPARE(cli({u"artifacts"_s, u"last"_s, u"build"_s, u"--extract"_s, out}).exitCode, 0);
    QFile file(out + u"/dist/sub/app"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1\n"));
    QVERIFY(QFileInfo(file).isWritable());
    QCOMPARE(cli({u"artifacts"_s, u"last"_s, u"--extract"_s, out}).exitCode, 0);
    QVERIFY(QFileInfo::exists(out + u"/01-build/dist/sub/app"_s));
}

void TestArtifacts::cleansOldRuns()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(cli({u"run"_s, u"--mode"_s, u"shell"_s, m_repository.path()}).exitCode, 0);
    const QDir runs(m_state->path() + u"/stagecraft/runs"_s);
    QCOMPARE(runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 3);
    QVERIFY(cli({u"clean"_s, u"--keep"_s, u"0"_s, u"--dry-run"_s}).out.contains("2 runs and 0 artifacts would go"));
    QCOMPARE(runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 3);
    const CliAnswer cleaned = cli({u"clean"_s, u"--keep"_s, u"0"_s});
    QVERIFY2(cleaned.exitCode == 0, cleaned.err.constData());
    QCOMPARE(runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    QVERIFY(cli({u"clean"_s, u"--older-than"_s, u"0d"_s}).out.contains("1 runs and 0 artifacts removed"));
}

void TestArtifacts::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("nothing ran") << QStringList{u"artifacts"_s} << QByteArray("No run of this project was kept") << 1;
    QTest::newRow("nothing to clean") << QStringList{u"clean"_s} << QByteArray("say what may go") << 2;
    QTest::newRow("no size") << QStringList{u"clean"_s, u"--keep"_s, u"much"_s} << QByteArray("--keep wants a size") << 2;
    QTest::newRow("negative size") << QStringList{u"clean"_s, u"--keep=-5G"_s} << QByteArray("--keep wants a size") << 2;
    QTest::newRow("no age") << QStringList{u"clean"_s, u"--older-than"_s, u"month"_s} << QByteArray("--older-than wants an age") << 2;
}

void TestArtifacts::saysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const CliAnswer answer = cli(arguments);
    QTEST(answer.exitCode, "exitCode");
    QVERIFY2(answer.err.contains(said), answer.err.constData());
}

void TestArtifacts::jobsFindTheRepository()
{
    const Repository repository("version:\n  script:\n    - test \"$(git rev-parse HEAD)\" = \"$CI_COMMIT_SHA\"\n"
                                "    - echo \"version $(git describe --tags --dirty)\"; git log --oneline | wc -l; git status --porcelain\n");
    git(repository, {u"init"_s, u"-b"_s, u"main"_s});
    git(repository, {u"add"_s, u"-A"_s});
    git(repository, {u"commit"_s, u"-m"_s, u"first"_s});
    git(repository, {u"tag"_s, u"v1.0"_s});
    const CliAnswer clean = cli({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    QVERIFY2(clean.exitCode == 0 && clean.out.contains("| version v1.0\n"), (clean.out + clean.err).constData());
    QVERIFY2(clean.out.contains("as detached HEAD (ref is main)..."), clean.out.constData());
    repository.write(u".gitlab-ci.yml"_s, repository.read() + "# changed\n");
    const CliAnswer changed = cli({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    QVERIFY2(changed.exitCode == 0 && changed.out.contains("| version v1.0-dirty\n"), (changed.out + changed.err).constData());
}

void TestArtifacts::committedFilesOnly()
{
    const Repository repository("show:\n  script: cat file; test ! -e untracked; git status --porcelain | wc -l\n");
    repository.write(u"file"_s, "committed\n");
    CliAnswer answer = cli({u"run"_s, u"--mode"_s, u"shell"_s, u"--committed-only"_s, repository.path()});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.err.contains("there are no committed files to run on"), answer.err.constData());
    git(repository, {u"init"_s, u"-b"_s, u"main"_s});
    git(repository, {u"add"_s, u"-A"_s});
    git(repository, {u"commit"_s, u"-m"_s, u"first"_s});
    repository.write(u"file"_s, "changed\n");
    repository.write(u"untracked"_s, "x");
    answer = cli({u"run"_s, u"--mode"_s, u"shell"_s, u"--committed-only"_s, repository.path()});
    QVERIFY2(answer.exitCode == 0 && answer.out.contains("| committed\n") && answer.out.contains("| 0\n"), (answer.out + answer.err).constData());
    QCOMPARE(repository.read(u"file"_s), QByteArray("changed\n"));
}

QTEST_GUILESS_MAIN(TestArtifacts)
#include "tst_artifacts.moc"

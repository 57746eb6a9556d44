// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// "Getting source from Git repository" in real shell runs: GIT_STRATEGY and its kin. What is in .git is told by
// tst_git_job_clone; here it is a file that says with which depth it was asked for.
#include "run_fixture.h"

#include <QDir>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class TestShellSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void strategies_data();
    void strategies();
    void asksForTheDeepestHistory();
    void runsWithoutARepository();
    void committedFilesComeFromTheCommit();
    void clonePath_data();
    void clonePath();
    void keepsTimesOfFiles();
    void untrackedArtifactsAreNotOfGit();

private:
    RunOptions options() const
    {
        RunOptions options;
        options.source = {m_project->path(), {"file", "sub/module/inside"}};
        options.source.submodules = {"sub/module"};
        options.source.commit = QStringLiteral("1a2b3c4d5e6f");
        options.source.ref = QStringLiteral("main");
        options.source.makeRepository = [](const QString &directory, const ProjectSource::RepositoryNeeds &needs) -> Result<> {
            write(directory + QStringLiteral("/.git/depth"), QByteArray::number(needs.depth) + '\n');
            write(directory + QStringLiteral("/.git/own"), needs.ownObjects ? "yes\n" : "no\n");
            return {};
        };
        options.source.writeHistory = [](const QString &gitDirectory, int depth) -> Result<> {
            write(gitDirectory + QStringLiteral("/depth"), QByteArray::number(depth) + '\n');
            return {};
        };
        return options;
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    std::unique_ptr<QTemporaryDir> m_project;
};

void TestShellSources::init()
{
    m_project = std::make_unique<QTemporaryDir>();
    write(m_project->filePath(QStringLiteral("file")), "content");
    write(m_project->filePath(QStringLiteral("sub/module/inside")), "content");
}

void TestShellSources::strategies_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *key, const char *value, const char *script, const char *line) {
        QTest::addRow("%s=%s", key, value) << QByteArray(key) << QByteArray(value) << QByteArray(script) << QByteArray(line);
    };
    row("X", "", "test -f file && test -d sub/module && test ! -e sub/module/inside && grep -x 20 .git/depth && grep no .git/own",
        "Checking out 1a2b3c4d as detached HEAD (ref is main)...");
    row("GIT_STRATEGY", "clone", "test -f file && test -d .git", "Fetching changes with git depth set to 20...");
    row("GIT_STRATEGY", "none", "test -z \"$(ls -A)\"", "Skipping Git repository setup");
    row("GIT_STRATEGY", "empty", "test -z \"$(ls -A)\"", "Skipping Git repository setup and creating an empty build directory");
    row("GIT_CHECKOUT", "false", "test ! -e file && test -d .git", "Skipping Git checkout");
    row("GIT_DEPTH", "3", "grep -x 3 .git/depth", "Fetching changes with git depth set to 3...");
    row("GIT_DEPTH", "0", "grep -x 0 .git/depth", "Fetching changes...");
    row("GIT_SUBMODULE_STRATEGY", "none", "test ! -e sub/module/inside", "Skipping Git submodules setup");
    row("GIT_SUBMODULE_STRATEGY", "recursive", "test -f sub/module/inside", "Updated submodules");
}

void TestShellSources::strategies()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, line);
    plan::JobPlan made = job("a", "test", {script.toStdString()});
    made.variables = {variable(key.toStdString(), value.toStdString())};
    TestRun run(planOf({made}), options());
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("a"));
    QVERIFY2(run.log("a").contains(line), run.log("a"));
}

void TestShellSources::asksForTheDeepestHistory()
{
    plan::JobPlan deep = job("deep", "test", {"grep -x 50 .git/depth"});
    deep.variables = {variable("GIT_DEPTH", "50")};
    TestRun run(planOf({deep, job("usual", "test", {"grep -x 20 .git/depth"})}), options());
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("deep") + run.log("usual"));
}

void TestShellSources::runsWithoutARepository()
{
    RunOptions without = options();
    without.source.makeRepository = [](const QString &, const ProjectSource::RepositoryNeeds &) -> Result<> {
        return failure(ErrorKind::Other, "The pack is broken.");
    };
    TestRun run(planOf({job("a", "test", {"test -f file", "test ! -e .git/depth"})}), without);
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("a"));
    QVERIFY2(run.log("a").contains("Local run: the job finds no .git directory. The pack is broken."), run.log("a"));
}

void TestShellSources::committedFilesComeFromTheCommit()
{
    RunOptions committed = options();
    committed.source.committedOnly = true;
    committed.source.makeRepository = [](const QString &directory, const ProjectSource::RepositoryNeeds &) -> Result<> {
        write(directory + QStringLiteral("/of the commit"), "x");
        return {};
    };
    TestRun run(planOf({job("a", "test", {"test -f 'of the commit'", "test ! -e file"})}), committed);
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("a"));

    committed.source.makeRepository = [](const QString &, const ProjectSource::RepositoryNeeds &) -> Result<> {
        return failure(ErrorKind::Other, "There is no commit.");
    };
    TestRun broken(planOf({job("a", "test", {"true"})}), committed);
    QVERIFY(broken.finish());
    QCOMPARE(broken.stateOf("a").failureReason, FailureReason::RunnerSystemFailure);
    QCOMPARE(broken.stateOf("a").message, QStringLiteral("There is no commit."));
}

void TestShellSources::clonePath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("below the builds") << QByteArray("$CI_BUILDS_DIR/go/src/thing-$CI_CONCURRENT_ID") << true;
    QTest::newRow("outside") << QByteArray("$CI_BUILDS_DIR/../outside") << false;
    QTest::newRow("elsewhere") << QByteArray("/go/src/thing") << false;
    QTest::newRow("the builds themselves") << QByteArray("$CI_BUILDS_DIR") << false;
}

void TestShellSources::clonePath()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, allowed);
    plan::JobPlan made = job("a", "test", {"test -f file", "test \"$PWD\" = \"$CI_BUILDS_DIR/go/src/thing-0\"", "test \"$PWD\" = \"$CI_PROJECT_DIR\""});
    made.variables = {variable("GIT_CLONE_PATH", path.toStdString())};
    TestRun run(planOf({made}), options());
    QVERIFY(run.finish());
    QVERIFY2((run.status == JobStatus::Success) == allowed, run.log("a"));
    if (!allowed)
        QVERIFY2(run.log("a").contains("has to be within"), run.log("a"));
}

void TestShellSources::keepsTimesOfFiles()
{
    QFile file(m_project->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1000000), QFileDevice::FileModificationTime));
    file.close();
    plan::JobPlan make = job("make", "build", {"test $(stat -c %Y file) = 1000000", "touch -d @2000000 made"});
    make.artifacts.emplace();
    make.artifacts->paths = {"made"};
    plan::JobPlan use = job("use", "test", {"test $(stat -c %Y made) = 2000000"});
    use.artifactsFrom = {"make"};
    TestRun run(planOf({make, use}), options());
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("make") + run.log("use"));
}

void TestShellSources::untrackedArtifactsAreNotOfGit()
{
    plan::JobPlan made = job("a", "test", {"touch new", "touch .git/new"});
    made.artifacts.emplace();
    made.artifacts->untracked = true;
    TestRun run(planOf({made}), options());
    QVERIFY(run.finish());
    QVERIFY2(run.log("a").contains("untracked: found 1 files"), run.log("a"));
    QVERIFY(!QFileInfo::exists(run.run->directory() + QStringLiteral("/artifacts/01-a/.git")));
}

QTEST_GUILESS_MAIN(TestShellSources)
#include "tst_shell_sources.moc"

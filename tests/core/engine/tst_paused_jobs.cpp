// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Shell jobs that pause when their script fails: what is there meanwhile, and how they end.
#include "run_fixture.h"

#include "core/engine/job_terminal.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;
using namespace Qt::StringLiterals;

namespace {

/// How long the children of this test sleep: by that number they are found, and only they.
const std::string nap = "9" + std::to_string(::getpid());

int sleepers()
{
    int count = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        count += file.open(QIODevice::ReadOnly) && file.readAll() == QByteArray("sleep\0", 6) + nap.c_str() + '\0' ? 1
                                                                                                                   : 0;
    }
    return count;
}

plan::JobPlan failing()
{
    plan::JobPlan failing = job("a", "test",
                                {"sleep " + nap + " > /dev/null 2>&1 &", "export LATER=\"$SECRET-later\"", "mkdir deep",
                                 "cd deep", "echo made > file.txt", "sh -c 'exit 3'"});
    failing.afterScript = {"echo \"after: $CI_JOB_STATUS $(cat deep/file.txt)\""};
    failing.variables = {variable("SECRET", "s3cret-value")};
    failing.variables.front().masked = true;
    failing.artifacts.emplace();
    failing.artifacts->paths = {"deep/"};
    failing.artifacts->when = plan::When::Always;
    return failing;
}

class PausedRun : public TestRun
{
public:
    explicit PausedRun(const plan::RunPlan &plan, int timeoutSeconds = 0) : TestRun(plan, options(timeoutSeconds)) {}
    bool startAndPause(const std::string &name = "a", int milliseconds = 20000)
    {
        run->start();
        return QTest::qWaitFor([&] { return isPaused(name); }, milliseconds);
    }
    bool isPaused(const std::string &name = "a") const { return !jobs.empty() && stateOf(name).paused; }
    bool hasEnded(int milliseconds = 20000)
    {
        return QTest::qWaitFor([this] { return status.has_value(); }, milliseconds);
    }
    JobTerminal terminal(const std::string &name = "a") const { return *stateOf(name).paused; }
    /// Everything but logs, reports and artifacts that the run has in its directory.
    QStringList leftovers() const
    {
        QStringList found;
        for (const QString &entry :
             QDir(run->directory()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            if (!entry.endsWith(u".log"_s) && entry != u"report.json"_s && entry != u"artifacts"_s)
                found << entry;
        }
        return found;
    }

private:
    static RunOptions options(int timeoutSeconds)
    {
        RunOptions options;
        options.pausesOnFailure = true;
        options.timeoutSeconds = timeoutSeconds;
        return options;
    }
};

/// As `stagecraft-cli terminal` starts it, but without a terminal.
void start(QProcess &shell, const JobTerminal &terminal)
{
    QProcessEnvironment environment;
    for (const QString &entry : terminal.environment)
        environment.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(terminal.directory);
    shell.start(terminal.shell.first(), terminal.shell.sliced(1));
}

} // namespace

class TestPausedJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000); }
    void staysAsItIsUntilItIsResumed();
    void itsTimeStandsStill();
    void cancelledItLeavesNothing();
    void abandonedItLeavesNothing();
    void onlyAFailedScriptPauses();
    void eachAttemptPauses();
    void terminalsEndWithThePause();
};

void TestPausedJobs::staysAsItIsUntilItIsResumed()
{
    PausedRun run(planOf({failing(), job("b", "test", {"echo other"})}));
    QVERIFY(run.startAndPause());
    QTRY_COMPARE(run.statusOf("b"), JobStatus::Success); // others go on
    QCOMPARE(run.statusOf("a"), JobStatus::Running);
    QCOMPARE(sleepers(), 1);
    QVERIFY(!run.log("a").contains("after: "));
    QVERIFY(run.log("a").contains("the job is paused until somebody continues it"));

    const JobTerminal terminal = run.terminal();
    QVERIFY(terminal.container.isEmpty());
    const QFileInfo file(terminal.file);
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QFile content(terminal.file);
    QVERIFY(content.open(QIODevice::ReadOnly) && !content.readAll().contains("s3cret"));
    const Result<JobTerminal> read = readJobTerminal(terminal.file);
    QVERIFY(read);
    QCOMPARE(read->job, u"a"_s);
    QVERIFY(!read->shell.join(u' ').contains(u"s3cret"_s) && !read->environment.join(u' ').contains(u"s3cret"_s));

    QProcess shell;
    start(shell, *read);
    shell.write("echo \"[$LATER][$CI_JOB_STATUS][${PWD##*/}][$(cat file.txt)]\"\necho mended > file.txt\nexit\n");
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("[s3cret-value-later][running][deep][made]\n"));

    run.run->resumeJob(u"a"_s);
    QVERIFY(run.hasEnded());
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::ScriptFailure);
    QCOMPARE(run.stateOf("a").exitCode, 3);
    QVERIFY(!run.stateOf("a").paused);
    QVERIFY(run.log("a").contains("\nafter: failed mended\n"));
    QVERIFY(run.log("a").contains("Job failed: exit status 3"));
    QFile kept(run.stateOf("a").results.artifacts + u"/deep/file.txt"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("mended\n"));
    QCOMPARE(run.leftovers(), QStringList());
    QVERIFY(!readJobTerminal(terminal.file));
}

void TestPausedJobs::itsTimeStandsStill()
{
    constexpr int seconds = 4;
    plan::JobPlan slow = failing();
    slow.timeoutSeconds = seconds;
    PausedRun run(planOf({slow}), seconds);
    QVERIFY(run.startAndPause());
    QTest::qWait(seconds * 1000 + 500); // what is measured here
    QVERIFY(run.isPaused());
    run.run->resumeJob(u"a"_s);
    QVERIFY(run.hasEnded());
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::ScriptFailure);
    // It counts again afterwards.
    slow.afterScript = {"sleep " + nap};
    PausedRun late(planOf({slow}));
    QVERIFY(late.startAndPause());
    late.run->resumeJob(u"a"_s);
    QVERIFY(late.hasEnded());
    QCOMPARE(late.stateOf("a").failureReason, FailureReason::JobExecutionTimeout);
}

void TestPausedJobs::cancelledItLeavesNothing()
{
    for (const bool whole : {false, true}) {
        PausedRun run(planOf({failing()}));
        QVERIFY(run.startAndPause());
        QProcess shell;
        start(shell, run.terminal());
        shell.write(QByteArray::fromStdString("sleep " + nap + "\n"));
        QTRY_COMPARE(sleepers(), 2);
        if (whole)
            run.run->cancel();
        else
            run.run->cancelJob(u"a"_s);
        QVERIFY(run.hasEnded());
        QCOMPARE(run.statusOf("a"), JobStatus::Canceled);
        QVERIFY(run.log("a").contains("\nafter: canceled made\n")); // as for every job that is canceled
        QCOMPARE(sleepers(), 0);
        QCOMPARE(run.leftovers(), QStringList());
        QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    }
}

void TestPausedJobs::abandonedItLeavesNothing()
{
    QProcess shell;
    PausedRun run(planOf({failing()}));
    QVERIFY(run.startAndPause());
    start(shell, run.terminal());
    shell.write(QByteArray::fromStdString("sleep " + nap + "\n"));
    QTRY_COMPARE(sleepers(), 2);
    const QString directory = run.terminal().directory;
    run.run.reset();
    QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(directory), 10000);
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
}

void TestPausedJobs::onlyAFailedScriptPauses()
{
    plan::JobPlan good = job("good", "test", {"true"});
    plan::JobPlan slow = job("slow", "test", {"sleep " + nap});
    slow.timeoutSeconds = 1;
    plan::JobPlan after = job("after", "test", {"true"});
    after.afterScript = {"false"};
    plan::JobPlan hook = job("hook", "test", {"true"});
    hook.preGetSourcesScript = {"false"};
    PausedRun run(planOf({good, slow, after, hook}, 4));
    QVERIFY(run.finish());
    QCOMPARE(run.statusOf("good"), JobStatus::Success);
    QCOMPARE(run.stateOf("slow").failureReason, FailureReason::JobExecutionTimeout);
    QCOMPARE(run.statusOf("hook"), JobStatus::Failed);
    TestRun without(planOf({failing()}));
    QVERIFY(without.finish());
    QCOMPARE(without.statusOf("a"), JobStatus::Failed);
}

void TestPausedJobs::eachAttemptPauses()
{
    plan::JobPlan again = failing();
    again.retryMax = 1;
    PausedRun run(planOf({again}));
    QVERIFY(run.startAndPause());
    run.run->resumeJob(u"a"_s);
    QTRY_VERIFY(!run.isPaused());
    QTRY_VERIFY_WITH_TIMEOUT(run.isPaused(), 20000);
    QCOMPARE(run.stateOf("a").attempts, 2);
    run.run->resumeJob(u"a"_s);
    QVERIFY(run.hasEnded());
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
}

void TestPausedJobs::terminalsEndWithThePause()
{
    PausedRun run(planOf({failing()}));
    QVERIFY(run.startAndPause());
    QProcess shell;
    start(shell, run.terminal());
    shell.write(QByteArray::fromStdString("setsid sleep " + nap + "\n"));
    QTRY_COMPARE(sleepers(), 2);
    run.run->resumeJob(u"a"_s);
    QVERIFY(run.hasEnded());
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    QCOMPARE(sleepers(), 0);
}

QTEST_GUILESS_MAIN(TestPausedJobs)
#include "tst_paused_jobs.moc"

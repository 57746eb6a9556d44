// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Jobs in a real shell: exit codes, after_script, timeouts, cancelling, and that nothing stays, even when the engine is
// killed. The test starts itself a second time ("victim") as the engine to kill.
#include "run_fixture.h"

#include "core/engine/leftovers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

/// How long the children of this test sleep: by that number they are found, and only they.
std::string nap = "9" + std::to_string(::getpid());

/// Starts children in all the ways that escape a process group; TERM is ignored by all of them.
std::vector<std::string> stubborn()
{
    return {
        "trap '' TERM",
        "sleep " + nap + " &",
        "setsid sleep " + nap + " &",
        "nohup sleep " + nap + " > /dev/null 2>&1 &",
        "(setsid sh -c 'sleep " + nap + " & sleep " + nap + "' > /dev/null 2>&1 &)",
        "(env -i setsid sleep " + nap + " > /dev/null 2>&1 &)",
        "echo running",
        "sleep " + nap,
    };
}

std::string cookie(const QString &runId)
{
    return "STAGECRAFT_RUN=" + runId.toStdString();
}

/// env -i has no cookie: such processes are found by what they are.
std::vector<pid_t> sleepersLeft()
{
    std::vector<pid_t> found;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        const QByteArrayList words{"sleep", QByteArray::fromStdString(nap), QByteArray()};
        if (file.open(QIODevice::ReadOnly) && file.readAll() == words.join('\0'))
            found.push_back(pid.toInt());
    }
    return found;
}

int sleepers()
{
    return static_cast<int>(sleepersLeft().size());
}

bool hasStarted(const TestRun &run, const std::string &name, const char *mark)
{
    return !run.jobs.empty() && run.log(name).contains(QByteArray("\n") + mark + '\n');
}

} // namespace

class TestShellJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksInACopyOfTheProject();
    void afterScriptHasAShellOfItsOwn();
    void failingAfterScriptIsOnlyAWarning();
    void endsAtItsTimeout();
    void cancelIsGracefulThenFinal();
    void cancelLetsTheScriptCleanUp();
    void keepsAFloodedLogWhole();
    void runsManyJobsQuickly();
    void startsDagJobsAtOnce();
    void abandonedRunLeavesNothing();
    void killedEngineLeavesNothing();
    void killedGuardIsMadeUpForAtTheNextStart();
};

void TestShellJobs::worksInACopyOfTheProject()
{
    QTemporaryDir project;
    const auto write = [&](const char *name, const char *content) {
        QFile file(project.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) >= 0);
    };
    QVERIFY(QDir(project.path()).mkpath(QStringLiteral("sub/empty")));
    write("sub/tool.sh", "#!/bin/sh\necho tool\n");
    write("a b'c", "text");
    write("ignored", "must not be copied");
    ::chmod(QFile::encodeName(project.filePath(QStringLiteral("sub/tool.sh"))).constData(), 0755);
    QFile::link(QStringLiteral("/etc/hostname"), project.filePath(QStringLiteral("link")));
    RunOptions options;
    options.source = {project.path(), {"sub/tool.sh", "a b'c", "link", "sub/empty", "vanished"}};
    TestRun run(planOf({job("a", "test", {"sub/tool.sh", "test -L link", "test -d sub/empty", "test ! -e ignored",
                                          "echo more >> \"a b'c\"", "rm sub/tool.sh", "test \"$PWD\" = \"$CI_PROJECT_DIR\""}),
                        job("b", "later", {"sub/tool.sh", "test \"$(cat \"a b'c\")\" = text"})}),
                options);
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QFile untouched(project.filePath(QStringLiteral("a b'c")));
    QVERIFY(untouched.open(QIODevice::ReadOnly));
    QCOMPARE(untouched.readAll(), QByteArray("text"));
}

void TestShellJobs::afterScriptHasAShellOfItsOwn()
{
    plan::JobPlan made = job("a", "test", {"X=shell", "export Y=shell", "cd /", "echo Z=kept >> $GITLAB_ENV", "exit 9"});
    made.afterScript = {"echo \"after: ${X-}${Y-} $Z $CI_JOB_STATUS\"", "test \"$PWD\" = \"$CI_PROJECT_DIR\" && echo in place"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.stateOf("a").exitCode, 9);
    QVERIFY(run.log("a").contains("\nafter:  kept failed\n"));
    QVERIFY(run.log("a").contains("\nin place\n"));
}

void TestShellJobs::failingAfterScriptIsOnlyAWarning()
{
    plan::JobPlan made = job("a", "test", {"true"});
    made.afterScript = {"exit 4"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY(run.log("a").contains("WARNING: after_script failed, but job will continue unaffected: exit status 4"));
}

void TestShellJobs::endsAtItsTimeout()
{
    plan::JobPlan made = job("a", "test", {"sleep " + nap});
    made.timeoutSeconds = 1;
    made.afterScript = {"echo NOT-$((1+1))"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::JobExecutionTimeout);
    QVERIFY(run.log("a").contains("ERROR: Job failed: execution took longer than 1s seconds"));
    QVERIFY(!run.log("a").contains("NOT-2"));
    QVERIFY(processesWithEnvironment(cookie(run.run->id())).empty());
}

void TestShellJobs::cancelIsGracefulThenFinal()
{
    RunOptions options;
    options.cancelGraceSeconds = 1;
    TestRun run(planOf({job("a", "test", stubborn()), job("b", "later", {"true"})}), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(hasStarted(run, "a", "running"), 20000);
    QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 7, 10000);
    QElapsedTimer timer;
    timer.start();
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 10000);
    QCOMPARE_LT(timer.elapsed(), 2000);
    QCOMPARE_GE(timer.elapsed(), 1000);
    QCOMPARE(run.status, JobStatus::Canceled);
    QCOMPARE(run.statusOf("a"), JobStatus::Canceled);
    QCOMPARE(run.statusOf("b"), JobStatus::Canceled);
    QCOMPARE(sleepers(), 0);
    QVERIFY(!QDir(run.run->directory() + QStringLiteral("/work")).exists());
}

void TestShellJobs::cancelLetsTheScriptCleanUp()
{
    plan::JobPlan made = job("a", "test", {"trap 'echo cleaning; exit 1' TERM", "echo running", "sleep " + nap});
    made.afterScript = {"echo after $CI_JOB_STATUS"};
    TestRun run(planOf({made}));
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(hasStarted(run, "a", "running"), 20000);
    run.run->cancelJob(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 10000);
    QVERIFY(run.log("a").contains("\ncleaning\n"));
    QVERIFY(run.log("a").contains("\nafter canceled\n"));
    QCOMPARE(run.statusOf("a"), JobStatus::Canceled);
}

void TestShellJobs::keepsAFloodedLogWhole()
{
    plan::JobPlan made = job("a", "test", {"seq 1 400000", "printf 'no line end: \\377'"});
    plan::Variable token = variable("TOKEN", "399999\n400000");
    token.masked = true;
    made.variables = {token};
    TestRun run(planOf({made}));
    QVERIFY(run.finish(60000));
    const QByteArray log = run.log("a");
    QVERIFY(log.contains("\n1\n2\n3\n"));
    QVERIFY(log.contains("\n399998\n[MASKED]\n"));
    QVERIFY(log.contains("no line end: \xff"));
    // Views are told at most every 16 ms, and the last time the whole size.
    qint64 last = 0;
    for (const RunEvent &event : run.events) {
        if (const auto *grew = std::get_if<JobLogGrew>(&event))
            last = grew->size;
    }
    QCOMPARE(last, log.size());
}

void TestShellJobs::runsManyJobsQuickly()
{
    std::vector<plan::JobPlan> jobs;
    for (int i = 0; i < 100; ++i)
        jobs.push_back(job("j" + std::to_string(i), std::to_string(100 + i / 10), {"true"}));
    TestRun run(planOf(jobs, 4));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(run.finish(60000));
    qInfo("100 jobs in %lld ms", timer.elapsed());
    QCOMPARE(run.status, JobStatus::Success);
}

void TestShellJobs::startsDagJobsAtOnce()
{
    // The job of the first stage ends when the last of the chain has run: whoever starts jobs in waves waits for ever.
    QTemporaryDir outside;
    const std::string mark = outside.filePath(QStringLiteral("mark")).toStdString();
    plan::JobPlan first = job("long", "s0", {"until test -e " + mark + "; do sleep 0.02; done"});
    first.timeoutSeconds = 30;
    std::vector<plan::JobPlan> jobs{first};
    for (int i = 0; i < 4; ++i) {
        plan::JobPlan link = job("link" + std::to_string(i), "s" + std::to_string(i), {i == 3 ? "touch " + mark : "true"});
        link.needs.emplace();
        if (i > 0)
            link.needs->push_back({"link" + std::to_string(i - 1)});
        jobs.push_back(link);
    }
    TestRun run(planOf(jobs, 2));
    QVERIFY(run.finish(40000));
    QCOMPARE(run.status, JobStatus::Success);
}

void TestShellJobs::abandonedRunLeavesNothing()
{
    QString directory;
    {
        TestRun run(planOf({job("a", "test", stubborn())}));
        run.state.setAutoRemove(false);
        run.run->start();
        QTRY_VERIFY_WITH_TIMEOUT(hasStarted(run, "a", "running"), 20000);
        directory = run.run->directory();
    }
    QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(directory + QStringLiteral("/work")).exists(), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(directory + QStringLiteral("/journal.json")), 10000);
    QDir(directory + QStringLiteral("/../../..")).removeRecursively();
}

void TestShellJobs::killedEngineLeavesNothing()
{
    QTemporaryDir state;
    for (int round = 0; round < 3; ++round) {
        QProcess engine;
        engine.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        engine.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("victim"), state.path(), QString::fromStdString(nap)});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += engine.readAll()).contains("running"), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 7, 10000);
        ::kill(static_cast<pid_t>(engine.processId()), SIGKILL);
        engine.waitForFinished();
        QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000);
        const QDir runs(state.path() + QStringLiteral("/runs"));
        for (const QString &id : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QTRY_VERIFY_WITH_TIMEOUT(!runs.exists(id + QStringLiteral("/work")), 10000);
            QTRY_VERIFY_WITH_TIMEOUT(!runs.exists(id + QStringLiteral("/journal.json")), 10000);
        }
    }
}

void TestShellJobs::killedGuardIsMadeUpForAtTheNextStart()
{
    QTemporaryDir state;
    QProcess engine;
    engine.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("victim"), state.path(), QString::fromStdString(nap)});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += engine.readAll()).contains("running"), 20000);
    QVERIFY(cleanUpLeftovers(state.path()).empty()); // its engine lives
    QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 7, 10000);

    // Everything that could clean up is killed at the same moment.
    std::vector<pid_t> all{static_cast<pid_t>(engine.processId())};
    for (const pid_t pid : descendantsOf(all.front())) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(pid));
        if (name.open(QIODevice::ReadOnly) && name.readAll().startsWith("stagecraft-guar"))
            all.push_back(pid);
    }
    QCOMPARE(all.size(), std::size_t{3});
    signalAll(all, SIGSTOP);
    signalAll(all, SIGKILL);
    engine.waitForFinished();
    QCOMPARE(sleepers(), 7);
    QCOMPARE(cleanUpLeftovers(state.path()).size(), std::size_t{1});
    QCOMPARE_LE(sleepers(), 1); // the one without any environment is beyond the reach of a cookie
    signalAll(sleepersLeft(), SIGKILL);
    QVERIFY(cleanUpLeftovers(state.path()).empty());
}

namespace {

int beVictim(const QString &state)
{
    RunOptions options;
    options.stateDirectory = state;
    Run run(planOf({job("a", "test", stubborn())}), options);
    QString log;
    QObject::connect(&run, &Run::event, &run, [&log](const RunEvent &event) {
        if (const auto *changed = std::get_if<JobChanged>(&event))
            log = changed->state.logFile;
        QFile file(log);
        if (std::holds_alternative<JobLogGrew>(event) && file.open(QIODevice::ReadOnly)
            && file.readAll().contains("\nrunning\n")) {
            std::puts("running");
            std::fflush(stdout);
        }
    });
    run.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    if (count == 4 && qstrcmp(words[1], "victim") == 0) {
        nap = words[3];
        return beVictim(QString::fromLocal8Bit(words[2]));
    }
    TestShellJobs test;
    return QTest::qExec(&test, count, words);
}
#include "tst_shell_jobs.moc"

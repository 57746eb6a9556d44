// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Docker jobs that pause when their script fails: the container stays with its services, somebody works in it, and it goes.
#include "cli_run.h"
#include "docker_fixture.h"
#include "tests/support/pseudo_terminal.h"

#include "core/engine/job_terminal.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;
using stagecraft::test::TypedProgram;
using namespace Qt::StringLiterals;

namespace {

plan::JobPlan failing()
{
    plan::Service web = serviceNamed("busybox:stable", "web");
    web.command = std::vector<std::string>{"sh", "-c",
                                           "mkdir /w; echo hello-from-web > /w/index.html; httpd -f -p 80 -h /w"};
    web.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    plan::JobPlan failing = job("a", "test",
                                {"export LATER=\"$SECRET-later\"", "mkdir deep; cd deep", "echo made > file.txt",
                                 "echo outside > /outside", "sleep 600 &", "echo fails", "sh -c 'exit 3'"});
    failing.services = {web};
    failing.variables = {variable("SECRET", "s3cret-value")};
    failing.variables.front().masked = true;
    failing.afterScript = {"echo \"after: $CI_JOB_STATUS $(cat deep/file.txt)\""};
    failing.artifacts.emplace();
    failing.artifacts->paths = {"deep/"};
    failing.artifacts->when = plan::When::OnFailure;
    return failing;
}

RunOptions pausing()
{
    RunOptions options;
    options.pausesOnFailure = true;
    return options;
}

bool isPaused(const TestRun &run)
{
    return !run.jobs.empty() && run.stateOf("a").paused;
}

QProcessEnvironment environment()
{
    QProcessEnvironment environment = tests::environmentWith({});
    environment.insert(u"TERM"_s, u"dumb"_s);
    return environment;
}

} // namespace

class DockerPauseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { STAGECRAFT_REQUIRE_DOCKER("busybox:stable"); }
    void init() { m_before = inventory(); }
    void cleanup() { QTRY_VERIFY2_WITH_TIMEOUT(difference(m_before).isEmpty(), difference(m_before), 15000); }
    void somebodyWorksInTheContainer();
    void itsTimeStandsStill();
    void cancelledItLeavesNothing();
    void abandonedItLeavesNothing();
    void aJobThatWasStartedAheadPauses();
    void fromTheCommandLine();
    void killedInAShellItLeavesNothing();

private:
    QSet<QString> m_before;
};

void DockerPauseTest::somebodyWorksInTheContainer()
{
    TestRun run(dockerPlan({failing()}), pausing());
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(run), 60000);
    QVERIFY(run.log("a").contains("\nfails\n"));
    QVERIFY(!run.log("a").contains("stagecraft-paused") && !run.log("a").contains("after: "));
    const JobTerminal paused = *run.stateOf("a").paused;
    QVERIFY(!paused.container.isEmpty());

    TypedProgram terminal;
    terminal.start(QStringLiteral(STAGECRAFT_CLI), {u"terminal"_s, paused.file}, environment());
    QVERIFY2(terminal.shows("stagecraft:"), terminal.shown());
    terminal.resize(91, 37);
    terminal.type("echo \"[$LATER][${PWD##*/}][$CI_JOB_STATUS][$(cat file.txt)][$(cat /outside)]\"\r");
    QVERIFY2(terminal.shows("[s3cret-value-later][deep][running][made][outside]"), terminal.shown());
    terminal.type("wget -qO- http://web/\r");
    QVERIFY2(terminal.shows("hello-from-web"), terminal.shown());
    terminal.type("stty size\r");
    QVERIFY2(terminal.shows("37 91"), terminal.shown());
    terminal.type("ps | grep -c '[s]leep 600'\r");
    QVERIFY2(terminal.shows("\n1\r"), terminal.shown()); // what the script has left running
    terminal.type("sh -c 'echo go$((1+1)); sleep 100'\r");
    QVERIFY2(terminal.shows("go2"), terminal.shown()); // from here on keys are signals
    terminal.type("\x03");
    terminal.type("echo \"code-$?\"\r");
    QVERIFY2(terminal.shows("code-130"), terminal.shown());
    terminal.type("echo mended > file.txt; exit\r");
    QCOMPARE(terminal.exitCode(), 0);
    QVERIFY(isPaused(run)); // to leave a terminal is not to continue

    run.run->resumeJob(u"a"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run.status, 60000);
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::ScriptFailure);
    QCOMPARE(run.stateOf("a").exitCode, 3);
    QVERIFY2(run.log("a").contains("\nafter: failed mended\n"), run.log("a"));
    QFile kept(run.stateOf("a").results.artifacts + u"/deep/file.txt"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("mended\n"));
}

void DockerPauseTest::itsTimeStandsStill()
{
    constexpr int seconds = 15;
    plan::JobPlan slow = job("a", "test", {"exit 1"});
    slow.timeoutSeconds = seconds;
    TestRun run(dockerPlan({slow}), pausing());
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(run), 60000);
    QTest::qWait(seconds * 1000 + 500); // what is measured here
    QVERIFY(isPaused(run));
    run.run->resumeJob(u"a"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run.status, 60000);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::ScriptFailure);
}

void DockerPauseTest::cancelledItLeavesNothing()
{
    TestRun run(dockerPlan({failing()}), pausing());
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(run), 60000);
    TypedProgram terminal;
    terminal.start(QStringLiteral(STAGECRAFT_CLI), {u"terminal"_s, run.stateOf("a").paused->file}, environment());
    QVERIFY2(terminal.shows("stagecraft:"), terminal.shown());
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status, 60000);
    QCOMPARE(run.statusOf("a"), JobStatus::Canceled);
    QVERIFY2(run.log("a").contains("\nafter: canceled made\n"), run.log("a"));
    QVERIFY2(difference(m_before).isEmpty(), difference(m_before));
    QVERIFY(terminal.exitCode()); // its shell went with the container
}

void DockerPauseTest::abandonedItLeavesNothing()
{
    TestRun run(dockerPlan({failing()}), pausing());
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(run), 60000);
    QVERIFY(difference(m_before).contains("+ container"));
    run.run.reset();
}

void DockerPauseTest::aJobThatWasStartedAheadPauses()
{
    TestRun run(dockerPlan({job("before", "build", {"sleep 1"}), failing()}), pausing());
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(run), 60000);
    run.run->resumeJob(u"a"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run.status, 60000);
    QCOMPARE(run.stateOf("a").exitCode, 3);
}

void DockerPauseTest::fromTheCommandLine()
{
    const tests::Repository repository(
        "a:\n  image: busybox:stable\n  script:\n    - export LATER=set\n    - (exit 4)\n"
        "  after_script:\n    - cat note\n");
    const tests::Places places;
    QProcessEnvironment environment = places.environment();
    environment.insert(u"TERM"_s, u"dumb"_s);
    TypedProgram run;
    run.start(QStringLiteral(STAGECRAFT_CLI),
              {u"run"_s, u"--mode"_s, u"socket"_s, u"--pause-on-failure"_s, repository.path()}, environment);
    QVERIFY2(run.shows("stagecraft:", 60000), run.shown());
    run.type("echo \"later-$LATER\"; echo not''ed > note\r");
    QVERIFY2(run.shows("later-set"), run.shown());
    run.type("exit\r");
    QVERIFY2(run.shows("noted", 60000), run.shown());
    QCOMPARE(run.exitCode(60000), 1);
    QVERIFY2(run.shown().contains("exit code 4"), run.shown());
    QCOMPARE(places.leftovers(), QStringList());
}

void DockerPauseTest::killedInAShellItLeavesNothing()
{
    const tests::Repository repository("a:\n  image: busybox:stable\n  script: exit 1\n");
    const tests::Places places;
    TypedProgram run;
    run.start(QStringLiteral(STAGECRAFT_CLI),
              {u"run"_s, u"--mode"_s, u"socket"_s, u"--pause-on-failure"_s, repository.path()}, places.environment());
    QVERIFY2(run.shows("stagecraft:", 60000), run.shown());
    QVERIFY(difference(m_before).contains("+ container"));
    run.signal(SIGKILL);
    QCOMPARE(run.exitCode(), 128 + SIGKILL);
    QTRY_VERIFY2_WITH_TIMEOUT(difference(m_before).isEmpty(), difference(m_before), 15000);
    QTRY_COMPARE_WITH_TIMEOUT(places.leftovers(), QStringList(), 15000);
}

QTEST_GUILESS_MAIN(DockerPauseTest)
#include "tst_docker_pause.moc"

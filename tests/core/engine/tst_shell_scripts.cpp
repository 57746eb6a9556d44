// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Script semantics in real shell runs: timeouts of the parts of a job, hooks, what after_script may change, tracing.
#include "run_fixture.h"

#include <QElapsedTimer>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class TestShellScripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scriptTimeoutLeavesTimeForTheRest();
    void afterScriptTimeoutIsOnlyAWarning();
    void afterScriptOutlivesTheGraceOfTheScript();
    void afterScriptMayFailTheJob();
    void hooksComeFirst();
    void failingHooksAreRetried();
    void failingHooksEndTheJob();
    void gettingSourcesMayBeLimited();
    void tracesCommands();
    void masksWhatIsTraced();
    void knowsTheRunnersVariables();
};

void TestShellScripts::scriptTimeoutLeavesTimeForTheRest()
{
    plan::JobPlan made = job("a", "test", {"echo before > kept", "sleep 60"});
    made.variables = {variable("RUNNER_SCRIPT_TIMEOUT", "1s")};
    made.afterScript = {"echo \"job status $CI_JOB_STATUS\""};
    made.artifacts.emplace();
    made.artifacts->paths = {"kept"};
    made.artifacts->when = plan::When::OnFailure;
    TestRun run(planOf({made}));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(run.finish());
    QCOMPARE_LT(clock.elapsed(), 15000);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::JobExecutionTimeout);
    const QByteArray log = run.log("a");
    QVERIFY2(log.contains("WARNING: step_script could not run to completion because the timeout was exceeded. For more control"), log);
    QVERIFY2(log.contains("\njob status timedout\n"), log);
    QVERIFY2(log.contains("Uploading artifacts for failed job"), log);
    QVERIFY2(log.contains("ERROR: Job failed: execution took longer than 1s seconds"), log);
}

void TestShellScripts::afterScriptTimeoutIsOnlyAWarning()
{
    plan::JobPlan made = job("a", "test", {"true"});
    made.variables = {variable("RUNNER_AFTER_SCRIPT_TIMEOUT", "1s")};
    made.afterScript = {"sleep 60"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY2(run.log("a").contains("WARNING: after_script could not run to completion because the timeout was exceeded."), run.log("a"));
}

void TestShellScripts::afterScriptOutlivesTheGraceOfTheScript()
{
    RunOptions options;
    options.cancelGraceSeconds = 1;
    plan::JobPlan made = job("a", "test", {"sleep 60"});
    made.variables = {variable("RUNNER_SCRIPT_TIMEOUT", "200ms")};
    made.afterScript = {"sleep 2", "echo to the end"};
    TestRun run(planOf({made}), options);
    QVERIFY(run.finish());
    QVERIFY2(run.log("a").contains("\nto the end\n"), run.log("a"));
}

void TestShellScripts::afterScriptMayFailTheJob()
{
    plan::JobPlan made = job("a", "test", {"true"});
    made.variables = {variable("AFTER_SCRIPT_IGNORE_ERRORS", "false")};
    made.afterScript = {"exit 4"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
    QCOMPARE(run.stateOf("a").exitCode, 4);
    QVERIFY(!run.log("a").contains("will continue unaffected"));
}

void TestShellScripts::hooksComeFirst()
{
    plan::JobPlan made = job("a", "test", {"echo \"of the hook: $HOOKED\""});
    made.variables = {variable("GREETING", "hello")};
    made.preGetSourcesScript = {"echo \"$GREETING hook\"", "test ! -e \"$CI_PROJECT_DIR\"", "echo HOOKED=yes >> \"$GITLAB_ENV\""};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    const QByteArray log = run.log("a");
    QVERIFY2(run.status == JobStatus::Success, log);
    QVERIFY2(log.contains("\nhello hook\n") && log.indexOf("get_sources") < log.indexOf("hello hook\n"), log);
    QVERIFY2(log.indexOf("hello hook\n") < log.indexOf("Copying the project files..."), log);
    QVERIFY2(log.contains("\nof the hook: yes\n"), log);
}

void TestShellScripts::failingHooksAreRetried()
{
    QTemporaryDir outside;
    const std::string mark = outside.filePath(QStringLiteral("mark")).toStdString();
    plan::JobPlan made = job("a", "test", {"true"});
    made.variables = {variable("GET_SOURCES_ATTEMPTS", "3"), variable("FF_USE_EXPONENTIAL_BACKOFF_STAGE_RETRY", "false")};
    made.preGetSourcesScript = {"echo x >> " + mark, "test $(wc -l < " + mark + ") = 3"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("a"));
    QCOMPARE(run.log("a").count("WARNING: Retrying..."), 2);
}

void TestShellScripts::failingHooksEndTheJob()
{
    plan::JobPlan made = job("a", "test", {"echo NOT-$((1+1))"});
    made.afterScript = {"echo NOT-$((1+1))"};
    made.preGetSourcesScript = {"exit 6"};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
    QCOMPARE(run.stateOf("a").exitCode, 6);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::ScriptFailure);
    QVERIFY2(!run.log("a").contains("NOT-2"), run.log("a"));
    QVERIFY2(run.log("a").contains("ERROR: Job failed: exit status 6"), run.log("a"));
}

void TestShellScripts::gettingSourcesMayBeLimited()
{
    plan::JobPlan slow = job("slow", "test", {"echo script"});
    slow.preGetSourcesScript = {"sleep 60"};
    slow.afterScript = {"echo after"};
    plan::JobPlan quick = job("quick", "test", {"sleep 1.2", "echo script"});
    plan::RunPlan plan = planOf({slow, quick});
    plan.runner.getSourcesTimeout = std::chrono::seconds(1);
    TestRun run(plan);
    QVERIFY(run.finish());
    QCOMPARE(run.stateOf("slow").failureReason, FailureReason::JobExecutionTimeout);
    const QByteArray log = run.log("slow");
    QVERIFY2(log.contains("WARNING: get_sources could not run to completion because the timeout was exceeded."), log);
    QVERIFY2(log.contains("ERROR: Job failed: execution took longer than 1s seconds"), log);
    QVERIFY2(!log.contains("\nscript\n") && !log.contains("\nafter\n"), log);
    QVERIFY2(run.statusOf("quick") == JobStatus::Success, run.log("quick"));
}

void TestShellScripts::tracesCommands()
{
    plan::JobPlan made = job("a", "test", {"echo got $NAME"});
    made.variables = {variable("NAME", "value"), variable("CI_DEBUG_TRACE", "true")};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QVERIFY2(run.log("a").contains("+ echo got value\n"), run.log("a"));
}

void TestShellScripts::masksWhatIsTraced()
{
    plan::JobPlan made = job("a", "test", {"true"});
    plan::Variable token = variable("TOKEN", "s3cr3t-of-mine");
    token.masked = true;
    made.variables = {token, variable("CI_DEBUG_TRACE", "true")};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QVERIFY2(run.log("a").contains("export TOKEN=[MASKED]"), run.log("a"));
    QVERIFY(!run.log("a").contains("s3cr3t"));
}

void TestShellScripts::knowsTheRunnersVariables()
{
    plan::JobPlan made = job("a", "test", {"echo \"[$CI_JOB_STATUS][$CI_SERVER][$CI_SHARED_ENVIRONMENT][${CI_RUNNER_EXECUTABLE_ARCH%%/*}]"
                                           "[$CI_JOB_TIMEOUT][${CI_RUNNER_VERSION:+known}]\"",
                                           "test \"$CI_PROJECT_DIR\" = \"$PWD\"", "test \"$RUNNER_TEMP_PROJECT_DIR\" = \"$PWD.tmp\"",
                                           "case $PWD in $CI_BUILDS_DIR/*) ;; *) false;; esac"});
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("a"));
    QVERIFY2(run.log("a").contains("\n[running][yes][true][linux][3600][known]\n"), run.log("a"));
}

QTEST_GUILESS_MAIN(TestShellScripts)
#include "tst_shell_scripts.moc"

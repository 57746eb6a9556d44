// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "run_fixture.h"

#include <QDir>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class TestRunOfJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsTheStagesInOrder();
    void leavesNothingButLogsAndReport();
    void skipsWhatComesAfterAFailure();
    void retriesAndKeepsEveryLog();
    void masksSecretsInTheLog();
    void reportsWhatCannotBeCopied();
};

void TestRunOfJobs::runsTheStagesInOrder()
{
    TestRun run(planOf({job("build", "build", {"echo built > result.txt", "cat result.txt"}),
                        job("unit tests", "test", {"test ! -e result.txt", "echo tested"})}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QCOMPARE(run.statusOf("build"), JobStatus::Success);
    QCOMPARE(run.statusOf("unit tests"), JobStatus::Success);
    QVERIFY(run.stateOf("build").finishedAt <= run.stateOf("unit tests").startedAt);
    QVERIFY(run.log("build").contains("\x1b[32;1m$ cat result.txt\x1b[0;m\nbuilt\n"));
    QVERIFY(run.log("build").contains("\x1b[32;1mJob succeeded\x1b[0;m\n"));
    QVERIFY(run.stateOf("unit tests").logFile.endsWith(QStringLiteral("/02-unit-tests.log")));
}

void TestRunOfJobs::leavesNothingButLogsAndReport()
{
    TestRun run(planOf({job("a", "test", {"mkdir -p deep/er; chmod 500 deep", "sleep 1000 & setsid sleep 1000 &"})}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QCOMPARE(QDir(run.run->directory()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name),
             QStringList({QStringLiteral("01-a.log"), QStringLiteral("report.json")}));
    QVERIFY(processesWithEnvironment("STAGECRAFT_RUN=" + run.run->id().toStdString()).empty());
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(run.stateOf("a").logFile), ownerOnly);
}

void TestRunOfJobs::skipsWhatComesAfterAFailure()
{
    plan::JobPlan rescue = job("rescue", "last", {"echo rescue"});
    rescue.when = plan::When::OnFailure;
    TestRun run(planOf({job("bad", "first", {"exit 3"}), job("later", "second", {"echo later"}), rescue}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Failed);
    QCOMPARE(run.stateOf("bad").exitCode, 3);
    QCOMPARE(run.stateOf("bad").failureReason, FailureReason::ScriptFailure);
    QVERIFY(run.log("bad").endsWith("\x1b[31;1mERROR: Job failed: exit status 3\x1b[0;m\n"));
    QCOMPARE(run.statusOf("later"), JobStatus::Skipped);
    QCOMPARE(run.statusOf("rescue"), JobStatus::Success);
}

void TestRunOfJobs::retriesAndKeepsEveryLog()
{
    QTemporaryDir outside;
    const std::string mark = outside.filePath(QStringLiteral("mark")).toStdString();
    plan::JobPlan flaky = job("flaky", "test", {"test -e " + mark + " || { touch " + mark + "; exit 1; }"});
    flaky.retryMax = 2;
    TestRun run(planOf({flaky}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QCOMPARE(run.stateOf("flaky").attempts, 2);
    QCOMPARE(QDir(run.run->directory()).entryList({QStringLiteral("*.log")}),
             QStringList({QStringLiteral("01-flaky.2.log"), QStringLiteral("01-flaky.log")}));
}

void TestRunOfJobs::masksSecretsInTheLog()
{
    plan::JobPlan leaky = job("leaky", "test", {"printf %s hunter2; sleep 0.1; printf '%s\\n' hunter2", "echo $TOKEN | base64"});
    plan::Variable token = variable("TOKEN", "hunter2hunter2");
    token.masked = true;
    leaky.variables = {token};
    TestRun run(planOf({leaky}));
    QVERIFY(run.finish());
    QVERIFY(run.log("leaky").contains("\n[MASKED]\n"));
    QVERIFY(!run.log("leaky").contains(QByteArray("hunter2hunter2").toBase64().first(16)));
}

void TestRunOfJobs::reportsWhatCannotBeCopied()
{
    RunOptions options;
    options.source = {QStringLiteral("/nowhere/at/all"), {"a"}};
    TestRun run(planOf({job("a", "test", {"true"})}), options);
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Failed);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::RunnerSystemFailure);
    QVERIFY(run.stateOf("a").message.contains(QStringLiteral("/nowhere/at/all")));
}

QTEST_GUILESS_MAIN(TestRunOfJobs)
#include "tst_run.moc"

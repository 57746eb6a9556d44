// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "docker_fixture.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class DockerJobsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aJobRunsInItsImage();
    void theExitCodeIsTheScripts();
    void theProjectIsCopiedAndCanBeWritten();
    void variablesArriveAndSecretsStayOutOfServices();
    void afterScriptRunsInTheSameContainer();
    void aServiceAnswersUnderItsAliases();
    void aServiceThatDoesNotComeUpIsAWarning();
    void anImageThatIsNotThereFailsTheJob();
    void aJobOutOfTimeIsKilled();
    void cancellingEndsTheScriptGently();
    void cancellingTwiceIsImpatient();
    void cancellingBeforeTheScriptLeavesNothing();
    void aThousandLinesArriveInOrder();

private:
    QSet<QString> m_before;
};

#define VERIFY_SUCCESS(run, name) QVERIFY2((run).statusOf(name) == JobStatus::Success, (run).log(name))

void DockerJobsTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
}

void DockerJobsTest::init()
{
    m_before = inventory();
}

void DockerJobsTest::cleanup()
{
    QCOMPARE(difference(m_before), QByteArray());
}

void DockerJobsTest::aJobRunsInItsImage()
{
    plan::JobPlan one = job("one", "test", {"busybox | grep BusyBox", "pwd", "umask; id -u"});
    TestRun run(dockerPlan({one}));
    QVERIFY(run.finish(60000));
    VERIFY_SUCCESS(run, "one");
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("Preparing the \"docker\" executor"), log);
    QVERIFY2(log.contains("Using Docker executor with image busybox:stable ..."), log);
    QVERIFY2(log.contains("\nBusyBox v"), log);
    QVERIFY2(log.contains("\n/builds/project\n"), log);
    QVERIFY2(log.contains("Executing \"step_script\" stage of the job script"), log);
    QVERIFY2(log.contains("Job succeeded"), log);
    QCOMPARE(run.stateOf("one").exitCode, 0);
}

void DockerJobsTest::theExitCodeIsTheScripts()
{
    TestRun run(dockerPlan({job("bad", "test", {"echo before", "(exit 42)", "echo after"})}));
    QVERIFY(run.finish(60000));
    QCOMPARE(run.statusOf("bad"), JobStatus::Failed);
    QCOMPARE(run.stateOf("bad").failureReason, FailureReason::ScriptFailure);
    QCOMPARE(run.stateOf("bad").exitCode, 42);
    const QByteArray log = run.log("bad");
    QVERIFY2(log.contains("\x1b[31;1mERROR: Job failed: exit code 42\x1b[0;m\n"), log);
    QVERIFY2(!log.contains("$ echo after"), log);
}

void DockerJobsTest::theProjectIsCopiedAndCanBeWritten()
{
    const QTemporaryDir project;
    writeFile(project.filePath(text("src/deep/ümlaut file.txt")), "content\n");
    writeFile(project.filePath(text("run.sh")), "#!/bin/sh\necho executed\n");
    QFile::setPermissions(project.filePath(text("run.sh")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(QFile::link(text("src/deep"), project.filePath(text("link"))));
    const std::string longName(200, 'n');
    writeFile(project.filePath(QString::fromStdString(longName)), "long\n");
    RunOptions options;
    options.source.root = project.path();
    options.source.files = {"src/deep/ümlaut file.txt", "run.sh", "link", QByteArray::fromStdString(longName)};
    plan::JobPlan one = job("one", "test", {"cat link/*", "./run.sh", "cat nnn*", "rm -r src", "echo x > new", "ls -l run.sh"});
    one.image = imageNamed("busybox:stable");
    one.image->user = "65534";
    one.variables = {variable("CI_PROJECT_PATH", "group/sub/project")};
    TestRun run(dockerPlan({one}), options);
    QVERIFY(run.finish(60000));
    VERIFY_SUCCESS(run, "one");
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("\ncontent\n") && log.contains("\nexecuted\n") && log.contains("\nlong\n"), log);
    QVERIFY2(log.contains("\n-rwxrwxrwx"), log);
    QVERIFY(QFile::exists(project.filePath(text("src/deep/ümlaut file.txt"))));
    QVERIFY(!QFile::exists(project.filePath(text("new"))));
}

void DockerJobsTest::variablesArriveAndSecretsStayOutOfServices()
{
    plan::JobPlan one = job("one", "test", {"echo \"[$PLAIN][$QUOTES][$IMAGE_OF_JOB]\"", "cat \"$FILE\"; ls -l \"$FILE\"",
                                            "wget -q -O - http://web:8080/environment"});
    plan::Variable file = variable("FILE", "in a file");
    file.file = true;
    plan::Variable secret = variable("SECRET", "hidden-from-services");
    secret.secret = true;
    one.variables = {variable("PLAIN", "a b"), variable("QUOTES", "'\"$(echo no)\\"), variable("IMAGE_OF_JOB", "$CI_JOB_IMAGE"),
                     file, secret};
    plan::Service web = serviceNamed("busybox:stable", "web");
    web.command = std::vector<std::string>{"sh", "-c", "mkdir /www; env > /www/environment; httpd -f -p 8080 -h /www"};
    web.variables = {variable("HEALTHCHECK_TCP_PORT", "8080"), variable("OWN", "own-$PLAIN")};
    one.services = {web};
    TestRun run(dockerPlan({one}));
    QVERIFY(run.finish(90000));
    VERIFY_SUCCESS(run, "one");
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("\n[a b]['\"$(echo no)\\][busybox:stable]\n"), log);
    QVERIFY2(log.contains("\nin a file"), log);
    QVERIFY2(log.contains("\nPLAIN=a b\n") && log.contains("\nOWN=own-a b\n"), log);
    QVERIFY2(!log.contains("hidden-from-services"), log);
}

void DockerJobsTest::afterScriptRunsInTheSameContainer()
{
    plan::JobPlan one = job("one", "test", {"echo kept > /tmp/file", "X=1", "echo Y=2 >> \"$GITLAB_ENV\"", "false"});
    one.afterScript = {"cat /tmp/file", "echo \"[$X][$Y][$CI_JOB_STATUS]\"", "exit 3"};
    TestRun run(dockerPlan({one}));
    QVERIFY(run.finish(60000));
    QCOMPARE(run.statusOf("one"), JobStatus::Failed);
    QCOMPARE(run.stateOf("one").exitCode, 1);
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("\nkept\n"), log);
    QVERIFY2(log.contains("\n[][2][failed]\n"), log);
    QVERIFY2(log.contains("WARNING: after_script failed, but job will continue unaffected: exit code 3"), log);
}

void DockerJobsTest::aServiceAnswersUnderItsAliases()
{
    plan::Service web = serviceNamed("busybox:stable", "first, second");
    web.command = std::vector<std::string>{"sh", "-c", "mkdir /www; echo hello > /www/index.html; httpd -f -p 80 -h /www"};
    web.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    plan::JobPlan one = job("one", "test", {"for name in busybox first second; do wget -q -O - http://$name/; done"});
    one.services = {web};
    TestRun run(dockerPlan({one}));
    QVERIFY(run.finish(90000));
    VERIFY_SUCCESS(run, "one");
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("\nhello\nhello\nhello\n"), log);
    QVERIFY2(log.contains("Starting service busybox:stable..."), log);
    QVERIFY2(log.contains("Waiting for services to be up and running (timeout 30 seconds)..."), log);
    QVERIFY2(!log.contains("probably didn't start properly"), log);

    // Without a network for the job, the names are lines in /etc/hosts.
    plan::RunPlan hosts = dockerPlan({one});
    hosts.runner.networkPerBuild = false;
    TestRun second(hosts);
    QVERIFY(second.finish(90000));
    VERIFY_SUCCESS(second, "one");
    QVERIFY2(second.log("one").contains("\nhello\nhello\nhello\n"), second.log("one"));
}

void DockerJobsTest::aServiceThatDoesNotComeUpIsAWarning()
{
    plan::Service broken = serviceNamed("busybox:stable", "broken");
    broken.command = std::vector<std::string>{"sh", "-c", "echo I cannot start; sleep 600"};
    broken.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    plan::Service portless = serviceNamed("busybox:stable", "portless");
    portless.command = std::vector<std::string>{"sleep", "600"};
    plan::JobPlan one = job("one", "test", {"echo the job goes on"});
    one.services = {broken, portless, serviceNamed("busybox:stable")};
    plan::RunPlan plan = dockerPlan({one});
    plan.runner.waitForServicesSeconds = 2;
    TestRun run(plan);
    QVERIFY(run.finish(90000));
    VERIFY_SUCCESS(run, "one");
    const QByteArray log = run.log("one");
    QVERIFY2(log.contains("probably didn't start properly."), log);
    QVERIFY2(log.contains("\" timeout"), log);
    QVERIFY2(log.contains("has no exposed ports"), log);
    QVERIFY2(log.contains("I cannot start"), log);
    QVERIFY2(log.contains("Skipping alias \"busybox\" for service \"busybox:stable\" (services[2])"), log);
    QVERIFY2(log.contains("\nthe job goes on\n"), log);
}

void DockerJobsTest::anImageThatIsNotThereFailsTheJob()
{
    plan::JobPlan never = job("never", "test", {"true"});
    never.image = imageNamed("stagecraft-no-such-image:1");
    never.image->pullPolicy = {"never"};
    plan::JobPlan always = job("always", "test", {"true"});
    always.image = imageNamed("stagecraft.invalid/$NAME");
    always.variables = {variable("NAME", "image")};
    plan::RunPlan plan = dockerPlan({never, always});
    plan.runner.allowedPullPolicies = {"always", "never"};
    TestRun run(plan);
    QVERIFY(run.finish(60000));
    for (const char *name : {"never", "always"})
        QCOMPARE(run.statusOf(name), JobStatus::Failed);
    QCOMPARE(run.stateOf("never").failureReason, FailureReason::ImagePullFailure);
    QCOMPARE(run.stateOf("always").failureReason, FailureReason::RunnerExternalDependencyFailure);
    QVERIFY2(run.log("never").contains("No such image: stagecraft-no-such-image:1"), run.log("never"));
    QVERIFY2(run.log("always").contains("Pulling docker image stagecraft.invalid/image:latest ..."), run.log("always"));
    QCOMPARE(run.log("always").count("Failed to pull image \"stagecraft.invalid/image:latest\" (attempt #"),
             2); // may pass, so it tries again
    QVERIFY2(run.log("always").contains("ERROR: Job failed: failed to pull image \"stagecraft.invalid/image\" with specified policies"),
             run.log("always"));
}

void DockerJobsTest::aJobOutOfTimeIsKilled()
{
    plan::JobPlan slow = job("slow", "test", {"trap '' TERM", "sleep 600 & sleep 600"});
    slow.timeoutSeconds = 3;
    slow.afterScript = {"echo never printed"};
    RunOptions options;
    options.cancelGraceSeconds = 1;
    TestRun run(dockerPlan({slow}), options);
    QVERIFY(run.finish(60000));
    QCOMPARE(run.statusOf("slow"), JobStatus::Failed);
    QCOMPARE(run.stateOf("slow").failureReason, FailureReason::JobExecutionTimeout);
    QVERIFY2(run.log("slow").contains("execution took longer than 3s seconds"), run.log("slow"));
    QVERIFY2(!run.log("slow").contains("\nnever printed"), run.log("slow"));
}

void DockerJobsTest::cancellingEndsTheScriptGently()
{
    plan::JobPlan slow = job("slow", "test", {"trap 'echo terminated; exit 1' TERM", "echo waiting > wait; echo waits", "sleep 600"});
    slow.afterScript = {"cat wait; echo \"[$CI_JOB_STATUS]\""};
    RunOptions options;
    options.cancelGraceSeconds = 30;
    TestRun run(dockerPlan({slow}), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("slow").contains("\nwaits\n"), 60000);
    QElapsedTimer clock;
    clock.start();
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 60000);
    QVERIFY2(clock.elapsed() < 20000, "nobody waits for the grace when the script has ended");
    QCOMPARE(run.statusOf("slow"), JobStatus::Canceled);
    QCOMPARE(run.status, JobStatus::Canceled);
    QVERIFY2(run.log("slow").contains("\nterminated\n"), run.log("slow"));
    QVERIFY2(run.log("slow").contains("\nwaiting\n[canceled]\n"), run.log("slow"));
}

void DockerJobsTest::cancellingTwiceIsImpatient()
{
    plan::JobPlan slow = job("slow", "test", {"trap '' TERM", "echo waits", "sleep 600"});
    RunOptions options;
    options.cancelGraceSeconds = 600;
    TestRun run(dockerPlan({slow}), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("slow").contains("\nwaits\n"), 60000);
    run.run->cancel();
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 30000);
    QCOMPARE(run.statusOf("slow"), JobStatus::Canceled);
}

void DockerJobsTest::cancellingBeforeTheScriptLeavesNothing()
{
    plan::Service sleeping = serviceNamed("busybox:stable", "sleeping");
    sleeping.command = std::vector<std::string>{"sleep", "600"};
    sleeping.variables = {variable("HEALTHCHECK_TCP_PORT", "1")};
    plan::JobPlan one = job("one", "test", {"echo too late"});
    one.services = {sleeping};
    // At every moment of the preparation, as the log tells them.
    for (const char *moment : {"Preparing the", "Starting service", "Waiting for services"}) {
        TestRun run(dockerPlan({one}));
        run.run->start();
        QTRY_VERIFY_WITH_TIMEOUT(run.log("one").contains(moment), 60000);
        run.run->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 30000);
        QCOMPARE(run.statusOf("one"), JobStatus::Canceled);
        QVERIFY(!run.log("one").contains("\ntoo late"));
        QCOMPARE(difference(m_before), QByteArray());
    }
}

void DockerJobsTest::aThousandLinesArriveInOrder()
{
    TestRun run(dockerPlan({job("one", "test", {"i=0; while [ $i -lt 1000 ]; do echo \"line $i\"; i=$((i+1)); done"})}));
    QVERIFY(run.finish(60000));
    QByteArray expected;
    for (int i = 0; i < 1000; ++i)
        expected += "line " + QByteArray::number(i) + '\n';
    QVERIFY(run.log("one").contains(expected));
}

QTEST_GUILESS_MAIN(DockerJobsTest)
#include "tst_docker_jobs.moc"

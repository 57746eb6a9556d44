// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Sources, hooks and timeouts of scripts in a real Docker engine.
#include "docker_fixture.h"

#include <QElapsedTimer>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class DockerScriptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { STAGECRAFT_REQUIRE_DOCKER("busybox:stable"); }
    void init() { m_before = inventory(); }
    void cleanup() { QCOMPARE(difference(m_before), QByteArray()); }
    void sourcesFollowTheVariables();
    void hooksAreRunAndFail();
    void scriptTimeoutLeavesTimeForTheRest();

private:
    QSet<QString> m_before;
};

#define VERIFY_SUCCESS(run, name) QVERIFY2((run).statusOf(name) == JobStatus::Success, (run).log(name))

void DockerScriptsTest::sourcesFollowTheVariables()
{
    const QTemporaryDir project;
    writeFile(project.filePath(text("file")), "content\n");
    writeFile(project.filePath(text("module/inside")), "content\n");
    RunOptions options;
    options.source = {project.path(), {"file", "module/inside"}};
    options.source.submodules = {"module"};
    options.source.makeRepository = [](const QString &directory, const ProjectSource::RepositoryNeeds &needs) -> Result<> {
        writeFile(directory + text("/.git/depth"), QByteArray::number(needs.depth) + (needs.ownObjects ? " own\n" : " shared\n"));
        return {};
    };
    options.source.writeHistory = [](const QString &gitDirectory, int depth) -> Result<> {
        writeFile(gitDirectory + text("/depth"), QByteArray::number(depth) + '\n');
        return {};
    };
    const auto with = [](const std::string &name, const std::string &key, const std::string &value, std::vector<std::string> script) {
        plan::JobPlan made = job(name, "test", std::move(script));
        made.variables = {variable(key, value)};
        return made;
    };
    TestRun run(dockerPlan({
                    with("usual", "X", "", {"test -f file", "test -d module", "test ! -e module/inside", "grep -x '20 own' .git/depth"}),
                    with("shallow", "GIT_DEPTH", "3", {"test -f file", "grep -x 3 .git/depth"}),
                    with("none", "GIT_STRATEGY", "none", {"test -z \"$(ls -A)\""}),
                    with("bare", "GIT_CHECKOUT", "false", {"test ! -e file", "test -d .git"}),
                    with("modules", "GIT_SUBMODULE_STRATEGY", "normal", {"test -f module/inside"}),
                    with("elsewhere", "GIT_CLONE_PATH", "$CI_BUILDS_DIR/go/src", {"test \"$PWD\" = /builds/go/src", "test -f file"}),
                    with("outside", "GIT_CLONE_PATH", "/etc", {"true"}),
                }),
                options);
    QVERIFY(run.finish(120000));
    for (const char *name : {"usual", "shallow", "none", "bare", "modules", "elsewhere"})
        VERIFY_SUCCESS(run, name);
    QCOMPARE(run.stateOf("outside").message, text("the GIT_CLONE_PATH=\"/etc\" has to be within \"/builds\""));
}

void DockerScriptsTest::hooksAreRunAndFail()
{
    plan::JobPlan good = job("good", "test", {"true"});
    good.preGetSourcesScript = {"echo \"hook of $CI_JOB_STATUS\""};
    plan::JobPlan bad = job("bad", "test", {"echo NOT-$((1+1))"});
    bad.preGetSourcesScript = {"exit 6"};
    TestRun run(dockerPlan({good, bad}));
    QVERIFY(run.finish(60000));
    VERIFY_SUCCESS(run, "good");
    QVERIFY2(run.log("good").contains("\nhook of running\n"), run.log("good"));
    QCOMPARE(run.stateOf("bad").exitCode, 6);
    QVERIFY2(run.log("bad").contains("ERROR: Job failed: exit code 6") && !run.log("bad").contains("NOT-2"), run.log("bad"));
}

void DockerScriptsTest::scriptTimeoutLeavesTimeForTheRest()
{
    plan::JobPlan made = job("a", "test", {"echo before > kept", "sleep 60"});
    made.variables = {variable("RUNNER_SCRIPT_TIMEOUT", "2s")};
    made.afterScript = {"echo \"job status $CI_JOB_STATUS\"", "cat kept"};
    RunOptions options;
    options.cancelGraceSeconds = 1;
    TestRun run(dockerPlan({made}), options);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(run.finish(60000));
    QCOMPARE_LT(clock.elapsed(), 30000);
    QCOMPARE(run.stateOf("a").failureReason, FailureReason::JobExecutionTimeout);
    const QByteArray log = run.log("a");
    QVERIFY2(log.contains("WARNING: step_script could not run to completion"), log);
    QVERIFY2(log.contains("\njob status timedout\n") && log.contains("\nbefore\n"), log);
}

QTEST_GUILESS_MAIN(DockerScriptsTest)
#include "tst_docker_scripts.moc"

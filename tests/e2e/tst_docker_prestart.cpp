// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Containers that are started before their job's turn: nobody but the clock may notice.
#include "docker_fixture.h"

#include "core/docker/endpoint.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

const QByteArray note = "Local run: the containers were started while earlier jobs ran";

qint64 secondsSaid(const QByteArray &log, const QByteArray &name)
{
    const auto at = log.indexOf('\n' + name + '=');
    return at < 0 ? -1 : log.mid(at + name.size() + 2, 10).toLongLong();
}

} // namespace

class DockerPrestartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aScriptWaitsForItsTurn();
    void servicesAreUpBefore();
    void variablesOfReportsAreWaitedFor();
    void sourcesAreThoseOfAJobInItsTurn_data();
    void sourcesAreThoseOfAJobInItsTurn();
    void hooksWaitForTheirTurn();
    void whatIsSkippedIsRemoved();
    void whatIsCancelledIsRemoved();
    void anImageThatHasChangedIsTakenAnew();
    void anEntrypointThatEndsIsStartedAnew();

private:
    QSet<QString> m_before;
};

void DockerPrestartTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable", "docker:29-cli");
}

void DockerPrestartTest::init()
{
    m_before = inventory();
}

void DockerPrestartTest::cleanup()
{
    QCOMPARE(difference(m_before), QByteArray());
}

void DockerPrestartTest::aScriptWaitsForItsTurn()
{
    plan::JobPlan first = job("first", "one", {"sleep 4", "echo made > artifact", "echo end=$(date +%s)"});
    first.artifacts.emplace();
    first.artifacts->paths = {"artifact"};
    plan::JobPlan second = job("second", "two",
                               {"echo begin=$(date +%s)", "cat artifact", "echo \"slot $CI_CONCURRENT_ID\"", "exit 3"});
    second.artifactsFrom = {"first"};
    second.afterScript = {"echo status $CI_JOB_STATUS"};
    TestRun run(dockerPlan({first, second}));
    QVERIFY(run.finish(120000));
    const QByteArray log = run.log("second");
    QCOMPARE(run.stateOf("second").exitCode, std::optional(3));
    QVERIFY2(log.contains(note), log);
    QVERIFY2(secondsSaid(log, "begin") >= secondsSaid(run.log("first"), "end"), log);
    QVERIFY2(log.contains("\nmade\n") && log.contains("\nslot 0\n") && log.contains("\nstatus failed\n"), log);
    QVERIFY2(log.startsWith("Running with ") || log.indexOf("Running with ") < 20, log);
    QCOMPARE(log.count("Preparing the \"docker\" executor"), 1);
}

void DockerPrestartTest::servicesAreUpBefore()
{
    plan::JobPlan second = job("second", "two", {"wget -q -O - http://box:80/fact"});
    plan::Service service = serviceNamed("busybox:stable", "box");
    service.command = std::vector<std::string>{"sh", "-c",
                                               "mkdir /www; echo served > /www/fact; exec httpd -f -p 80 -h /www"};
    service.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    second.services = {service};
    TestRun run(dockerPlan({job("first", "one", {"sleep 4"}), second}));
    QVERIFY(run.finish(120000));
    QVERIFY2(run.statusOf("second") == JobStatus::Success, run.log("second"));
    QVERIFY2(run.log("second").contains(note) && run.log("second").contains("\nserved\n"), run.log("second"));
}

void DockerPrestartTest::variablesOfReportsAreWaitedFor()
{
    plan::JobPlan first = job("first", "one", {"sleep 2", "echo 'WORD=from the report' > build.env"});
    first.artifacts.emplace();
    first.artifacts->dotenv = {"build.env"};
    plan::JobPlan second = job("second", "two", {"echo \"$WORD\""});
    second.artifactsFrom = {"first"};
    TestRun run(dockerPlan({first, second}));
    QVERIFY(run.finish(120000));
    QVERIFY2(run.log("second").contains("\nfrom the report\n"), run.log("second"));
    QVERIFY(!run.log("second").contains(note));
}

void DockerPrestartTest::sourcesAreThoseOfAJobInItsTurn_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("value");
    QTest::newRow("usual") << std::string("X") << std::string();
    QTest::newRow("less history") << std::string("GIT_DEPTH") << std::string("3");
    QTest::newRow("nothing") << std::string("GIT_STRATEGY") << std::string("none");
    QTest::newRow("no checkout") << std::string("GIT_CHECKOUT") << std::string("false");
    QTest::newRow("submodules") << std::string("GIT_SUBMODULE_STRATEGY") << std::string("normal");
    QTest::newRow("other directory") << std::string("GIT_CLONE_PATH") << std::string("$CI_PROJECT_DIR/inner");
}

void DockerPrestartTest::sourcesAreThoseOfAJobInItsTurn()
{
    QFETCH(std::string, key);
    QFETCH(std::string, value);
    const QTemporaryDir project;
    writeFile(project.filePath(text("file")), "content\n");
    writeFile(project.filePath(text("module/inside")), "content\n");
    RunOptions options;
    options.source = {project.path(), {"file", "module/inside"}};
    options.source.submodules = {"module"};
    options.source.makeRepository = [](const QString &directory, const ProjectSource::RepositoryNeeds &needs) -> Result<> {
        writeFile(directory + text("/.git/depth"), QByteArray::number(needs.depth) + '\n');
        return {};
    };
    options.source.writeHistory = [](const QString &gitDirectory, int depth) -> Result<> {
        writeFile(gitDirectory + text("/depth"), QByteArray::number(depth) + '\n');
        return {};
    };
    const auto looking = [&](const char *name, const char *stage) {
        plan::JobPlan made = job(name, stage, {"sleep 2", "echo BEGIN; pwd; env | grep -E '^(CI_PROJECT_DIR|GIT_)' | sort",
                                               "find . ! -name . -exec ls -ld {} + | sort; cat .git/depth 2>&1 || true; echo END"});
        made.variables = {variable(key, value)};
        return made;
    };
    TestRun run(dockerPlan({looking("first", "one"), looking("second", "two")}), options);
    QVERIFY(run.finish(120000));
    const auto seen = [&run](const char *name) {
        const QByteArray log = run.log(name);
        const qsizetype begin = log.indexOf("\nBEGIN\n");
        return begin < 0 ? QByteArray() : log.sliced(begin, std::max<qsizetype>(0, log.indexOf("\nEND\n") - begin));
    };
    QVERIFY2(!run.log("first").contains(note) && run.log("second").contains(note), run.log("second"));
    QVERIFY2(!seen("first").isEmpty(), run.log("first"));
    QCOMPARE(seen("second"), seen("first"));
}

void DockerPrestartTest::hooksWaitForTheirTurn()
{
    plan::JobPlan second = job("second", "two", {"echo script of $HOSTNAME"});
    second.preGetSourcesScript = {"echo begin=$(date +%s)"};
    TestRun run(dockerPlan({job("first", "one", {"sleep 4", "echo end=$(date +%s)"}), second}));
    QVERIFY(run.finish(120000));
    const QByteArray log = run.log("second");
    QVERIFY2(log.contains(note) && log.contains("\nscript of "), log);
    QVERIFY2(secondsSaid(log, "begin") >= secondsSaid(run.log("first"), "end"), log);
    QVERIFY2(log.indexOf("\nbegin=") < log.indexOf("\nscript of "), log);
}

void DockerPrestartTest::whatIsSkippedIsRemoved()
{
    TestRun run(dockerPlan({job("first", "one", {"sleep 3", "exit 1"}), job("second", "two", {"true"})}));
    QVERIFY(run.finish(120000));
    QCOMPARE(run.statusOf("second"), JobStatus::Skipped);
}

void DockerPrestartTest::whatIsCancelledIsRemoved()
{
    TestRun run(dockerPlan({job("first", "one", {"echo script runs", "sleep 60"}), job("second", "two", {"true"})}));
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("first").contains("\nscript runs\n"), 60000);
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 60000);
    QCOMPARE(run.statusOf("second"), JobStatus::Canceled);
}

void DockerPrestartTest::anImageThatHasChangedIsTakenAnew()
{
    const auto endpoint = docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess());
    if (!endpoint || endpoint->kind != docker::Endpoint::Kind::Local)
        QSKIP("the engine has no socket on this machine");
    const auto inEngine = [](const char *name, const char *stage, std::vector<std::string> script) {
        plan::JobPlan plan = job(name, stage, std::move(script));
        plan.image = imageNamed("docker:29-cli");
        return plan;
    };
    plan::JobPlan user = job("user", "three", {"docker --version"});
    user.image = imageNamed("stagecraft-e2e-moving:1");
    plan::JobPlan last = inEngine("last", "four", {"docker rmi stagecraft-e2e-moving:1"});
    last.when = plan::When::Always;
    plan::RunPlan plan = dockerPlan(
        {inEngine("tag", "one", {"docker tag busybox:stable stagecraft-e2e-moving:1"}),
         inEngine("move", "two", {"sleep 4", "docker tag docker:29-cli stagecraft-e2e-moving:1"}), user, last});
    plan.runner.volumes = {"/var/run/docker.sock:/var/run/docker.sock"};
    TestRun run(plan);
    QVERIFY(run.finish(180000));
    const QByteArray log = run.log("user");
    QVERIFY2(run.statusOf("user") == JobStatus::Success, log);
    QVERIFY2(log.contains("\nDocker version ") && !log.contains(note), log);
    QCOMPARE(log.count("Preparing the \"docker\" executor"), 1);
    QCOMPARE(run.statusOf("last"), JobStatus::Success);
}

void DockerPrestartTest::anEntrypointThatEndsIsStartedAnew()
{
    plan::JobPlan second = job("second", "two", {"true"});
    second.image = imageNamed("busybox:stable");
    second.image->entrypoint = std::vector<std::string>{"sh", "-c", "echo entrypoint says no; exit 7"};
    TestRun run(dockerPlan({job("first", "one", {"sleep 4"}), second}));
    QVERIFY(run.finish(120000));
    const QByteArray log = run.log("second");
    QCOMPARE(run.stateOf("second").exitCode, std::optional(7));
    QCOMPARE(log.count("\nentrypoint says no\n"), 1);
    QVERIFY(!log.contains(note));
}

QTEST_GUILESS_MAIN(DockerPrestartTest)
#include "tst_docker_prestart.moc"

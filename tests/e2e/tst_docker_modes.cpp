// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// docker build and docker run inside jobs: Docker-in-Docker with TLS and without, and the engine's own socket.
#include "docker_fixture.h"

#include "core/docker/endpoint.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class DockerModesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void dockerInDockerWithTls();
    void dockerInDockerWithoutTls();
    void dockerInDockerTwiceAtOnce();
    void theStorageDriverOfTheEngineInside_data();
    void theStorageDriverOfTheEngineInside();
    void theSocketOfThisEngine();

private:
    plan::JobPlan buildJob();
    void runs(const plan::RunPlan &plan, const QByteArray &expected);

    QTemporaryDir m_project;
    QSet<QString> m_before;
};

void DockerModesTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable", "docker:29-cli", "docker:29-dind");
    writeFile(m_project.filePath(text("Dockerfile")), "FROM busybox:stable\nCOPY greeting /greeting\nCMD [\"cat\", \"/greeting\"]\n");
    writeFile(m_project.filePath(text("greeting")), "hello from the image\n");
}

void DockerModesTest::init()
{
    m_before = inventory();
}

void DockerModesTest::cleanup()
{
    QCOMPARE(difference(m_before), QByteArray());
}

plan::JobPlan DockerModesTest::buildJob()
{
    plan::JobPlan build = job("build image", "build", {"docker info --format '{{.Name}}'",
                                                       "docker build -t stagecraft-e2e-greeting .",
                                                       "docker run --rm stagecraft-e2e-greeting"});
    build.image = imageNamed("docker:29-cli");
    build.afterScript = {"docker rmi -f stagecraft-e2e-greeting"};
    build.variables = {variable("DOCKER_BUILDKIT", "0")}; // the legacy builder: the stand-in has no buildx
    return build;
}

void DockerModesTest::runs(const plan::RunPlan &plan, const QByteArray &expected)
{
    RunOptions options;
    options.source.root = m_project.path();
    options.source.files = {"Dockerfile", "greeting"};
    TestRun run(plan, options);
    QVERIFY(run.finish(240000));
    const QByteArray log = run.log("build image");
    QVERIFY2(run.statusOf("build image") == JobStatus::Success, log);
    QVERIFY2(log.contains("\nhello from the image\n"), log);
    QVERIFY2(log.contains(expected), log);
    QVERIFY2(!log.contains("probably didn't start properly"), log);
}

void DockerModesTest::dockerInDockerWithTls()
{
    plan::JobPlan build = buildJob();
    build.services = {serviceNamed("docker:29-dind")};
    build.variables.push_back(variable("DOCKER_TLS_CERTDIR", "/certs"));
    build.script.insert(build.script.begin(), "echo \"$DOCKER_HOST $DOCKER_TLS_VERIFY\"");
    plan::RunPlan plan = dockerPlan({build});
    plan.runner.privileged = true;
    plan.runner.volumes = {"/certs/client", "/cache"};
    runs(plan, "\ntcp://docker:2376 1\n");
}

void DockerModesTest::dockerInDockerWithoutTls()
{
    plan::JobPlan build = buildJob();
    build.services = {serviceNamed("docker:29-dind")};
    build.variables.push_back(variable("DOCKER_TLS_CERTDIR", ""));
    build.script.insert(build.script.begin(), "echo \"$DOCKER_HOST\"");
    plan::RunPlan plan = dockerPlan({build});
    plan.runner.privileged = true;
    runs(plan, "\ntcp://docker:2375\n");
}

void DockerModesTest::dockerInDockerTwiceAtOnce()
{
    std::vector<plan::JobPlan> jobs;
    for (const char *name : {"one", "two"}) {
        plan::JobPlan build = buildJob();
        build.name = name;
        // The same name for another image: each job has an engine of its own.
        build.script = {"echo \"made by $CI_JOB_NAME\" > greeting", "docker build -t stagecraft-e2e-greeting .", "sleep 5",
                        "docker run --rm stagecraft-e2e-greeting", "echo engines: $(docker ps -q | wc -l)"};
        build.services = {serviceNamed("docker:29-dind")};
        build.variables.push_back(variable("DOCKER_TLS_CERTDIR", "/certs"));
        build.variables.push_back(variable("CI_JOB_NAME", name));
        jobs.push_back(build);
    }
    plan::RunPlan plan = dockerPlan(jobs);
    plan.runner.privileged = true;
    plan.runner.volumes = {"/certs/client", "/cache"};
    RunOptions options;
    options.source.root = m_project.path();
    options.source.files = {"Dockerfile", "greeting"};
    TestRun run(plan, options);
    QVERIFY(run.finish(300000));
    for (const char *name : {"one", "two"}) {
        const QByteArray log = run.log(name);
        QVERIFY2(run.statusOf(name) == JobStatus::Success, log);
        QVERIFY2(log.contains("\nmade by " + QByteArray(name) + '\n'), log);
        QVERIFY2(log.contains("\nengines: 0\n"), log);
    }
}

void DockerModesTest::theStorageDriverOfTheEngineInside_data()
{
    QTest::addColumn<QByteArray>("driver");
    for (const char *driver : {"overlay2", "vfs"})
        QTest::newRow(driver) << QByteArray(driver);
}

void DockerModesTest::theStorageDriverOfTheEngineInside()
{
    QFETCH(const QByteArray, driver);
    plan::JobPlan build = buildJob();
    build.services = {serviceNamed("docker:29-dind")};
    build.variables.push_back(variable("DOCKER_TLS_CERTDIR", ""));
    build.variables.push_back(variable("DOCKER_DRIVER", driver.toStdString()));
    build.script.insert(build.script.begin(), "docker info --format 'driver={{.Driver}}'");
    plan::RunPlan plan = dockerPlan({build});
    plan.runner.privileged = true;
    runs(plan, "\ndriver=" + driver + '\n');
}

void DockerModesTest::theSocketOfThisEngine()
{
    const auto endpoint = docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess());
    QVERIFY(endpoint);
    if (endpoint->kind != docker::Endpoint::Kind::Local)
        QSKIP("the engine has no socket on this machine");
    plan::RunPlan plan = dockerPlan({buildJob()});
    plan.runner.volumes = {"/var/run/docker.sock:/var/run/docker.sock", "/cache"};
    const bool elsewhere = endpoint->path != QLatin1String("/var/run/docker.sock");
    runs(plan, elsewhere ? "Local run: /var/run/docker.sock in the containers is this machine's " + endpoint->path.toUtf8()
                         : QByteArray("Job succeeded"));
}

QTEST_GUILESS_MAIN(DockerModesTest)
#include "tst_docker_modes.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A registry that wants a password (Debian's docker-registry): images pulled for jobs with credentials from everywhere where the
// runner looks for them, and jobs that log in themselves, in the ways that GitLab's documentation shows.
#include "docker_fixture.h"

#include "core/docker/endpoint.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

const QByteArray user = "jane";
const QByteArray password = "the-registrys-secret";
// bcrypt of it, the only kind that the registry takes.
const QByteArray passwordFile = "jane:$2b$05$abcdefghijklmnopqrstuucS5sfmKRpu52v/m7Ua9KoR9YXRNpCGK\n";

} // namespace

class RegistryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void aPasswordOnStandardInput();
    void withoutCredentialsThereIsNoImage();
    void credentialsOfEverySource_data();
    void credentialsOfEverySource();
    void theConfigurationFromAVariable();
    void theConfigurationAsAVolume();
    void aSecondBuildTakesTheLayersOfTheFirst();

private:
    QByteArray image() const { return m_registry + "/group/box:1"; }
    QByteArray authConfig() const
    {
        return "{\"auths\":{\"" + m_registry + "\":{\"auth\":\"" + (user + ':' + password).toBase64() + "\"}}}";
    }
    plan::RunPlan inEngine(std::vector<std::string> script, std::vector<plan::Variable> variables = {}) const;
    void succeeds(const plan::RunPlan &plan, const QByteArray &expected);

    QTemporaryDir m_directory;
    QProcess m_server;
    QByteArray m_registry;
    QByteArray m_path = qgetenv("PATH");
};

void RegistryTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable", "docker:29-cli");
    const QString program = QStandardPaths::findExecutable(text("docker-registry"));
    if (program.isEmpty()) {
        if (qEnvironmentVariableIntValue("STAGECRAFT_REQUIRE_DOCKER") == 1)
            QFAIL("there is no docker-registry (./dev setup engine)");
        QSKIP("there is no docker-registry (./dev setup engine)");
    }
    const auto endpoint = docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess());
    if (!endpoint || endpoint->kind != docker::Endpoint::Kind::Local)
        QSKIP("the engine is on another machine than the registry");
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    // Engines speak plain HTTP to registries on 127.0.0.1.
    m_registry = "127.0.0.1:" + QByteArray::number(port);
    writeFile(m_directory.filePath(text("passwords")), passwordFile);
    writeFile(m_directory.filePath(text("config.yml")), "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: "
                                                            + m_directory.filePath(text("storage")).toUtf8()
                                                            + "\nhttp:\n  addr: " + m_registry
                                                            + "\nauth:\n  htpasswd:\n    realm: test\n    path: "
                                                            + m_directory.filePath(text("passwords")).toUtf8() + '\n');
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_directory.filePath(text("log")));
    m_server.start(program, {text("serve"), m_directory.filePath(text("config.yml"))});
    const auto answers = [port] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(1000);
    };
    QTRY_VERIFY_WITH_TIMEOUT(answers(), 20000);
    qputenv("DOCKER_CONFIG", m_directory.filePath(text("empty")).toUtf8()); // nothing of the person who tests
}

void RegistryTest::cleanup()
{
    qputenv("DOCKER_CONFIG", m_directory.filePath(text("empty")).toUtf8());
    qputenv("PATH", m_path);
}

void RegistryTest::cleanupTestCase()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    TestRun run(inEngine(
        {"docker rmi -f " + image().toStdString() + ' ' + m_registry.toStdString() + "/group/built:1 || true"}));
    QVERIFY(run.finish(120000));
    m_server.terminate();
    QVERIFY(m_server.waitForFinished(20000));
}

/// A job that speaks to this engine through its socket.
plan::RunPlan RegistryTest::inEngine(std::vector<std::string> script, std::vector<plan::Variable> variables) const
{
    plan::JobPlan plan = job("docker", "build", std::move(script));
    plan.image = imageNamed("docker:29-cli");
    plan.variables = std::move(variables);
    plan.variables.push_back(variable("CI_REGISTRY", m_registry.toStdString()));
    plan.variables.push_back(variable("IMAGE", image().toStdString()));
    plan.variables.push_back(variable("DOCKER_BUILDKIT", "0")); // the stand-in has no buildx
    plan::RunPlan result = dockerPlan({plan});
    result.runner.volumes = {"/var/run/docker.sock:/var/run/docker.sock", "/cache"};
    return result;
}

void RegistryTest::succeeds(const plan::RunPlan &plan, const QByteArray &expected)
{
    TestRun run(plan);
    QVERIFY(run.finish(180000));
    const QByteArray log = run.log("docker");
    QVERIFY2(run.statusOf("docker") == JobStatus::Success, log);
    QVERIFY2(log.contains(expected), log);
}

void RegistryTest::aPasswordOnStandardInput()
{
    plan::Variable secret = variable("CI_REGISTRY_PASSWORD", password.toStdString());
    secret.masked = true;
    succeeds(
        inEngine(
            {"! docker push \"$IMAGE\" 2>&1",
             "echo \"$CI_REGISTRY_PASSWORD\" | docker login \"$CI_REGISTRY\" -u \"$CI_REGISTRY_USER\" --password-stdin",
             "docker tag busybox:stable \"$IMAGE\"", "docker push \"$IMAGE\"", "docker rmi \"$IMAGE\"",
             "docker pull \"$IMAGE\"", "docker rmi \"$IMAGE\""},
            {variable("CI_REGISTRY_USER", user.toStdString()), secret}),
        "Login Succeeded");
}

void RegistryTest::withoutCredentialsThereIsNoImage()
{
    plan::RunPlan plan = dockerPlan({job("docker", "test", {"true"})});
    plan.jobs.front().image = imageNamed(image().toStdString());
    TestRun run(plan);
    QVERIFY(run.finish(120000));
    QCOMPARE(run.stateOf("docker").failureReason, FailureReason::RunnerConfigurationError);
    QVERIFY2(run.log("docker").contains("no basic auth credentials"), run.log("docker"));
}

void RegistryTest::credentialsOfEverySource_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("variable of the job") << QByteArray("$DOCKER_AUTH_CONFIG");
    QTest::newRow("environment of the runner") << QByteArray("$DOCKER_AUTH_CONFIG");
    QTest::newRow("configuration of the user") << QByteArray("config.json");
    QTest::newRow("credential helper") << QByteArray("docker-credential-of-test");
    QTest::newRow("what GitLab gives the job") << QByteArray("job payload (GitLab Registry)");
}

void RegistryTest::credentialsOfEverySource()
{
    QFETCH(const QByteArray, from);
    const QByteArray row = QTest::currentDataTag();
    plan::JobPlan uses = job("docker", "test", {"echo from the private image"});
    uses.image = imageNamed(image().toStdString());
    plan::RunPlan plan = dockerPlan({});
    plan.runner.pullPolicy = {"always"};
    plan.runner.namesPullPolicy = true;
    const QString configuration = m_directory.filePath(QString::fromUtf8(row));
    if (row == "variable of the job") {
        uses.variables = {variable("DOCKER_AUTH_CONFIG", authConfig().toStdString())};
    } else if (row == "environment of the runner") {
        plan.runner.environment = {"DOCKER_AUTH_CONFIG=" + authConfig().toStdString()};
    } else if (row == "configuration of the user") {
        writeFile(configuration + text("/config.json"), authConfig());
        qputenv("DOCKER_CONFIG", configuration.toUtf8());
    } else if (row == "credential helper") {
        writeFile(configuration + text("/config.json"), "{\"credHelpers\":{\"" + m_registry + "\":\"of-test\"}}");
        writeFile(configuration + text("/docker-credential-of-test"),
                  "#!/bin/sh\nread -r server\n[ \"$1 $server\" = 'get " + m_registry
                      + "' ] || exit 1\necho '{\"Username\":\"" + user + "\",\"Secret\":\"" + password + "\"}'\n");
        QVERIFY(QFile::setPermissions(configuration + text("/docker-credential-of-test"),
                                      QFile::ReadOwner | QFile::ExeOwner));
        qputenv("DOCKER_CONFIG", configuration.toUtf8());
        qputenv("PATH", configuration.toUtf8() + ':' + m_path);
    } else {
        uses.variables = {variable("CI_REGISTRY", m_registry.toStdString()),
                          variable("CI_REGISTRY_USER", user.toStdString()),
                          variable("CI_REGISTRY_PASSWORD", password.toStdString())};
    }
    plan.jobs = {uses};
    plan.stages = {"test"};
    TestRun run(plan);
    QVERIFY(run.finish(120000));
    const QByteArray log = run.log("docker");
    QVERIFY2(run.statusOf("docker") == JobStatus::Success, log);
    const auto line = log.indexOf("Authenticating with credentials from ");
    QVERIFY2(line > 0 && log.mid(line, log.indexOf('\n', line) - line).contains(from), log);
    QVERIFY2(!log.contains(password), log);
}

void RegistryTest::theConfigurationFromAVariable()
{
    succeeds(inEngine({"mkdir -p ~/.docker", "echo \"$DOCKER_AUTH_CONFIG\" > ~/.docker/config.json",
                       "docker pull \"$IMAGE\"", "docker tag \"$IMAGE\" \"$CI_REGISTRY/group/other:1\"",
                       "docker push \"$CI_REGISTRY/group/other:1\"", "docker rmi \"$CI_REGISTRY/group/other:1\"",
                       "echo pushed"},
                      {variable("DOCKER_AUTH_CONFIG", authConfig().toStdString())}),
             "\npushed\n");
}

void RegistryTest::theConfigurationAsAVolume()
{
    writeFile(m_directory.filePath(text("mounted.json")), authConfig());
    plan::RunPlan plan = inEngine({"docker pull \"$IMAGE\"", "echo pulled"});
    plan.runner.volumes.push_back(m_directory.filePath(text("mounted.json")).toStdString()
                                  + ":/root/.docker/config.json:ro");
    succeeds(plan, "\npulled\n");
}

void RegistryTest::aSecondBuildTakesTheLayersOfTheFirst()
{
    plan::RunPlan plan = inEngine(
        {"mkdir -p ~/.docker", "echo \"$DOCKER_AUTH_CONFIG\" > ~/.docker/config.json",
         "printf 'FROM busybox:stable\\nRUN sleep 8 && echo slow > /slow\\nRUN echo fast > /fast\\n' > Dockerfile",
         "built=\"$CI_REGISTRY/group/built:1\"",
         "begin=$(date +%s%N); docker build -t \"$built\" . ; echo first=$(( $(date +%s%N) - begin ))",
         "docker push \"$built\" && docker rmi \"$built\"",
         "begin=$(date +%s%N); docker pull \"$built\"; docker build --cache-from \"$built\" -t \"$built\" .; "
         "echo second=$(( $(date +%s%N) - begin ))",
         "docker rmi \"$built\""},
        {variable("DOCKER_AUTH_CONFIG", authConfig().toStdString())});
    TestRun run(plan);
    QVERIFY(run.finish(300000));
    const QByteArray log = run.log("docker");
    QVERIFY2(run.statusOf("docker") == JobStatus::Success, log);
    const auto nanoseconds = [&log](const QByteArray &name) {
        const auto at = log.indexOf('\n' + name + '=') + name.size() + 2;
        return log.mid(at, log.indexOf('\n', at) - at).toDouble();
    };
    const double ratio = nanoseconds("second") / nanoseconds("first");
    qInfo("docker build: %.1f s; with --cache-from, the pull included: %.1f s; ratio %.2f", nanoseconds("first") / 1e9,
          nanoseconds("second") / 1e9, ratio);
    QVERIFY2(log.contains("---> Using cache"), log);
    QVERIFY2(ratio < 0.9, log);
}

QTEST_GUILESS_MAIN(RegistryTest)
#include "tst_registry.moc"

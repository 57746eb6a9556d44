// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"
#include "tests/support/require_docker.h"

#include <QJsonArray>

#include <csignal>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// The three runner modes on a real engine: jobs build an image and run it, and the engine is as before afterwards.
class TestRunDocker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void buildsAndRunsImages_data();
    void buildsAndRunsImages();
    void leavesNothingAfterKill();
    void saysWhenThereIsNoEngine();

private:
    static QByteArray docker(const QStringList &arguments);
    static QByteArray engineState();
    std::unique_ptr<QTemporaryDir> m_state;
};

namespace {

/// A repository whose jobs need nothing from a registry: the image is built from a static busybox beside the Dockerfile.
const QByteArray pipeline = R"(stages: [build, test]

build image:
  stage: build
  script:
    - docker version
    - docker build -t stagecraft-e2e:$CI_PIPELINE_SOURCE .
    - docker run --rm stagecraft-e2e:$CI_PIPELINE_SOURCE
    - docker rmi stagecraft-e2e:$CI_PIPELINE_SOURCE
)";

const QByteArray dindParts = R"(
default:
  image: docker:29-cli
  services: [docker:29-dind]
)";

const QByteArray dindTlsVariables = "variables:\n  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: /certs\n"
                                    "  DOCKER_TLS_VERIFY: \"1\"\n  DOCKER_CERT_PATH: $DOCKER_TLS_CERTDIR/client\n";
const QByteArray dindPlainVariables = "variables:\n  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: \"\"\n";

} // namespace

QByteArray TestRunDocker::docker(const QStringList &arguments)
{
    QProcess process;
    process.start(u"docker"_s, arguments);
    process.waitForFinished(60000);
    return process.readAllStandardOutput();
}

QByteArray TestRunDocker::engineState()
{
    return docker({u"ps"_s, u"-aq"_s, u"--no-trunc"_s}) + docker({u"network"_s, u"ls"_s, u"-q"_s, u"--no-trunc"_s})
           + docker({u"volume"_s, u"ls"_s, u"-q"_s});
}

void TestRunDocker::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER();
    if (docker({u"version"_s}).isEmpty())
        QSKIP("there is no docker command to look at the engine with");
}

void TestRunDocker::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestRunDocker::buildsAndRunsImages_data()
{
    QTest::addColumn<QStringList>("mode");
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("dind TLS") << QStringList{u"--mode"_s, u"dind"_s} << dindParts + dindTlsVariables + pipeline;
    QTest::newRow("dind plain") << QStringList{u"--mode"_s, u"dind"_s, u"--no-tls"_s} << dindParts + dindPlainVariables + pipeline;
    QTest::newRow("socket") << QStringList{u"--mode"_s, u"socket"_s} << "default:\n  image: docker:29-cli\n" + pipeline;
    QTest::newRow("shell") << QStringList{u"--mode"_s, u"shell"_s} << pipeline;
}

void TestRunDocker::buildsAndRunsImages()
{
    QFETCH(QStringList, mode);
    QFETCH(QByteArray, yaml);
    const Repository repository(yaml);
    repository.write(u"Dockerfile"_s, "FROM scratch\nCOPY busybox /bin/busybox\nCMD [\"/bin/busybox\", \"echo\", \"hello from the image\"]\n");
    QVERIFY2(QFile::copy(u"/bin/busybox"_s, repository.file(u"busybox"_s)), "busybox-static is not installed");
    const QByteArray before = engineState();
    const CliAnswer answer = runCli(QStringList{u"run"_s} + mode + QStringList{repository.path()}, {}, m_state->path());
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QVERIFY(answer.out.contains("| hello from the image"));
    QCOMPARE(engineState(), before);
}

void TestRunDocker::leavesNothingAfterKill()
{
    const Repository repository("job:\n  image: busybox:stable\n  script:\n    - echo job-is-running\n    - sleep 300\n");
    const QByteArray before = engineState();
    QProcess process;
    const QProcessEnvironment environment = environmentWith(m_state->path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(STAGECRAFT_CLI), {u"run"_s, u"--mode"_s, u"socket"_s, repository.path()});
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput(), out.contains("| job-is-running")), 60000);
    QVERIFY(engineState() != before);
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    QVERIFY(process.waitForFinished(10000));
    const Repository next("job:\n  script: echo next\n");
    QCOMPARE(runCli({u"run"_s, u"--mode"_s, u"shell"_s, next.path()}, {}, m_state->path()).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(engineState(), before, 20000);
}

void TestRunDocker::saysWhenThereIsNoEngine()
{
    const Repository repository("job:\n  image: busybox:stable\n  script: echo no\n");
    QProcess process;
    QProcessEnvironment environment = environmentWith(m_state->path());
    environment.insert(u"DOCKER_HOST"_s, u"unix:///nonexistent/docker.sock"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(STAGECRAFT_CLI), {u"run"_s, u"--mode"_s, u"socket"_s, repository.path()});
    QVERIFY(process.waitForFinished(30000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardOutput();
    QVERIFY(said.contains("/nonexistent/docker.sock"));
    // What jobs get is told all the same, and before.
    QVERIFY2(said.contains("Jobs get: The Docker socket of this machine."), said.constData());
}

QTEST_GUILESS_MAIN(TestRunDocker)
#include "tst_run_docker.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What can happen to `stagecraft-cli run` and its Docker engine: no engine, an engine that is killed, a CLI that is killed
// while Docker-in-Docker runs or the engine is behind TLS.
#include "docker_fixture.h"
#include "tests/e2e/cli_run.h"
#include "tests/e2e/second_engine.h"
#include "tests/e2e/tls_engine.h"

#include <QElapsedTimer>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

using namespace stagecraft::engine::test;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

/// A socket's file whose owner is gone.
void leaveSocket(const QString &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path - 1);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    ::close(descriptor);
}

const QByteArray endlessJob = "job:\n  image: busybox:stable\n  script:\n    - echo job-$((1+1))\n    - sleep 300\n";

} // namespace

class TestEngineAccidents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_places = std::make_unique<Places>(); }
    void cleanup()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_places->leftovers(), QStringList(), 15000);
        m_places.reset();
    }
    void noEngine_data();
    void noEngine();
    void theEngineIsKilledInTheMiddle();
    void killedDuringDockerInDocker();
    void killedWithAnEngineBehindTls();

private:
    std::unique_ptr<Places> m_places;
};

void TestEngineAccidents::noEngine_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no socket") << u"unix:///nonexistent/docker.sock"_s << false
                               << QByteArray("Cannot reach the Docker engine at unix:///nonexistent/docker.sock: ");
    QTest::newRow("dead socket") << QString() << false << QByteArray("Cannot reach the Docker engine at unix://");
    QTest::newRow("tcp, nobody listens") << u"tcp://127.0.0.1:1"_s << false << QByteArray("Cannot reach the Docker engine at tcp://127.0.0.1:1: ");
    QTest::newRow("tcp, no such host") << u"tcp://engine.invalid:2375"_s << false
                                       << QByteArray("Cannot reach the Docker engine at tcp://engine.invalid:2375: ");
    QTest::newRow("TLS without certificates") << u"tcp://127.0.0.1:2376"_s << true
                                              << QByteArray("there are no certificates (ca.pem, cert.pem, key.pem) in /nonexistent");
    QTest::newRow("no address") << u"ftp://docker"_s << false << QByteArray("is not the address of a Docker engine");
}

void TestEngineAccidents::noEngine()
{
    QFETCH(QString, host);
    QFETCH(bool, tls);
    QFETCH(QByteArray, said);
    const QTemporaryDir sockets;
    if (QTest::currentDataTag() == QByteArray("dead socket")) {
        leaveSocket(sockets.filePath(u"s"_s));
        host = u"unix://"_s + sockets.filePath(u"s"_s);
    }
    const Repository repository("job:\n  image: busybox:stable\n  script: echo no\n");
    const QByteArray before = fingerprint(repository.path());
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"DOCKER_HOST"_s, host);
    environment.insert(u"DOCKER_TLS_VERIFY"_s, tls ? u"1"_s : QString());
    environment.insert(u"DOCKER_CERT_PATH"_s, tls ? u"/nonexistent"_s : QString());
    CliRun run;
    run.start(environment, {u"--mode"_s, u"dind"_s, repository.path()});
    QCOMPARE(run.exitCode(), 1);
    QVERIFY2(run.says("ERROR: Job failed (system failure): "), run.output());
    QVERIFY2(run.says(said), run.output());
    QCOMPARE(fingerprint(repository.path()), before);
}

void TestEngineAccidents::theEngineIsKilledInTheMiddle()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    if (::geteuid() != 0)
        QSKIP("only root can start an engine to kill");
    const SecondEngine engine;
    QVERIFY(engine.start());
    QVERIFY(engine.load("busybox:stable"));
    const QByteArray before = engine.objects();
    const Repository repository(endlessJob + "  services: [{name: busybox:stable, alias: helper, command: [sleep, \"300\"]}]\n");
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"DOCKER_HOST"_s, engine.host());
    CliRun run;
    run.start(environment, {u"--mode"_s, u"socket"_s, repository.path()});
    QTRY_VERIFY_WITH_TIMEOUT(run.says("| job-2"), 60000);
    QVERIFY(engine.objects() != before);
    QElapsedTimer clock;
    clock.start();
    engine.kill();
    QCOMPARE(run.exitCode(), 1);
    QVERIFY2(clock.elapsed() < 20000, qPrintable(u"%1 ms"_s.arg(clock.elapsed())));
    QVERIFY2(run.says("ERROR: Job failed (system failure): Cannot reach the Docker engine at " + engine.host().toUtf8()), run.output());
    QVERIFY2(run.says("The next start tries again."), run.output());

    QVERIFY(engine.start());
    const Repository next("job:\n  image: busybox:stable\n  script: echo works again\n");
    CliRun second;
    second.start(environment, {u"--mode"_s, u"socket"_s, next.path()});
    QVERIFY2(second.exitCode(60000) == 0, second.output());
    QCOMPARE(engine.objects(), before);
}

void TestEngineAccidents::killedDuringDockerInDocker()
{
    STAGECRAFT_REQUIRE_DOCKER("docker:29-cli", "docker:29-dind");
    const Repository repository("default:\n  image: docker:29-cli\n  services: [docker:29-dind]\n"
                                "variables: {DOCKER_HOST: \"tcp://docker:2376\", DOCKER_TLS_CERTDIR: /certs, DOCKER_TLS_VERIFY: \"1\",\n"
                                "  DOCKER_CERT_PATH: /certs/client}\n"
                                "job:\n  script:\n    - docker version\n    - ls /certs/client/ca.pem\n    - sleep 300\n");
    const QSet<QString> before = inventory();
    CliRun run;
    run.start(m_places->environment(), {u"--mode"_s, u"dind"_s, repository.path()});
    QTRY_VERIFY2_WITH_TIMEOUT(run.says("| /certs/client/ca.pem"), run.output().constData(), 120000);
    QVERIFY(difference(before).count("+ container") == 2);
    QVERIFY2(difference(before).count("+ volume") >= 3, difference(before)); // builds, certificates, dind's own data
    run.signal(SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(difference(before), QByteArray(), 20000);
}

void TestEngineAccidents::killedWithAnEngineBehindTls()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    stagecraft::test::TlsEngine engine;
    if (!engine.start())
        QSKIP("there is no openssl, or the engine has no socket on this machine");
    const Repository repository(endlessJob);
    const QSet<QString> before = inventory();
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"DOCKER_HOST"_s, engine.address());
    environment.insert(u"DOCKER_TLS_VERIFY"_s, u"1"_s);
    environment.insert(u"DOCKER_CERT_PATH"_s, engine.certificates());
    CliRun run;
    run.start(environment, {u"--mode"_s, u"socket"_s, repository.path()});
    QTRY_VERIFY2_WITH_TIMEOUT(run.says("| job-2"), run.output().constData(), 60000);
    QVERIFY(!difference(before).isEmpty());
    run.signal(SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(difference(before), QByteArray(), 20000);
    QTRY_COMPARE_WITH_TIMEOUT(m_places->leftovers(), QStringList(), 15000); // while the engine still answers
}

QTEST_GUILESS_MAIN(TestEngineAccidents)
#include "tst_engine_accidents.moc"

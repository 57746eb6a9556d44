// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/endpoint.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft::docker;

namespace {

void writeFile(const QString &path, const QByteArray &content = {})
{
    QVERIFY(QDir().mkpath(path.section(QLatin1Char('/'), 0, -2)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class EndpointTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void addressesAreUnderstood_data();
    void addressesAreUnderstood();
    void whatIsNoAddressIsRefused_data();
    void whatIsNoAddressIsRefused();
    void settingsWinOverEnvironmentOverContext();
    void tlsComesFromTheEnvironment();
    void missingCertificatesAreSaid();
    void aContextBringsItsCertificates();
    void aMissingContextIsAnError();
    void theFirstUsableSocketIsTaken();

private:
    QScopedPointer<QTemporaryDir> m_home;
    EndpointSearch m_search;
};

void EndpointTest::init()
{
    m_home.reset(new QTemporaryDir);
    m_search = {};
    m_search.home = m_home->path();
    m_search.defaultSocket = m_home->filePath(QStringLiteral("var/docker.sock"));
    m_search.podmanSocket = m_home->filePath(QStringLiteral("run/podman.sock"));
}

void EndpointTest::addressesAreUnderstood_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("tls");
    const auto row = [](const char *given, const char *address, bool tls = false) {
        QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(address) << tls;
    };
    row("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock");
    row("/tmp/a b/docker.sock", "unix:///tmp/a b/docker.sock");
    row("tcp://10.0.0.2", "tcp://10.0.0.2:2375");
    row("tcp://docker:2376", "tcp://docker:2376", true);
    row("https://docker.example.com", "tcp://docker.example.com:2376", true);
    row("http://localhost:1234", "tcp://localhost:1234");
    row("npipe:////./pipe/docker_engine", "npipe://\\\\.\\pipe\\docker_engine");
}

void EndpointTest::addressesAreUnderstood()
{
    QFETCH(const QString, given);
    const auto endpoint = parseEndpoint(given);
    QVERIFY(endpoint);
    QTEST(endpoint->address(), "address");
    QTEST(endpoint->tls, "tls");
}

void EndpointTest::whatIsNoAddressIsRefused_data()
{
    QTest::addColumn<QString>("given");
    for (const char *given : {"ssh://me@host", "tcp://", "ftp://host", "docker", "tcp://host:notaport"})
        QTest::newRow(given) << QString::fromUtf8(given);
}

void EndpointTest::whatIsNoAddressIsRefused()
{
    QFETCH(const QString, given);
    const auto endpoint = parseEndpoint(given);
    QVERIFY(!endpoint);
    QVERIFY(stagecraft::describe(endpoint.error()).contains(given));
}

void EndpointTest::settingsWinOverEnvironmentOverContext()
{
    writeFile(m_home->filePath(QStringLiteral(".docker/config.json")), R"({"currentContext":"mine"})");
    const auto id = QCryptographicHash::hash("mine", QCryptographicHash::Sha256).toHex();
    writeFile(m_home->filePath(QStringLiteral(".docker/contexts/meta/%1/meta.json").arg(QString::fromLatin1(id))),
              R"({"Name":"mine","Endpoints":{"docker":{"Host":"unix:///of/context.sock"}}})");
    QCOMPARE(findEndpoint({}, m_search)->address(), QStringLiteral("unix:///of/context.sock"));
    QCOMPARE(findEndpoint({}, m_search)->from, QStringLiteral("context mine"));

    m_search.environment.insert(QStringLiteral("DOCKER_CONTEXT"), QStringLiteral("default"));
    QCOMPARE(findEndpoint({}, m_search)->path, m_search.defaultSocket);

    m_search.environment.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("tcp://1.2.3.4:5"));
    QCOMPARE(findEndpoint({}, m_search)->address(), QStringLiteral("tcp://1.2.3.4:5"));
    QCOMPARE(findEndpoint(QStringLiteral("/asked.sock"), m_search)->path, QStringLiteral("/asked.sock"));
}

void EndpointTest::tlsComesFromTheEnvironment()
{
    m_search.environment.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("tcp://docker:1234"));
    QVERIFY(!findEndpoint({}, m_search)->tls);
    m_search.environment.insert(QStringLiteral("DOCKER_TLS_VERIFY"), QStringLiteral("1"));
    m_search.environment.insert(QStringLiteral("DOCKER_CERT_PATH"), QStringLiteral("/certs/client"));
    const auto endpoint = findEndpoint({}, m_search);
    QVERIFY(endpoint->tls);
    QVERIFY(endpoint->verify);
    QCOMPARE(endpoint->certPath, QStringLiteral("/certs/client"));
}

void EndpointTest::missingCertificatesAreSaid()
{
    m_search.environment.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("tcp://docker:2376"));
    m_search.environment.insert(QStringLiteral("DOCKER_TLS_VERIFY"), QStringLiteral("1"));
    m_search.environment.insert(QStringLiteral("DOCKER_CERT_PATH"), QStringLiteral("/no/such/certs"));
    const auto configuration = tlsConfiguration(*findEndpoint({}, m_search));
    QVERIFY(!configuration);
    const QString said = stagecraft::describe(configuration.error());
    QVERIFY2(said.contains(QStringLiteral("tcp://docker:2376")) && said.contains(QStringLiteral("/no/such/certs")), qPrintable(said));
    m_search.environment.remove(QStringLiteral("DOCKER_TLS_VERIFY"));
    QVERIFY(tlsConfiguration(*findEndpoint({}, m_search))); // nobody asked to verify
}

void EndpointTest::aContextBringsItsCertificates()
{
    const auto id = QString::fromLatin1(QCryptographicHash::hash("far", QCryptographicHash::Sha256).toHex());
    writeFile(m_home->filePath(QStringLiteral(".docker/contexts/meta/%1/meta.json").arg(id)),
              R"({"Endpoints":{"docker":{"Host":"tcp://far.example:2376","SkipTLSVerify":true}}})");
    m_search.environment.insert(QStringLiteral("DOCKER_CONTEXT"), QStringLiteral("far"));
    const auto endpoint = findEndpoint({}, m_search);
    QVERIFY(endpoint->tls);
    QVERIFY(!endpoint->verify);
    QVERIFY(endpoint->certPath.endsWith(QStringLiteral("tls/%1/docker").arg(id)));
}

void EndpointTest::aMissingContextIsAnError()
{
    m_search.environment.insert(QStringLiteral("DOCKER_CONTEXT"), QStringLiteral("gone"));
    const auto endpoint = findEndpoint({}, m_search);
    QVERIFY(!endpoint);
    QVERIFY(stagecraft::describe(endpoint.error()).contains(QStringLiteral("gone")));
}

void EndpointTest::theFirstUsableSocketIsTaken()
{
    const QString rootless = m_home->filePath(QStringLiteral("runtime/docker.sock"));
    m_search.environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home->filePath(QStringLiteral("runtime")));
    QCOMPARE(findEndpoint({}, m_search)->path, m_search.defaultSocket);
    writeFile(m_search.podmanSocket);
    QCOMPARE(findEndpoint({}, m_search)->path, m_search.podmanSocket);
    writeFile(rootless);
    QCOMPARE(findEndpoint({}, m_search)->path, rootless);
    writeFile(m_search.defaultSocket);
    QCOMPARE(findEndpoint({}, m_search)->path, m_search.defaultSocket);
}

QTEST_GUILESS_MAIN(EndpointTest)
#include "tst_endpoint.moc"

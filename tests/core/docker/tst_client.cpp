// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/client.h"
#include "core/docker/labels.h"
#include "tests/support/require_docker.h"

#include <QBuffer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace stagecraft;
using namespace stagecraft::docker;

namespace {

/// The answer of `pending`, waited for with the event loop running.
template<typename T>
Result<T> wait(Pending<T> pending, int seconds = 60)
{
    QObject context;
    std::optional<Result<T>> result;
    std::move(pending).then(&context, [&result](Result<T> answer) { result = std::move(answer); });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, seconds * 1000))
        return failure(ErrorKind::TimedOut, "no answer in time");
    return std::move(*result);
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

#define VERIFY_OK(expression) \
    do { \
        const auto ok = (expression); \
        QVERIFY2(ok.has_value(), ok.has_value() ? "" : qPrintable(describe(ok.error()))); \
    } while (false)

class ClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noEngineIsSaid();
    void anEngineThatHangsUpIsSaid();
    void anEngineThatIsTooOldIsSaid();
    void aContainerLivesAndDies();
    void stdinGoesInAndBothStreamsComeOut();
    void commandsRunInAContainer();
    void dockerSaysWhatIsWrong();
    void networksAndVolumesAreFoundByLabel();

private:
    Client &client();
    QString create(ContainerSpec spec);
    std::unique_ptr<Client> m_client;
};

Client &ClientTest::client()
{
    if (!m_client) {
        m_client = std::make_unique<Client>(*findEndpoint({}, EndpointSearch::ofThisProcess()));
        const auto info = wait(m_client->connectToEngine());
        if (!info)
            qFatal("%s", qPrintable(describe(info.error())));
    }
    return *m_client;
}

QString ClientTest::create(ContainerSpec spec)
{
    spec.name = text("stagecraft-test-") + QUuid::createUuid().toString(QUuid::Id128);
    spec.image = text("busybox:stable");
    const auto id = wait(client().createContainer(spec));
    return id ? *id : QString();
}

void ClientTest::noEngineIsSaid()
{
    Client nobody(*parseEndpoint(text("unix:///nonexistent/docker.sock")));
    const auto info = wait(nobody.connectToEngine());
    QVERIFY(!info);
    QCOMPARE(info.error().kind, ErrorKind::Unavailable);
    QVERIFY2(describe(info.error()).startsWith(text("Cannot reach the Docker engine at unix:///nonexistent/docker.sock: ")),
             qPrintable(describe(info.error())));
    const auto streams = wait(nobody.attach(text("x")));
    QVERIFY(!streams);
    QCOMPARE(streams.error().kind, ErrorKind::Unavailable);
    Client refused(*parseEndpoint(text("tcp://127.0.0.1:1")));
    QCOMPARE(wait(refused.connectToEngine()).error().kind, ErrorKind::Unavailable);
}

void ClientTest::anEngineThatHangsUpIsSaid()
{
    const QTemporaryDir directory;
    QLocalServer server;
    QVERIFY(server.listen(directory.filePath(text("docker.sock"))));
    connect(&server, &QLocalServer::newConnection, &server, [&server] { server.nextPendingConnection()->abort(); });
    Client hungUp(*parseEndpoint(server.fullServerName()));
    const auto info = wait(hungUp.connectToEngine());
    QVERIFY(!info);
    QCOMPARE(info.error().kind, ErrorKind::Unavailable);
    const auto streams = wait(hungUp.attach(text("x")));
    QVERIFY(!streams);
    QCOMPARE(streams.error().kind, ErrorKind::Unavailable);
}

void ClientTest::anEngineThatIsTooOldIsSaid()
{
    const QTemporaryDir directory;
    QLocalServer server;
    QVERIFY(server.listen(directory.filePath(text("docker.sock"))));
    connect(&server, &QLocalServer::newConnection, &server, [&server] {
        QLocalSocket *socket = server.nextPendingConnection();
        connect(socket, &QLocalSocket::readyRead, socket, [socket] {
            const QByteArray body = R"({"Version":"1.12.6","ApiVersion":"1.24"})";
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    Client old(*parseEndpoint(server.fullServerName()));
    const auto info = wait(old.connectToEngine());
    QVERIFY(!info);
    QVERIFY(describe(info.error()).contains(text("1.24")));
}

void ClientTest::aContainerLivesAndDies()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    ContainerSpec spec;
    spec.command = QStringList{text("sh"), text("-c"), text("cat /hello; exit 7")};
    const QString id = create(spec);
    QVERIFY(!id.isEmpty());
    QByteArray tar(1536, '\0');
    // A tar of one file by hand: name, mode, owner, size, time, checksum, type.
    tar.replace(0, 5, "hello");
    tar.replace(100, 7, "0000644");
    tar.replace(108, 7, "0000000");
    tar.replace(116, 7, "0000000");
    tar.replace(124, 11, "00000000003");
    tar.replace(136, 11, "00000000000");
    tar.replace(156, 1, "0");
    tar.replace(148, 8, "        ");
    int sum = 0;
    for (int i = 0; i < 512; ++i)
        sum += static_cast<uchar>(tar.at(i));
    tar.replace(148, 7, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0');
    tar.replace(512, 3, "hi\n");
    QBuffer buffer(&tar);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    VERIFY_OK(wait(client().putArchive(id, text("/"), &buffer)));
    auto exit = client().waitForExit(id);
    VERIFY_OK(wait(std::move(exit.registered)));
    VERIFY_OK(wait(client().startContainer(id)));
    QCOMPARE(wait(std::move(exit.code)).value_or(-1), 7);
    QCOMPARE(*wait(client().logs(id, 100)), QByteArray("hi\n"));
    const auto info = wait(client().inspectContainer(id));
    QCOMPARE(info->status, text("exited"));
    QCOMPARE(info->exitCode, 7);
    VERIFY_OK(wait(client().removeContainer(id)));
    VERIFY_OK(wait(client().removeContainer(id)));
    QCOMPARE(wait(client().inspectContainer(id)).error().kind, ErrorKind::NotFound);
}

void ClientTest::stdinGoesInAndBothStreamsComeOut()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    ContainerSpec spec;
    spec.command = QStringList{text("sh"), text("-c"), text("echo out; echo err >&2; cat")};
    spec.interactive = true;
    spec.logDriver = text("none");
    const QString id = create(spec);
    const auto streams = wait(client().attach(id));
    VERIFY_OK(streams);
    QByteArray output;
    QByteArray error;
    connect(streams->get(), &HijackedConnection::received, this, [&](StreamDemultiplexer::Stream stream, QByteArrayView bytes) {
        (stream == StreamDemultiplexer::Stream::Error ? error : output).append(bytes);
    });
    auto exit = client().waitForExit(id);
    VERIFY_OK(wait(std::move(exit.registered)));
    VERIFY_OK(wait(client().startContainer(id)));
    (*streams)->write("only the end of this ends cat\n");
    (*streams)->closeInput();
    QCOMPARE(wait(std::move(exit.code)).value_or(-1), 0);
    VERIFY_OK(wait((*streams)->closed()));
    QCOMPARE(output, QByteArray("out\nonly the end of this ends cat\n"));
    QCOMPARE(error, QByteArray("err\n"));
    VERIFY_OK(wait(client().removeContainer(id)));
}

void ClientTest::commandsRunInAContainer()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    ContainerSpec spec;
    spec.command = QStringList{text("sleep"), text("600")};
    const QString id = create(spec);
    VERIFY_OK(wait(client().startContainer(id)));
    const auto streams = wait(client().exec(id, {{text("echo"), text("$HOME 'x'")}}));
    VERIFY_OK(streams);
    QByteArray output;
    connect(streams->get(), &HijackedConnection::received, this, [&](auto, QByteArrayView bytes) { output.append(bytes); });
    VERIFY_OK(wait((*streams)->closed()));
    QCOMPARE(output, QByteArray("$HOME 'x'\n"));
    VERIFY_OK(wait(client().stopContainer(id, 0)));
    VERIFY_OK(wait(client().removeContainer(id)));
}

void ClientTest::dockerSaysWhatIsWrong()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    const auto image = wait(client().inspectImage(text("stagecraft.invalid/no/such:image")));
    QCOMPARE(image.error().kind, ErrorKind::NotFound);
    QVERIFY(describe(image.error()).contains(text("No such image")));
    const auto pulled = wait(client().pullImage({text("stagecraft.invalid/no/such:image")}, [](const PullProgress &) { }));
    QVERIFY(!pulled);
    QVERIFY2(describe(pulled.error()).contains(text("stagecraft.invalid")), qPrintable(describe(pulled.error())));
    const auto streams = wait(client().attach(text("nosuchcontainer")));
    QCOMPARE(streams.error().kind, ErrorKind::NotFound);
    QVERIFY(describe(streams.error()).contains(text("nosuchcontainer")));
}

void ClientTest::networksAndVolumesAreFoundByLabel()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    using Kind = LabelledObject::Kind;
    const QString run = QUuid::createUuid().toString(QUuid::Id128);
    const QString name = text("stagecraft-test-") + run;
    const QString filter = QString::fromLatin1(labels::run) + QLatin1Char('=') + run;
    const Labels ours{{QString::fromLatin1(labels::run), run}};
    VERIFY_OK(wait(client().createNetwork({.name = name, .labels = ours})));
    VERIFY_OK(wait(client().createVolume({.name = name, .labels = ours})));
    const auto directory = wait(client().volumeDirectory(name));
    VERIFY_OK(directory);
    QVERIFY2(directory->startsWith(QLatin1Char('/')) && directory->contains(name), qPrintable(*directory));
    const auto image = wait(client().anyImage());
    VERIFY_OK(image);
    VERIFY_OK(wait(client().inspectImage(*image)));
    for (const Kind kind : {Kind::Network, Kind::Volume}) {
        const auto found = wait(client().labelled(kind, filter));
        VERIFY_OK(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().labels, ours);
        VERIFY_OK(wait(client().remove(found->first())));
        QCOMPARE(wait(client().labelled(kind, filter))->size(), 0);
    }
    QCOMPARE(wait(client().labelled(Kind::Container, filter))->size(), 0);
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/image_name.h"
#include "core/docker/json.h"

#include <QJsonDocument>
#include <QTest>

using namespace stagecraft::docker;

namespace {

QJsonObject parsed(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

} // namespace

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotAskedIsNotSaid();
    void anEmptyEntrypointIsSaid();
    void aContainerHasAllThatWasAsked();
    void aContainerIsRead();
    void portsAreTcpAndSorted();
    void pullLinesAreRead();
    void theMessageOfAFailure();
    void theApiVersionIsNegotiated_data();
    void theApiVersionIsNegotiated();
    void imageNamesAreTakenApart_data();
    void imageNamesAreTakenApart();
    void registryPaths_data();
    void registryPaths();
};

void JsonTest::whatIsNotAskedIsNotSaid()
{
    ContainerSpec spec;
    spec.image = QStringLiteral("busybox:stable");
    const QJsonObject body = parsed(json::createContainer(spec));
    for (const char *key : {"Cmd", "Entrypoint", "User", "WorkingDir", "Healthcheck", "NetworkingConfig", "OpenStdin"})
        QVERIFY2(!body.contains(QLatin1String(key)), key);
    QVERIFY(!body.value(QLatin1String("HostConfig")).toObject().contains(QLatin1String("LogConfig")));
}

void JsonTest::anEmptyEntrypointIsSaid()
{
    ContainerSpec spec;
    spec.entrypoint = QStringList{QString()};
    QCOMPARE(parsed(json::createContainer(spec)).value(QLatin1String("Entrypoint")).toArray(), QJsonArray{QString()});
}

void JsonTest::aContainerHasAllThatWasAsked()
{
    ContainerSpec spec;
    spec.image = QStringLiteral("docker:29-dind");
    spec.command = QStringList{QStringLiteral("--mtu=1360"), QStringLiteral("$(touch /tmp/x); \"'")};
    spec.environment = {QStringLiteral("A=b c\n\"d")};
    spec.binds = {QStringLiteral("certs:/certs/client")};
    spec.networkMode = QStringLiteral("net");
    spec.networkAliases = {QStringLiteral("docker"), QStringLiteral("dind")};
    spec.privileged = true;
    spec.interactive = true;
    spec.logDriver = QStringLiteral("none");
    const QJsonObject body = parsed(json::createContainer(spec));
    const QJsonObject host = body.value(QLatin1String("HostConfig")).toObject();
    QCOMPARE(body.value(QLatin1String("Cmd")).toArray().at(1).toString(), spec.command->at(1));
    QCOMPARE(body.value(QLatin1String("Env")).toArray().at(0).toString(), spec.environment.first());
    QVERIFY(body.value(QLatin1String("StdinOnce")).toBool());
    QVERIFY(host.value(QLatin1String("Privileged")).toBool());
    QCOMPARE(host.value(QLatin1String("NetworkMode")).toString(), QStringLiteral("net"));
    QCOMPARE(host.value(QLatin1String("LogConfig")).toObject().value(QLatin1String("Type")).toString(), QStringLiteral("none"));
    QCOMPARE(body.value(QLatin1String("NetworkingConfig")).toObject().value(QLatin1String("EndpointsConfig")).toObject()
                 .value(QLatin1String("net")).toObject().value(QLatin1String("Aliases")).toArray().size(), 2);
}

void JsonTest::aContainerIsRead()
{
    const auto info = json::containerInfo(parsed(R"({"Id":"abc","State":{"Status":"exited","ExitCode":137,"OOMKilled":true,
        "Health":{"Status":"unhealthy"}},"Config":{"Env":["A=1"],"ExposedPorts":{"80/tcp":{}}},
        "NetworkSettings":{"Networks":{"a":{"IPAddress":""},"b":{"IPAddress":"172.18.0.2"}}}})"));
    QCOMPARE(info.status, QStringLiteral("exited"));
    QCOMPARE(info.exitCode, 137);
    QVERIFY(info.oomKilled);
    QCOMPARE(info.health, QStringLiteral("unhealthy"));
    QCOMPARE(info.addresses, QStringList{QStringLiteral("172.18.0.2")});
    QCOMPARE(json::containerInfo({}).status, QString());
}

void JsonTest::portsAreTcpAndSorted()
{
    const auto info = json::imageInfo(parsed(R"({"Id":"sha256:1","Config":{"ExposedPorts":{"2376/tcp":{},"53/udp":{},"2375/tcp":{}},
        "Healthcheck":{"Test":["CMD","true"]}}})"));
    QCOMPARE(info.tcpPorts, (QList<quint16>{2375, 2376}));
    QVERIFY(info.hasHealthcheck);
    QVERIFY(!json::imageInfo(parsed(R"({"Config":{"Healthcheck":{"Test":["NONE"]}}})")).hasHealthcheck);
}

void JsonTest::pullLinesAreRead()
{
    const auto line = json::pullLine(R"({"status":"Downloading","progressDetail":{"current":10,"total":30},"id":"4f4fb700ef54"})");
    QCOMPARE(line.progress.layer, QStringLiteral("4f4fb700ef54"));
    QCOMPARE(line.progress.current, 10);
    QCOMPARE(line.progress.total, 30);
    QVERIFY(line.error.isEmpty());
    QCOMPARE(json::pullLine(R"({"errorDetail":{"message":"no space"},"error":"no space"})").error, QStringLiteral("no space"));
    QVERIFY(json::pullLine("\xff not json").error.isEmpty());
}

void JsonTest::theMessageOfAFailure()
{
    QCOMPARE(json::errorMessage(R"({"message":"No such image: x"})"), QStringLiteral("No such image: x"));
    QCOMPARE(json::errorMessage("plain words\n"), QStringLiteral("plain words"));
}

void JsonTest::theApiVersionIsNegotiated_data()
{
    QTest::addColumn<QString>("newest");
    QTest::addColumn<QString>("oldest");
    QTest::addColumn<QString>("used");
    const auto row = [](const char *name, const char *newest, const char *oldest, const char *used) {
        QTest::newRow(name) << QString::fromUtf8(newest) << QString::fromUtf8(oldest) << QString::fromUtf8(used);
    };
    row("Docker 26", "1.45", "1.24", "1.45");
    row("Docker 29", "1.52", "1.44", "1.47");
    row("Docker 20.10", "1.41", "1.12", "1.41");
    row("Podman", "1.41", "1.24", "1.41");
    row("far future", "1.99", "1.90", "1.90");
    row("too old", "1.24", "1.12", "");
    row("no version", "", "", "");
}

void JsonTest::theApiVersionIsNegotiated()
{
    QFETCH(const QString, newest);
    QFETCH(const QString, oldest);
    EngineInfo engine;
    engine.apiVersion = newest;
    engine.minApiVersion = oldest;
    QTEST(json::negotiate(engine), "used");
}

void JsonTest::imageNamesAreTakenApart_data()
{
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("digest");
    const auto row = [](const char *name, const char *repository, const char *tag, const char *digest = "") {
        QTest::newRow(name) << QString::fromUtf8(repository) << QString::fromUtf8(tag) << QString::fromUtf8(digest);
    };
    // Without a tag of its own the API would pull every tag there is.
    row("busybox", "busybox", "latest");
    row("busybox:stable", "busybox", "stable");
    row("localhost:5000/img", "localhost:5000/img", "latest");
    row("localhost:5000/a/b:1.2", "localhost:5000/a/b", "1.2");
    row("a/b@sha256:0123", "a/b", "", "sha256:0123");
    row("a/b:1@sha256:0123", "a/b", "1", "sha256:0123");
}

void JsonTest::imageNamesAreTakenApart()
{
    const ImageName name = splitImageName(QString::fromUtf8(QTest::currentDataTag()));
    QTEST(name.repository, "repository");
    QTEST(name.tag, "tag");
    QTEST(name.digest, "digest");
}

void JsonTest::registryPaths_data()
{
    QTest::addColumn<QString>("path");
    const auto row = [](const char *name, const char *path) { QTest::newRow(name) << QString::fromUtf8(path); };
    row("user/ubuntu", "docker.io/user/ubuntu");
    row("index.docker.io/user/ubuntu", "docker.io/user/ubuntu");
    row("DOCKER.io/user/ubuntu", "docker.io/user/ubuntu");
    row("foo.bar:123/asdf/baz:latest", "foo.bar:123/asdf/baz");
    row("FOO.BAR:123/With/Case", "foo.bar:123/With/Case");
    row("LOCALHOST/test:xxx", "localhost/test");
    row("notLocalhost/test", "docker.io/notLocalhost/test");
    row("localhost:1234/test", "localhost:1234/test");
}

void JsonTest::registryPaths()
{
    QTEST(registryPath(QString::fromUtf8(QTest::currentDataTag())), "path");
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"

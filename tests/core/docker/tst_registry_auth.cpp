// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Expected values: gitlab-runner's own tests, as the reference (7.10) lists them.
#include "core/docker/registry_auth.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::docker;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

AuthConfig config(const char *source, const QByteArray &content)
{
    return {text(source), QJsonDocument::fromJson(content).object()};
}

QByteArray auths(std::initializer_list<std::pair<const char *, const char *>> entries)
{
    QJsonObject object;
    for (const auto &[key, user] : entries) {
        const QByteArray pair = QByteArray(user) + ":secret:with:colons";
        object.insert(text(key), QJsonObject{{text("auth"), QString::fromLatin1(pair.toBase64())}});
    }
    return QJsonDocument(QJsonObject{{text("auths"), object}}).toJson();
}

QJsonObject decoded(const QByteArray &header)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(header, QByteArray::Base64UrlEncoding)).object();
}

} // namespace

class RegistryAuthTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLongestPathWins_data();
    void theLongestPathWins();
    void theVariableBeatsTheFile();
    void dockerHubHasManyNames();
    void helpersAreFound();
    void aProjectCannotNamePrograms();
    void aHelperIsAsked();
    void whatAJobGetsForItsRegistryComesLast();
};

void RegistryAuthTest::theLongestPathWins_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("registry.local/foo/image:3") << text("user1");
    QTest::newRow("registry.local/ns/image:5") << text("user2");
    QTest::newRow("registry.local/ns/some/image:l") << text("user3");
    QTest::newRow("registry.local/nsx/image") << text("user1");
    QTest::newRow("registry.local:5000/image:l") << text("user4");
    QTest::newRow("no_auth_configured/image:l") << QString();
}

void RegistryAuthTest::theLongestPathWins()
{
    const QList<AuthConfig> configs{config("file", auths({{"registry.local", "user1"}, {"registry.local/ns", "user2"},
                                                          {"registry.local/ns/some/image", "user3"},
                                                          {"registry.local:5000", "user4"}}))};
    const auto found = findCredentials(QString::fromUtf8(QTest::currentDataTag()), configs);
    const QJsonObject header = found ? decoded(found->header) : QJsonObject();
    QTEST(header.value(text("username")).toString(), "user");
    if (found) {
        QCOMPARE(header.value(text("password")).toString(), text("secret:with:colons"));
        QVERIFY(header.value(text("serveraddress")).toString().startsWith(text("registry.local")));
    }
}

void RegistryAuthTest::theVariableBeatsTheFile()
{
    const QList<AuthConfig> configs{config("$DOCKER_AUTH_CONFIG", auths({{"registry.local", "variable"}})),
                                    config("file", auths({{"registry.local", "file"}, {"registry.local/ns", "deeper"}}))};
    QCOMPARE(findCredentials(text("registry.local/image"), configs)->source, text("$DOCKER_AUTH_CONFIG"));
    QCOMPARE(findCredentials(text("registry.local/ns/image"), configs)->source, text("file"));
}

void RegistryAuthTest::dockerHubHasManyNames()
{
    for (const char *key : {"https://index.docker.io/v1/", "http://INDEX.docker.io/v1/anything", "docker.io"}) {
        const auto found = findCredentials(text("ubuntu"), {config("file", auths({{key, "me"}}))});
        QVERIFY2(found, key);
        QCOMPARE(decoded(found->header).value(text("serveraddress")).toString(), text("https://index.docker.io/v1/"));
    }
    const AuthConfig empty = config("file", "{\"auths\":{\"https://index.docker.io/v1/\":{}}}");
    QVERIFY(!findCredentials(text("ubuntu"), {empty}));
}

void RegistryAuthTest::helpersAreFound()
{
    const QList<AuthConfig> configs{config("file", R"({"credHelpers":{"gcr.io":"gcloud"},"credsStore":"desktop"})")};
    QCOMPARE(credentialHelper(text("gcr.io/a/b"), configs), text("gcloud"));
    QCOMPARE(credentialHelper(text("busybox"), configs), text("desktop"));
    QCOMPARE(credentialHelper(text("busybox"), {}), QString());
}

void RegistryAuthTest::aProjectCannotNamePrograms()
{
    const QTemporaryDir directory;
    qputenv("DOCKER_CONFIG", directory.path().toUtf8());
    std::optional<Result<Credentials>> answer;
    credentialsFor(text("busybox"), {.dockerAuthConfig = text(R"({"credsStore":"../../usr/bin/id"})")}).then(this, [&answer](const auto &found) { answer = found; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QVERIFY((*answer)->header.isEmpty());
    qunsetenv("DOCKER_CONFIG");
}

void RegistryAuthTest::aHelperIsAsked()
{
    const QTemporaryDir directory;
    QFile settings(directory.filePath(text("config.json")));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"credHelpers":{"registry.local":"test-one","other.local":"a/b"}})");
    settings.close();
    QFile helper(directory.filePath(text("docker-credential-test-one")));
    QVERIFY(helper.open(QIODevice::WriteOnly));
    helper.write("#!/bin/sh\nread -r server\necho \"{\\\"Username\\\":\\\"$server\\\",\\\"Secret\\\":\\\"s\\\"}\"\n");
    helper.close();
    helper.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("DOCKER_CONFIG", directory.path().toUtf8());
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", directory.path().toUtf8() + ':' + path);
    std::optional<Result<Credentials>> answer;
    std::optional<Result<Credentials>> refused;
    credentialsFor(text("registry.local/image"), {}).then(this, [&answer](const auto &found) { answer = found; });
    credentialsFor(text("other.local/image"), {}).then(this, [&refused](const auto &found) { refused = found; });
    QTRY_VERIFY(answer && refused);
    qputenv("PATH", path);
    qunsetenv("DOCKER_CONFIG");
    QVERIFY(*answer);
    QCOMPARE(decoded((*answer)->header).value(text("username")).toString(), text("registry.local"));
    QVERIFY((*refused)->header.isEmpty());
    QVERIFY2((*refused)->warning.contains(text("“a/b”")), qPrintable((*refused)->warning));
}

void RegistryAuthTest::whatAJobGetsForItsRegistryComesLast()
{
    const QTemporaryDir directory;
    qputenv("DOCKER_CONFIG", directory.path().toUtf8());
    const auto userFor = [this](const char *image, const JobCredentials &job) {
        std::optional<Result<Credentials>> answer;
        credentialsFor(text(image), job).then(this, [&answer](const auto &found) { answer = found; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }) || !*answer)
            return text("(failed)");
        return decoded((*answer)->header).value(text("username")).toString() + QLatin1Char('|') + (*answer)->source + QLatin1Char('|')
            + (*answer)->warning.left(15);
    };
    JobCredentials job{{}, text("registry.local"), text("gitlab-ci-token"), text("token")};
    QCOMPARE(userFor("registry.local/group/image", job), text("gitlab-ci-token|job payload (GitLab Registry)|"));
    QCOMPARE(userFor("other.local/image", job), text("||"));
    job.dockerAuthConfig = QString::fromUtf8(auths({{"registry.local", "variable"}}));
    QCOMPARE(userFor("registry.local/group/image", job), text("variable|$DOCKER_AUTH_CONFIG|"));
    job.registry = text("registry.local/group");
    QVERIFY2(userFor("registry.local/group/image", job).startsWith(text("gitlab-ci-token|")), "the longer path wins");

    QFile settings(directory.filePath(text("config.json")));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"credsStore":"of-nobody"})");
    settings.close();
    job.dockerAuthConfig.clear();
    const QString withWarning = userFor("registry.local/group/image", job);
    QVERIFY2(withWarning.startsWith(text("gitlab-ci-token|job payload (GitLab Registry)|")) && !withWarning.endsWith(QLatin1Char('|')),
             qPrintable(withWarning));
    qunsetenv("DOCKER_CONFIG");
}

QTEST_GUILESS_MAIN(RegistryAuthTest)
#include "tst_registry_auth.moc"

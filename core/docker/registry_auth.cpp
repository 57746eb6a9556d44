// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/registry_auth.h"

#include "core/base/process.h"
#include "core/docker/image_name.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QUrl>

namespace stagecraft::docker {

namespace {

const QString dockerHub = QStringLiteral("docker.io");
const QString dockerHubServer = QStringLiteral("https://index.docker.io/v1/");

QString hostOf(const QString &image)
{
    return registryPath(image).section(QLatin1Char('/'), 0, 0);
}

// A key of `auths` is a host, a host with a path, or an old URL of which only the host counts.
QString normalizedKey(const QString &key)
{
    const bool isUrl = key.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
                       || key.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
    const QString path = isUrl ? QUrl(key).authority() : key;
    const QString host = path.section(QLatin1Char('/'), 0, 0).toLower();
    if (host == QLatin1String("index.docker.io"))
        return dockerHub;
    if (isUrl)
        return host;
    return splitImageName(host + path.mid(host.size())).repository;
}

QByteArray header(const QString &user, const QString &secret, const QString &host)
{
    const QString server = host == dockerHub ? dockerHubServer : host;
    QJsonObject object{{QStringLiteral("serveraddress"), server}};
    if (user == QLatin1String("<token>")) {
        object.insert(QStringLiteral("identitytoken"), secret);
    } else {
        object.insert(QStringLiteral("username"), user);
        object.insert(QStringLiteral("password"), secret);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding);
}

std::optional<QByteArray> headerOf(const QJsonObject &entry, const QString &host)
{
    const QByteArray pair = QByteArray::fromBase64(entry.value(QLatin1String("auth")).toString().toLatin1());
    const auto colon = pair.indexOf(':');
    if (colon > 0)
        return header(QString::fromUtf8(pair.first(colon)), QString::fromUtf8(pair.mid(colon + 1)), host);
    const QString user = entry.value(QLatin1String("username")).toString();
    if (!user.isEmpty())
        return header(user, entry.value(QLatin1String("password")).toString(), host);
    return std::nullopt;
}

QList<AuthConfig> configurations(const QString &dockerAuthConfig)
{
    QList<AuthConfig> configs;
    if (!dockerAuthConfig.isEmpty())
        configs << AuthConfig{QStringLiteral("$DOCKER_AUTH_CONFIG"), QJsonDocument::fromJson(dockerAuthConfig.toUtf8()).object()};
    const QString set = qEnvironmentVariable("DOCKER_CONFIG");
    QFile file((set.isEmpty() ? QDir::homePath() + QStringLiteral("/.docker") : set) + QStringLiteral("/config.json"));
    if (file.open(QIODevice::ReadOnly))
        configs << AuthConfig{file.fileName(), QJsonDocument::fromJson(file.readAll()).object()};
    return configs;
}

// The helper's protocol: the server on its input, {"Username", "Secret"} on its output. One that knows nothing about
// the server ends with an error, which only means that there are no credentials.
Pending<Credentials> askHelper(const QString &helper, const QString &host)
{
    auto *process = new Process;
    const Completer<Credentials> completer([process] { process->deleteLater(); });
    QObject::connect(process, &Process::failed, process, [process, completer](const Error &error) {
        completer.complete(std::unexpected(error));
        process->deleteLater();
    });
    QObject::connect(process, &Process::finished, process, [process, completer, host, helper](const ProcessResult &result) {
        const QJsonObject answer = QJsonDocument::fromJson(result.output).object();
        const QString user = answer.value(QLatin1String("Username")).toString();
        Credentials credentials;
        if (result.exitCode == 0 && !user.isEmpty())
            credentials = {header(user, answer.value(QLatin1String("Secret")).toString(), host), helper};
        completer.complete(credentials);
        process->deleteLater();
    });
    ProcessRequest request;
    request.program = helper;
    request.arguments = {QStringLiteral("get")};
    request.input = (host == dockerHub ? dockerHubServer : host).toUtf8();
    process->start(request);
    return completer;
}

} // namespace

std::optional<Credentials> findCredentials(const QString &image, const QList<AuthConfig> &configs)
{
    const QString path = registryPath(image);
    std::optional<Credentials> best;
    qsizetype length = 0;
    for (const AuthConfig &config : configs) {
        const QJsonObject auths = config.content.value(QLatin1String("auths")).toObject();
        for (auto entry = auths.begin(); entry != auths.end(); ++entry) {
            const QString key = normalizedKey(entry.key());
            const bool fits = path == key || path.startsWith(key + QLatin1Char('/'));
            if (!fits || key.size() <= length)
                continue;
            if (const auto found = headerOf(entry.value().toObject(), hostOf(image))) {
                best = Credentials{*found, config.source};
                length = key.size();
            }
        }
    }
    return best;
}

QString credentialHelper(const QString &image, const QList<AuthConfig> &configs)
{
    const QString host = hostOf(image);
    for (const AuthConfig &config : configs) {
        const QJsonObject helpers = config.content.value(QLatin1String("credHelpers")).toObject();
        QString helper = helpers.value(host).toString();
        if (helper.isEmpty() && host == dockerHub)
            helper = helpers.value(dockerHubServer).toString();
        if (helper.isEmpty())
            helper = config.content.value(QLatin1String("credsStore")).toString();
        if (!helper.isEmpty())
            return helper;
    }
    return {};
}

Pending<Credentials> credentialsFor(const QString &image, const QString &dockerAuthConfig)
{
    const QList<AuthConfig> configs = configurations(dockerAuthConfig);
    if (auto found = findCredentials(image, configs))
        return Result<Credentials>(std::move(*found));
    // $DOCKER_AUTH_CONFIG belongs to the project: it may bring credentials, but not name programs of this machine.
    QList<AuthConfig> own;
    for (const AuthConfig &config : configs) {
        if (config.source != QLatin1String("$DOCKER_AUTH_CONFIG"))
            own << config;
    }
    const QString helper = credentialHelper(image, own);
    if (helper.isEmpty())
        return Result<Credentials>(Credentials());
    if (helper.contains(QLatin1Char('/')) || helper.contains(QLatin1Char('\\'))) {
        return Result<Credentials>(failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "“%1” is not the name of a credential helper"),
                                           {helper}));
    }
    return askHelper(QStringLiteral("docker-credential-") + helper, hostOf(image));
}

} // namespace stagecraft::docker

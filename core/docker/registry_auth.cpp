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

constexpr qint64 maximumConfig = 16 * 1024 * 1024;
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
    if (isUrl || !path.contains(QLatin1Char('/')))
        return host; // a colon in it is that of a port
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
    const QString token = entry.value(QLatin1String("identitytoken")).toString();
    if (!token.isEmpty())
        return header(QStringLiteral("<token>"), token, host);
    const QByteArray pair = QByteArray::fromBase64(entry.value(QLatin1String("auth")).toString().toLatin1());
    const auto colon = pair.indexOf(':');
    if (colon > 0)
        return header(QString::fromUtf8(pair.first(colon)), QString::fromUtf8(pair.mid(colon + 1)), host);
    const QString user = entry.value(QLatin1String("username")).toString();
    if (!user.isEmpty())
        return header(user, entry.value(QLatin1String("password")).toString(), host);
    return std::nullopt;
}

const QString variableSource = QStringLiteral("$DOCKER_AUTH_CONFIG");

std::optional<AuthConfig> configOfUser()
{
    const QString set = qEnvironmentVariable("DOCKER_CONFIG");
    QFile file((set.isEmpty() ? QDir::homePath() + QStringLiteral("/.docker") : set) + QStringLiteral("/config.json"));
    if (file.open(QIODevice::ReadOnly))
        return AuthConfig{file.fileName(), QJsonDocument::fromJson(file.read(maximumConfig)).object()};
    // Before Docker 1.7: the entries of `auths` without anything around them.
    QFile old(QDir::homePath() + QStringLiteral("/.dockercfg"));
    if (old.open(QIODevice::ReadOnly)) {
        const QJsonObject entries = QJsonDocument::fromJson(old.read(maximumConfig)).object();
        return AuthConfig{old.fileName(), {{QStringLiteral("auths"), entries}}};
    }
    return std::nullopt;
}

std::optional<AuthConfig> configOfPayload(const JobCredentials &job)
{
    if (job.registry.isEmpty() || job.user.isEmpty() || job.password.isEmpty())
        return std::nullopt;
    const QJsonObject entry{{QStringLiteral("username"), job.user}, {QStringLiteral("password"), job.password}};
    return AuthConfig{QStringLiteral("job payload (GitLab Registry)"),
                      {{QStringLiteral("auths"), QJsonObject{{job.registry, entry}}}}};
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

Pending<Credentials> credentialsFor(const QString &image, const JobCredentials &job)
{
    QList<AuthConfig> configs;
    if (!job.dockerAuthConfig.isEmpty())
        configs << AuthConfig{variableSource, QJsonDocument::fromJson(job.dockerAuthConfig.toUtf8()).object()};
    const auto own = configOfUser();
    if (own)
        configs << *own;
    const auto payload = configOfPayload(job);
    if (payload)
        configs << *payload;
    const auto found = findCredentials(image, configs);
    // $DOCKER_AUTH_CONFIG belongs to the project: it may bring credentials, but not name programs of this machine.
    const QString helper = own ? credentialHelper(image, {*own}) : QString();
    if (helper.isEmpty() || (found && (!payload || found->source != payload->source)))
        return Result<Credentials>(found.value_or(Credentials()));

    // The user's helper comes before what GitLab gives the job.
    const auto otherwise = [fallback = found.value_or(Credentials())](const Error &error) {
        Credentials credentials = fallback;
        credentials.warning = describe(error);
        return credentials;
    };
    if (helper.contains(QLatin1Char('/')) || helper.contains(QLatin1Char('\\'))) {
        return Result<Credentials>(otherwise(
            failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "“%1” is not the name of a credential helper"), {helper}).error()));
    }
    auto *context = new QObject;
    const Completer<Credentials> completer([guarded = QPointer(context)] {
        if (guarded)
            guarded->deleteLater();
    });
    askHelper(QStringLiteral("docker-credential-") + helper, hostOf(image))
        .then(context, [context, completer, otherwise, fallback = found.value_or(Credentials())](const Result<Credentials> &answer) {
            if (!answer)
                completer.complete(otherwise(answer.error()));
            else
                completer.complete(answer->header.isEmpty() ? fallback : *answer);
            context->deleteLater();
        });
    return completer;
}

} // namespace stagecraft::docker

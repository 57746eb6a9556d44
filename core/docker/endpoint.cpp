// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/endpoint.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

namespace stagecraft::docker {

namespace {

constexpr quint16 plainPort = 2375;
constexpr quint16 tlsPort = 2376;

QString configDirectory(const EndpointSearch &search)
{
    const QString set = search.environment.value(QStringLiteral("DOCKER_CONFIG"));
    return set.isEmpty() ? search.home + QStringLiteral("/.docker") : set;
}

QJsonObject readObject(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void useTls(Endpoint &endpoint, const QString &certPath, bool verify)
{
    endpoint.tls = true;
    endpoint.verify = verify;
    endpoint.certPath = certPath;
    if (endpoint.port == 0)
        endpoint.port = tlsPort;
}

Result<Endpoint> fromEnvironment(const QString &address, const EndpointSearch &search)
{
    auto endpoint = parseEndpoint(address);
    if (!endpoint)
        return endpoint;
    const QString certPath = search.environment.value(QStringLiteral("DOCKER_CERT_PATH"));
    const bool verify = !search.environment.value(QStringLiteral("DOCKER_TLS_VERIFY")).isEmpty();
    const bool tls = verify || !search.environment.value(QStringLiteral("DOCKER_TLS")).isEmpty() || endpoint->tls;
    if (endpoint->kind == Endpoint::Kind::Tcp && tls)
        useTls(*endpoint, certPath.isEmpty() ? configDirectory(search) : certPath, verify);
    return endpoint;
}

// The docker CLI keeps a context under the SHA-256 of its name.
Result<Endpoint> fromContext(const QString &name, const EndpointSearch &search)
{
    const QString id = QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
    const QString contexts = configDirectory(search) + QStringLiteral("/contexts");
    const QJsonObject docker = readObject(QStringLiteral("%1/meta/%2/meta.json").arg(contexts, id))
                                   .value(QLatin1String("Endpoints")).toObject().value(QLatin1String("docker")).toObject();
    const QString address = docker.value(QLatin1String("Host")).toString();
    if (address.isEmpty()) {
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The Docker context “%1” does not exist or names no engine"),
                       {name});
    }
    auto endpoint = parseEndpoint(address);
    if (!endpoint)
        return endpoint;
    const QString certificates = QStringLiteral("%1/tls/%2/docker").arg(contexts, id);
    if (endpoint->kind == Endpoint::Kind::Tcp && (endpoint->tls || QFileInfo::exists(certificates)))
        useTls(*endpoint, certificates, !docker.value(QLatin1String("SkipTLSVerify")).toBool());
    return endpoint;
}

Endpoint usualSocket(const EndpointSearch &search)
{
    QStringList candidates{search.defaultSocket};
    const QString runtime = search.environment.value(QStringLiteral("XDG_RUNTIME_DIR"));
    if (!runtime.isEmpty())
        candidates << runtime + QStringLiteral("/docker.sock");
    candidates << search.home + QStringLiteral("/.docker/run/docker.sock");
    if (!runtime.isEmpty())
        candidates << runtime + QStringLiteral("/podman/podman.sock");
    candidates << search.podmanSocket;

    Endpoint endpoint;
    endpoint.path = search.defaultSocket;
    endpoint.from = QStringLiteral("default");
    // The first one that may be used; a socket without permission is only better than none at all.
    for (const QString &candidate : candidates) {
        if (QFileInfo(candidate).isWritable()) {
            endpoint.path = candidate;
            break;
        }
    }
    return endpoint;
}

Result<Endpoint> named(Result<Endpoint> endpoint, const QString &from)
{
    if (endpoint)
        endpoint->from = from;
    return endpoint;
}

} // namespace

QString Endpoint::address() const
{
    if (kind == Kind::Local)
        return (path.startsWith(QLatin1String("\\\\")) ? QStringLiteral("npipe://") : QStringLiteral("unix://")) + path;
    return QStringLiteral("tcp://%1:%2").arg(host).arg(port);
}

EndpointSearch EndpointSearch::ofThisProcess()
{
    EndpointSearch search;
    search.environment = QProcessEnvironment::systemEnvironment();
    search.home = QDir::homePath();
    return search;
}

Result<Endpoint> parseEndpoint(const QString &address)
{
    Endpoint endpoint;
    if (address.startsWith(QLatin1Char('/'))) {
        endpoint.path = address;
        return endpoint;
    }
    if (address.startsWith(QLatin1String("unix://"))) {
        endpoint.path = address.mid(7);
        if (endpoint.path.isEmpty())
            endpoint.path = EndpointSearch().defaultSocket;
        return endpoint;
    }
    if (address.startsWith(QLatin1String("npipe://"))) {
        endpoint.path = QDir::toNativeSeparators(address.mid(8)).replace(QLatin1Char('/'), QLatin1Char('\\'));
        return endpoint;
    }
    if (address.startsWith(QLatin1String("ssh://"))) {
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft",
                       "Docker engines over SSH (%1) are not supported; forward the socket with ssh -L and use unix://"), {address});
    }
    const QUrl url(address);
    const QString scheme = url.scheme();
    const bool known = scheme == QLatin1String("tcp") || scheme == QLatin1String("http") || scheme == QLatin1String("https");
    if (!known || !url.isValid() || url.host().isEmpty()) {
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft",
                       "“%1” is not the address of a Docker engine; expected unix:///PATH or tcp://HOST:PORT"), {address});
    }
    endpoint.kind = Endpoint::Kind::Tcp;
    endpoint.host = url.host();
    endpoint.tls = scheme == QLatin1String("https") || url.port() == tlsPort;
    endpoint.port = static_cast<quint16>(url.port(endpoint.tls ? tlsPort : plainPort));
    return endpoint;
}

Result<Endpoint> findEndpoint(const QString &wanted, const EndpointSearch &search)
{
    if (!wanted.isEmpty())
        return named(fromEnvironment(wanted, search), QStringLiteral("settings"));
    const QString host = search.environment.value(QStringLiteral("DOCKER_HOST"));
    if (!host.isEmpty())
        return named(fromEnvironment(host, search), QStringLiteral("DOCKER_HOST"));
    QString context = search.environment.value(QStringLiteral("DOCKER_CONTEXT"));
    if (context.isEmpty()) {
        context = readObject(configDirectory(search) + QStringLiteral("/config.json"))
                      .value(QLatin1String("currentContext")).toString();
    }
    if (!context.isEmpty() && context != QLatin1String("default"))
        return named(fromContext(context, search), QStringLiteral("context ") + context);
    return usualSocket(search);
}

Result<QSslConfiguration> tlsConfiguration(const Endpoint &endpoint)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(endpoint.verify ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (endpoint.certPath.isEmpty())
        return configuration;
    const QDir directory(endpoint.certPath);
    if (endpoint.verify && !directory.exists(QStringLiteral("ca.pem")) && !directory.exists(QStringLiteral("cert.pem"))) {
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft",
                       "Cannot reach the Docker engine at %1: it wants TLS, and there are no certificates (ca.pem, cert.pem, key.pem) "
                       "in %2"), {endpoint.address(), endpoint.certPath});
    }
    const auto authorities = QSslCertificate::fromPath(directory.filePath(QStringLiteral("ca.pem")));
    if (!authorities.isEmpty())
        configuration.setCaCertificates(authorities);
    const auto certificates = QSslCertificate::fromPath(directory.filePath(QStringLiteral("cert.pem")));
    QFile keyFile(directory.filePath(QStringLiteral("key.pem")));
    if (certificates.isEmpty() || !keyFile.open(QIODevice::ReadOnly))
        return configuration; // the engine may not ask for a client certificate
    const QByteArray pem = keyFile.readAll();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey key(pem, algorithm);
        if (!key.isNull()) {
            configuration.setLocalCertificateChain(certificates);
            configuration.setPrivateKey(key);
            return configuration;
        }
    }
    return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "“%1” holds no RSA or EC key"), {keyFile.fileName()});
}

} // namespace stagecraft::docker

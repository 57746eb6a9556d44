// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/client.h"

#include "core/docker/errors.h"
#include "core/docker/image_name.h"
#include "core/docker/json.h"

#include <QFile>
#include <QHttp1Configuration>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace stagecraft::docker {

namespace {

// Seconds without a byte from the engine. Starting and removing can take long on a busy machine; a wait or a pull has
// no limit of its own, the job's timeout ends it.
constexpr int quick = 15;
constexpr int slow = 180;
constexpr int unlimited = 0;
// Each running job keeps one connection busy with its wait; Qt's default of six would let the seventh job starve.
constexpr qsizetype connections = 128;
constexpr qint64 archivePiece = 1024 * 1024;
constexpr qsizetype longestLine = 64 * 1024;

// The one path without a version in front: it tells which versions there are.
const QString versionPath = QStringLiteral("/version");

Result<QJsonObject> objectOf(const QByteArray &body)
{
    const auto document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "The Docker engine's answer makes no sense"));
    return document.object();
}

QString escaped(const QString &segment)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(segment));
}

QUrlQuery query(std::initializer_list<std::pair<const char *, QString>> items)
{
    QUrlQuery result;
    for (const auto &[key, value] : items)
        result.addQueryItem(QString::fromLatin1(key), escaped(value));
    return result;
}

} // namespace

Client::Client(const Endpoint &endpoint, QObject *parent)
    : QObject(parent), m_endpoint(endpoint)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QNetworkRequest Client::request(const QString &path, const QUrlQuery &query, int timeoutSeconds) const
{
    QUrl url;
    url.setPath(path == versionPath ? path : QStringLiteral("/v") + m_apiVersion + path, QUrl::TolerantMode);
    url.setQuery(query);
    QNetworkRequest request;
    if (m_endpoint.kind == Endpoint::Kind::Local) {
        url.setScheme(QStringLiteral("unix+http"));
        url.setHost(QStringLiteral("docker"));
        request.setAttribute(QNetworkRequest::FullLocalServerNameAttribute, m_endpoint.path);
    } else {
        url.setScheme(m_endpoint.tls ? QStringLiteral("https") : QStringLiteral("http"));
        url.setHost(m_endpoint.host);
        url.setPort(m_endpoint.port);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    }
    request.setUrl(url);
    QHttp1Configuration http;
    http.setNumberOfConnectionsPerHost(connections);
    request.setHttp1Configuration(http);
    request.setTransferTimeout(std::chrono::seconds(timeoutSeconds));
    return request;
}

QNetworkReply *Client::send(Verb verb, const QNetworkRequest &plain, const QByteArray &body)
{
    QNetworkRequest request = plain;
    if (m_endpoint.tls) {
        if (const auto configuration = tlsConfiguration(m_endpoint))
            request.setSslConfiguration(*configuration);
    }
    switch (verb) {
    case Verb::Get: return m_network.get(request);
    case Verb::Delete: return m_network.deleteResource(request);
    case Verb::Put: return m_network.put(request, body);
    case Verb::Post: break;
    }
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return m_network.post(request, body);
}

Result<QByteArray> Client::bodyOf(QNetworkReply *reply) const
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 300)
        return refusal(status, json::errorMessage(reply->readAll()));
    // 304: already started, already stopped. What fails after the status is a broken connection.
    if (reply->error() == QNetworkReply::NoError)
        return reply->readAll();
    if (reply->error() == QNetworkReply::OperationCanceledError) {
        auto silent = unreachable(m_endpoint, tr("it does not answer"));
        silent.error().kind = ErrorKind::TimedOut;
        return silent;
    }
    return unreachable(m_endpoint, reply->errorString());
}

template<typename T>
Pending<T> Client::answer(QNetworkReply *reply, Parser<T> parse)
{
    const Completer<T> completer([reply = QPointer(reply)] {
        if (reply)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, completer, parse = std::move(parse)] {
        reply->deleteLater();
        completer.complete(bodyOf(reply).and_then(parse));
    });
    return completer;
}

Pending<void> Client::done(QNetworkReply *reply)
{
    return answer<void>(reply, [](const QByteArray &) { return Result<>(); });
}

// For what shall not be there: gone already is fine, and so is "removal is already in progress" (409).
Pending<void> Client::removed(QNetworkReply *reply)
{
    const Completer<void> completer([reply = QPointer(reply)] {
        if (reply)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, completer] {
        reply->deleteLater();
        const auto body = bodyOf(reply);
        if (body || body.error().kind == ErrorKind::NotFound)
            completer.complete({});
        else
            completer.complete(std::unexpected(body.error()));
    });
    return completer;
}

Pending<EngineInfo> Client::connectToEngine()
{
    if (m_endpoint.tls) {
        const auto configuration = tlsConfiguration(m_endpoint);
        if (!configuration)
            return Result<EngineInfo>(std::unexpected(configuration.error()));
    }
    return answer<EngineInfo>(send(Verb::Get, request(versionPath, {}, quick)), [this](const QByteArray &body) {
        return objectOf(body).and_then([this](const QJsonObject &object) -> Result<EngineInfo> {
            const EngineInfo info = json::engineInfo(object);
            m_apiVersion = json::negotiate(info);
            if (m_apiVersion.isEmpty()) {
                return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft",
                               "The Docker engine at %1 is too old: it speaks version “%2” of the API, 1.38 is the oldest that we use"),
                               {m_endpoint.address(), info.apiVersion});
            }
            return info;
        });
    });
}

Pending<ImageInfo> Client::inspectImage(const QString &name)
{
    const auto path = QStringLiteral("/images/%1/json").arg(name);
    return answer<ImageInfo>(send(Verb::Get, request(path, {}, quick)),
                             [](const QByteArray &body) { return objectOf(body).transform(json::imageInfo); });
}

Pending<QString> Client::anyImage()
{
    return answer<QString>(send(Verb::Get, request(QStringLiteral("/images/json"), {}, quick)), [](const QByteArray &body) -> Result<QString> {
        const QString id = QJsonDocument::fromJson(body).array().first().toObject().value(QLatin1String("Id")).toString();
        if (id.isEmpty())
            return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The engine has no image."));
        return id;
    });
}

Pending<void> Client::pullImage(const PullRequest &pull, std::function<void(const PullProgress &)> progress)
{
    const ImageName name = splitImageName(pull.name);
    QUrlQuery items = query({{"fromImage", name.repository}, {"tag", name.digest.isEmpty() ? name.tag : name.digest}});
    if (!pull.platform.isEmpty())
        items.addQueryItem(QStringLiteral("platform"), escaped(pull.platform));
    QNetworkRequest plain = request(QStringLiteral("/images/create"), items, unlimited);
    if (!pull.registryAuth.isEmpty())
        plain.setRawHeader("X-Registry-Auth", pull.registryAuth);
    QNetworkReply *reply = send(Verb::Post, plain);

    struct Reading {
        QByteArray rest;
        QString error;
    };
    const auto reading = std::make_shared<Reading>();
    const auto readLines = [reply, reading, progress = std::move(progress)] {
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
            return;
        reading->rest += reply->readAll();
        qsizetype from = 0;
        for (qsizetype end = 0; (end = reading->rest.indexOf('\n', from)) >= 0; from = end + 1) {
            const auto line = json::pullLine(reading->rest.mid(from, end - from));
            if (!line.error.isEmpty())
                reading->error = line.error;
            else if (!line.progress.status.isEmpty())
                progress(line.progress);
        }
        reading->rest.remove(0, from);
    };
    connect(reply, &QIODevice::readyRead, this, readLines);
    const Completer<void> completer([reply = QPointer(reply)] {
        if (reply)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, completer, reading, readLines] {
        reply->deleteLater();
        readLines();
        if (const auto body = bodyOf(reply); !body)
            completer.complete(std::unexpected(body.error()));
        else if (!reading->error.isEmpty())
            completer.complete(refusal(500, reading->error));
        else
            completer.complete({});
    });
    return completer;
}

Pending<QString> Client::createContainer(const ContainerSpec &spec)
{
    QUrlQuery items = query({{"name", spec.name}});
    if (!spec.platform.isEmpty())
        items.addQueryItem(QStringLiteral("platform"), escaped(spec.platform));
    QNetworkReply *reply =
        send(Verb::Post, request(QStringLiteral("/containers/create"), items, slow), json::createContainer(spec, m_apiVersion));
    return answer<QString>(reply, [](const QByteArray &body) {
        return objectOf(body).transform([](const QJsonObject &object) { return object.value(QLatin1String("Id")).toString(); });
    });
}

Pending<void> Client::startContainer(const QString &id)
{
    return done(send(Verb::Post, request(QStringLiteral("/containers/%1/start").arg(id), {}, slow)));
}

Pending<ContainerInfo> Client::inspectContainer(const QString &id)
{
    return answer<ContainerInfo>(send(Verb::Get, request(QStringLiteral("/containers/%1/json").arg(id), {}, quick)),
                                 [](const QByteArray &body) { return objectOf(body).transform(json::containerInfo); });
}

Client::ExitWait Client::waitForExit(const QString &id)
{
    const auto plain = request(QStringLiteral("/containers/%1/wait").arg(id),
                               query({{"condition", QStringLiteral("next-exit")}}), unlimited);
    QNetworkReply *reply = send(Verb::Post, plain);
    // The headers come at once, the body at the end. An engine that keeps both for the end is given a second.
    const Completer<void> registered;
    connect(reply, &QNetworkReply::metaDataChanged, this, [registered] { registered.complete({}); });
    connect(reply, &QNetworkReply::finished, this, [registered] { registered.complete({}); });
    QTimer::singleShot(1000, reply, [registered] { registered.complete({}); });
    auto code = answer<int>(reply, [](const QByteArray &body) {
        return objectOf(body).and_then([](const QJsonObject &object) -> Result<int> {
            const QString error = object.value(QLatin1String("Error")).toObject().value(QLatin1String("Message")).toString();
            if (!error.isEmpty())
                return refusal(500, error);
            return object.value(QLatin1String("StatusCode")).toInt();
        });
    });
    return {registered, std::move(code)};
}

Pending<void> Client::killContainer(const QString &id, const QString &signal)
{
    return done(send(Verb::Post, request(QStringLiteral("/containers/%1/kill").arg(id), query({{"signal", signal}}), quick)));
}

Pending<void> Client::stopContainer(const QString &id, int seconds)
{
    const auto plain = request(QStringLiteral("/containers/%1/stop").arg(id), query({{"t", QString::number(seconds)}}),
                               quick + seconds);
    return removed(send(Verb::Post, plain));
}

Pending<void> Client::removeContainer(const QString &id)
{
    const auto items = query({{"force", QStringLiteral("1")}, {"v", QStringLiteral("1")}});
    return removed(send(Verb::Delete, request(QStringLiteral("/containers/%1").arg(id), items, slow)));
}

Pending<void> Client::putArchive(const QString &id, const QString &directory, QIODevice *tar)
{
    QNetworkRequest plain = request(QStringLiteral("/containers/%1/archive").arg(id), query({{"path", directory}}), slow);
    if (m_endpoint.tls) {
        if (const auto configuration = tlsConfiguration(m_endpoint))
            plain.setSslConfiguration(*configuration);
    }
    plain.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-tar"));
    return done(m_network.put(plain, tar));
}

Pending<void> Client::getArchive(const QString &id, const QString &path, const QString &file)
{
    const auto target = std::make_shared<QFile>(file);
    if (!target->open(QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return Result<>(failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be written: %2"),
                                {file, target->errorString()}));
    }
    QNetworkReply *reply = send(Verb::Get, request(QStringLiteral("/containers/%1/archive").arg(id), query({{"path", path}}), slow));
    reply->setReadBufferSize(archivePiece);
    const auto written = std::make_shared<bool>(true);
    const auto take = [reply, target, written] {
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
            return;
        const QByteArray bytes = reply->readAll();
        *written = *written && target->write(bytes) == bytes.size();
        if (!*written)
            reply->abort();
    };
    connect(reply, &QIODevice::readyRead, this, take);
    const Completer<void> completer([guarded = QPointer(reply)] {
        if (guarded)
            guarded->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, target, written, completer, take] {
        reply->deleteLater();
        if (*written)
            take();
        const auto body = bodyOf(reply);
        if (!*written) {
            completer.complete(failure(ErrorKind::NoSpace, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be written: %2"),
                                       {target->fileName(), target->errorString()}));
        } else if (!body) {
            completer.complete(std::unexpected(body.error()));
        } else {
            completer.complete({});
        }
    });
    return completer;
}

Pending<QByteArray> Client::logs(const QString &id, qsizetype limit)
{
    const auto items = query({{"stdout", QStringLiteral("1")}, {"stderr", QStringLiteral("1")}, {"tail", QStringLiteral("1000")}});
    QNetworkReply *reply = send(Verb::Get, request(QStringLiteral("/containers/%1/logs").arg(id), items, quick));
    return answer<QByteArray>(reply, [limit](const QByteArray &body) -> Result<QByteArray> {
        QByteArray text;
        StreamDemultiplexer().feed(body, [&text](auto, QByteArrayView piece) { text += piece; });
        return text.last(qMin(limit, text.size()));
    });
}

Pending<void> Client::followLogs(const QString &id, std::function<void(const QByteArray &)> line)
{
    const auto items = query({{"stdout", QStringLiteral("1")}, {"stderr", QStringLiteral("1")}, {"follow", QStringLiteral("1")},
                              {"timestamps", QStringLiteral("1")}});
    QNetworkReply *reply = send(Verb::Get, request(QStringLiteral("/containers/%1/logs").arg(id), items, unlimited));
    struct Reading {
        StreamDemultiplexer frames;
        QByteArray rest;
    };
    const auto reading = std::make_shared<Reading>();
    connect(reply, &QIODevice::readyRead, this, [reply, reading, line = std::move(line)] {
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
            return;
        reading->frames.feed(reply->readAll(), [&reading](auto, QByteArrayView piece) { reading->rest += piece; });
        qsizetype from = 0;
        for (qsizetype end = 0; (end = reading->rest.indexOf('\n', from)) >= 0; from = end + 1)
            line(reading->rest.mid(from, end - from));
        reading->rest.remove(0, from);
        if (reading->rest.size() > longestLine) {
            line(reading->rest);
            reading->rest.clear();
        }
    });
    return done(reply);
}

Pending<Streams> Client::openStreams(const QByteArray &path, const QByteArray &body)
{
    return opened(std::make_shared<HijackedConnection>(m_endpoint), path, body);
}

Pending<Streams> Client::opened(const Streams &streams, const QByteArray &path, const QByteArray &body)
{
    const Completer<Streams> completer;
    streams->open("/v" + m_apiVersion.toLatin1() + path, body).then(this, [completer, streams](const Result<> &opened) {
        if (opened)
            completer.complete(streams);
        else
            completer.complete(std::unexpected(opened.error()));
    });
    return completer;
}

Pending<Streams> Client::attach(const QString &id)
{
    return openStreams("/containers/" + id.toLatin1() + "/attach?stream=1&stdin=1&stdout=1&stderr=1", {});
}

Pending<QString> Client::createExec(const QString &id, const ExecSpec &spec)
{
    QNetworkReply *reply = send(Verb::Post, request(QStringLiteral("/containers/%1/exec").arg(id), {}, quick),
                                json::createExec(spec));
    return answer<QString>(reply, [](const QByteArray &body) {
        return objectOf(body).transform(
            [](const QJsonObject &object) { return object.value(QLatin1String("Id")).toString(); });
    });
}

Pending<Streams> Client::exec(const QString &id, const ExecSpec &spec)
{
    const Completer<Streams> completer;
    createExec(id, spec).then(this, [this, completer](const Result<QString> &created) {
        if (!created) {
            completer.complete(std::unexpected(created.error()));
            return;
        }
        openStreams("/exec/" + created->toLatin1() + "/start", R"({"Detach":false,"Tty":false})")
            .then(this, [completer](Result<Streams> streams) { completer.complete(std::move(streams)); });
    });
    return completer;
}

Pending<Client::TerminalExec> Client::execInTerminal(const QString &id, const ExecSpec &spec,
                                                     std::function<void(QByteArrayView)> show)
{
    const Completer<TerminalExec> completer;
    createExec(id, spec).then(this, [this, completer, show = std::move(show)](const Result<QString> &created) {
        if (!created) {
            completer.complete(std::unexpected(created.error()));
            return;
        }
        const auto streams = std::make_shared<HijackedConnection>(m_endpoint, HijackedConnection::Content::Terminal);
        connect(streams.get(), &HijackedConnection::received, this, // its first bytes may come with the answer
                [show](auto, QByteArrayView bytes) { show(bytes); });
        opened(streams, "/exec/" + created->toLatin1() + "/start", R"({"Detach":false,"Tty":true})")
            .then(this, [completer, exec = *created](const Result<Streams> &open) {
                completer.complete(
                    open.transform([&exec](const Streams &running) { return TerminalExec{exec, running}; }));
            });
    });
    return completer;
}

Pending<void> Client::resizeTerminal(const QString &execId, int columns, int rows)
{
    return done(
        send(Verb::Post, request(QStringLiteral("/exec/%1/resize").arg(execId),
                                 query({{"h", QString::number(rows)}, {"w", QString::number(columns)}}), quick)));
}

Pending<void> Client::createNetwork(const NetworkSpec &spec)
{
    return done(send(Verb::Post, request(QStringLiteral("/networks/create"), {}, slow), json::createNetwork(spec)));
}

Pending<void> Client::removeNetwork(const QString &id)
{
    return removed(send(Verb::Delete, request(QStringLiteral("/networks/%1").arg(id), {}, slow)));
}

Pending<void> Client::createVolume(const VolumeSpec &spec)
{
    return done(send(Verb::Post, request(QStringLiteral("/volumes/create"), {}, slow), json::createVolume(spec)));
}

Pending<QString> Client::volumeDirectory(const QString &name)
{
    return answer<QString>(send(Verb::Get, request(QStringLiteral("/volumes/%1").arg(name), {}, quick)), [](const QByteArray &body) {
        return objectOf(body).transform([](const QJsonObject &volume) { return volume.value(QLatin1String("Mountpoint")).toString(); });
    });
}

Pending<void> Client::removeVolume(const QString &name)
{
    return removed(send(Verb::Delete, request(QStringLiteral("/volumes/%1").arg(name), {}, slow)));
}

Pending<QList<LabelledObject>> Client::labelled(LabelledObject::Kind kind, const QString &label)
{
    using Kind = LabelledObject::Kind;
    QUrlQuery items = query({{"filters", QString::fromUtf8(json::labelFilter(label))}});
    QString path = QStringLiteral("/networks");
    if (kind == Kind::Container) {
        path = QStringLiteral("/containers/json");
        items.addQueryItem(QStringLiteral("all"), QStringLiteral("1"));
    } else if (kind == Kind::Volume) {
        path = QStringLiteral("/volumes");
    }
    return answer<QList<LabelledObject>>(send(Verb::Get, request(path, items, quick)), [kind](const QByteArray &body) {
        const auto document = QJsonDocument::fromJson(body);
        const QJsonArray entries = kind == Kind::Volume ? document.object().value(QLatin1String("Volumes")).toArray()
                                                        : document.array();
        QList<LabelledObject> objects;
        for (const auto &entry : entries)
            objects << json::labelledObject(kind, entry.toObject());
        return Result<QList<LabelledObject>>(objects);
    });
}

Pending<void> Client::remove(const LabelledObject &object)
{
    switch (object.kind) {
    case LabelledObject::Kind::Network: return removeNetwork(object.id);
    case LabelledObject::Kind::Volume: return removeVolume(object.id);
    case LabelledObject::Kind::Container: break;
    }
    return removeContainer(object.id);
}

} // namespace stagecraft::docker

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Client: a Docker engine (or Podman) through its HTTP API. Every call answers with a Pending; nothing blocks, nothing
// ever starts the docker program, and all that goes out is JSON.
//
// Ownership: the creator's; destroying it drops what is under way. Thread: the one it lives in. Failure: an Error with
// Docker's own words, ErrorKind::Unavailable when the engine cannot be reached, TimedOut when it is silent.
#pragma once

#include "core/docker/endpoint.h"
#include "core/docker/hijacked_connection.h"
#include "core/docker/pending.h"
#include "core/docker/types.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QUrlQuery>

#include <functional>
#include <memory>

class QIODevice;

namespace stagecraft::docker {

/// An attached container or a running command: the streams are open.
using Streams = std::shared_ptr<HijackedConnection>;

class Client : public QObject
{
    Q_OBJECT
public:
    explicit Client(const Endpoint &endpoint, QObject *parent = nullptr);

    const Endpoint &endpoint() const { return m_endpoint; }

    /// Has to be the first call: asks what the engine is and settles the API version that all others use.
    Pending<EngineInfo> connectToEngine();

    Pending<ImageInfo> inspectImage(const QString &name);
    /// The id of one that is there, for containers that never run. NotFound when there is none.
    Pending<QString> anyImage();
    /// Completes when the image is there. Docker reports failures inside the stream; they arrive as the Error.
    Pending<void> pullImage(const PullRequest &request, std::function<void(const PullProgress &)> progress);

    Pending<QString> createContainer(const ContainerSpec &spec); ///< its id
    Pending<void> startContainer(const QString &id);
    Pending<ContainerInfo> inspectContainer(const QString &id);
    /// The exit code of the container's next end. `registered` completes when the engine has taken note of the question:
    /// a container that is started afterwards cannot end unseen.
    struct ExitWait {
        Pending<void> registered;
        Pending<int> code;
    };
    ExitWait waitForExit(const QString &id);
    Pending<void> killContainer(const QString &id, const QString &signal);
    /// SIGTERM, after `seconds` SIGKILL; completes when it has stopped.
    Pending<void> stopContainer(const QString &id, int seconds);
    /// By force and with its anonymous volumes. One that is gone already is no failure; the same holds below.
    Pending<void> removeContainer(const QString &id);
    /// Unpacks a tar below `directory`. The device has to stay until the answer is there.
    Pending<void> putArchive(const QString &id, const QString &directory, QIODevice *tar);
    /// Writes a tar of what is at `path`, directory or file, to `file`. NotFound when there is nothing.
    Pending<void> getArchive(const QString &id, const QString &path, const QString &file);
    /// What the container printed, both streams; at most `limit` bytes, the last ones.
    Pending<QByteArray> logs(const QString &id, qsizetype limit);
    /// Each line that the container prints, with its time, from its start on; completes when it has ended. Dropping the answer ends it.
    Pending<void> followLogs(const QString &id, std::function<void(const QByteArray &line)> line);

    Pending<Streams> attach(const QString &id);
    Pending<Streams> exec(const QString &id, const ExecSpec &spec);
    /// A command with a terminal (ExecSpec::terminal), which shows what `show` gets. Its streams close when it has ended.
    struct TerminalExec {
        QString id;
        Streams streams;
    };
    Pending<TerminalExec> execInTerminal(const QString &id, const ExecSpec &spec,
                                         std::function<void(QByteArrayView)> show);
    Pending<void> resizeTerminal(const QString &execId, int columns, int rows);

    Pending<void> createNetwork(const NetworkSpec &spec);
    Pending<void> removeNetwork(const QString &id);
    Pending<void> createVolume(const VolumeSpec &spec);
    /// Where its files are on the engine's machine.
    Pending<QString> volumeDirectory(const QString &name);
    Pending<void> removeVolume(const QString &name);

    /// Everything of one kind with this label ("key" or "key=value"), running or not.
    Pending<QList<LabelledObject>> labelled(LabelledObject::Kind kind, const QString &label);
    Pending<void> remove(const LabelledObject &object);

private:
    enum class Verb { Get, Post, Put, Delete };
    template<typename T>
    using Parser = std::function<Result<T>(const QByteArray &body)>;

    QNetworkRequest request(const QString &path, const QUrlQuery &query, int timeoutSeconds) const;
    QNetworkReply *send(Verb verb, const QNetworkRequest &request, const QByteArray &body = {});
    template<typename T>
    Pending<T> answer(QNetworkReply *reply, Parser<T> parse);
    Pending<void> done(QNetworkReply *reply);
    Pending<void> removed(QNetworkReply *reply);
    Result<QByteArray> bodyOf(QNetworkReply *reply) const;
    Pending<QString> createExec(const QString &id, const ExecSpec &spec);
    Pending<Streams> openStreams(const QByteArray &path, const QByteArray &body);
    Pending<Streams> opened(const Streams &streams, const QByteArray &path, const QByteArray &body);

    Endpoint m_endpoint;
    QString m_apiVersion;
    QNetworkAccessManager m_network;
};

} // namespace stagecraft::docker

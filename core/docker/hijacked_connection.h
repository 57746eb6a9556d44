// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// HijackedConnection: a connection to the engine that stops being HTTP after the first answer and then carries the
// streams of a container (attach) or of a command in it (exec start). QNetworkAccessManager cannot do that, so this
// speaks to the socket itself: unix socket, TCP or TLS.
//
// Ownership: the creator's. Thread: the one it lives in; nothing blocks. Failure: opened() with the error before the
// streams, closed() with it afterwards. Destroying it closes the connection.
#pragma once

#include "core/docker/endpoint.h"
#include "core/docker/pending.h"
#include "core/docker/stream_demultiplexer.h"

#include <QByteArray>
#include <QObject>

class QIODevice;

namespace stagecraft::docker {

class HijackedConnection : public QObject
{
    Q_OBJECT
public:
    /// Of a terminal comes what it shows, as it is; else output and error output, in frames.
    enum class Content { Frames, Terminal };
    explicit HijackedConnection(const Endpoint &endpoint, Content content = Content::Frames, QObject *parent = nullptr);
    ~HijackedConnection() override;

    /// POSTs `body` to `path` ("/v1.45/containers/…") and asks for the upgrade.
    Pending<void> open(const QByteArray &path, const QByteArray &body = {});

    void write(const QByteArray &bytes);
    /// Tells the other side that no more input comes. Where the socket cannot say so (TLS) nothing happens, therefore a
    /// script has to end itself.
    void closeInput();

    /// Completes when the engine has closed the streams; an error when the connection broke.
    Pending<void> closed() const { return m_closed; }

Q_SIGNALS:
    void received(stagecraft::docker::StreamDemultiplexer::Stream stream, QByteArrayView bytes);

private:
    void sendRequest();
    void read();
    bool readHead();
    bool feed(const QByteArray &bytes);
    void end(Result<> result);
    void fail(const QString &why);
    void shutDownWriting();

    Endpoint m_endpoint;
    Content m_content;
    QIODevice *m_socket = nullptr;
    QByteArray m_request;
    QByteArray m_head;
    StreamDemultiplexer m_demultiplexer;
    Completer<void> m_opened;
    Completer<void> m_closed;
    bool m_upgraded = false;
    bool m_inputClosed = false;
};

} // namespace stagecraft::docker

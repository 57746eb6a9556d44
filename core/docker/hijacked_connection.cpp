// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/hijacked_connection.h"

#include "core/docker/errors.h"
#include "core/docker/json.h"

#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace stagecraft::docker {

namespace {

constexpr qint64 readBufferSize = 256 * 1024; // back pressure: what we have not read yet, the container cannot print
constexpr qsizetype pieceSize = 64 * 1024;
constexpr qsizetype headLimit = 64 * 1024;

} // namespace

HijackedConnection::HijackedConnection(const Endpoint &endpoint, Content content, QObject *parent)
    : QObject(parent), m_endpoint(endpoint), m_content(content)
{
}

HijackedConnection::~HijackedConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
}

Pending<void> HijackedConnection::open(const QByteArray &path, const QByteArray &body)
{
    m_request = "POST " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    if (m_endpoint.kind == Endpoint::Kind::Local) {
        auto *socket = new QLocalSocket(this);
        m_socket = socket;
        socket->setReadBufferSize(readBufferSize);
        connect(socket, &QLocalSocket::connected, this, &HijackedConnection::sendRequest);
        connect(socket, &QLocalSocket::disconnected, this, [this] { end({}); });
        connect(socket, &QLocalSocket::errorOccurred, this, [this, socket](QLocalSocket::LocalSocketError error) {
            if (error != QLocalSocket::PeerClosedError)
                fail(socket->errorString());
        });
        connect(socket, &QIODevice::readyRead, this, &HijackedConnection::read);
        connect(socket, &QIODevice::bytesWritten, this, &HijackedConnection::shutDownWriting);
        socket->setServerName(m_endpoint.path);
        socket->connectToServer();
        return m_opened;
    }
    auto *socket = new QSslSocket(this);
    m_socket = socket;
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setReadBufferSize(readBufferSize);
    if (m_endpoint.tls) {
        const auto configuration = tlsConfiguration(m_endpoint);
        if (!configuration) {
            m_opened.complete(std::unexpected(configuration.error()));
            return m_opened;
        }
        socket->setSslConfiguration(*configuration);
        connect(socket, &QSslSocket::encrypted, this, &HijackedConnection::sendRequest);
    } else {
        connect(socket, &QAbstractSocket::connected, this, &HijackedConnection::sendRequest);
    }
    connect(socket, &QAbstractSocket::disconnected, this, [this] { end({}); });
    connect(socket, &QAbstractSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            fail(socket->errorString());
    });
    connect(socket, &QIODevice::readyRead, this, &HijackedConnection::read);
    connect(socket, &QIODevice::bytesWritten, this, &HijackedConnection::shutDownWriting);
    if (m_endpoint.tls)
        socket->connectToHostEncrypted(m_endpoint.host, m_endpoint.port);
    else
        socket->connectToHost(m_endpoint.host, m_endpoint.port);
    return m_opened;
}

void HijackedConnection::write(const QByteArray &bytes)
{
    if (m_socket && m_upgraded)
        m_socket->write(bytes);
}

void HijackedConnection::closeInput()
{
    m_inputClosed = true;
    shutDownWriting();
}

void HijackedConnection::sendRequest()
{
    m_socket->write(m_request);
}

void HijackedConnection::read()
{
    while (m_socket->bytesAvailable() > 0) {
        if (!m_upgraded) {
            m_head += m_socket->read(headLimit);
            if (!readHead())
                return;
            continue;
        }
        if (!feed(m_socket->read(pieceSize)))
            return;
    }
}

// True when the streams have begun. Docker answers "101 UPGRADED", older engines and Podman also "200 OK".
bool HijackedConnection::readHead()
{
    const qsizetype size = m_head.indexOf("\r\n\r\n");
    if (size < 0) {
        if (m_head.size() > headLimit)
            fail(tr("its answer is not HTTP"));
        return false;
    }
    const int status = m_head.mid(m_head.indexOf(' ') + 1, 3).toInt();
    const QByteArray rest = m_head.mid(size + 4);
    if (status == 101 || status == 200) {
        m_upgraded = true;
        m_head.clear();
        m_opened.complete({});
        return feed(rest);
    }
    const qsizetype lengthAt = m_head.first(size).toLower().indexOf("\ncontent-length:");
    const qsizetype length = lengthAt < 0 ? 0 : m_head.mid(lengthAt + 16, 20).split('\r').first().trimmed().toLongLong();
    if (rest.size() >= qMin(length, headLimit - size - 4))
        end(refusal(status, json::errorMessage(rest)));
    return false;
}

bool HijackedConnection::feed(const QByteArray &bytes)
{
    if (m_content == Content::Terminal) {
        Q_EMIT received(StreamDemultiplexer::Stream::Output, bytes);
        return true;
    }
    const bool valid = m_demultiplexer.feed(bytes, [this](auto stream, QByteArrayView piece) {
        Q_EMIT received(stream, piece);
    });
    if (!valid) {
        end(failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft",
                    "The Docker engine sent something that is not a container's output")));
    }
    return valid;
}

void HijackedConnection::end(Result<> result)
{
    if (result && m_upgraded)
        read();
    else if (result)
        result = unreachable(m_endpoint, tr("the connection was closed"));
    m_opened.complete(result);
    m_closed.complete(std::move(result));
}

void HijackedConnection::fail(const QString &why)
{
    end(unreachable(m_endpoint, why));
}

// Qt's sockets cannot close one direction; the file descriptor can, once everything before it has gone out.
void HijackedConnection::shutDownWriting()
{
#ifdef Q_OS_UNIX
    if (!m_inputClosed || !m_upgraded || m_socket->bytesToWrite() > 0)
        return;
    if (const auto *local = qobject_cast<QLocalSocket *>(m_socket))
        ::shutdown(static_cast<int>(local->socketDescriptor()), SHUT_WR);
    else if (const auto *tcp = qobject_cast<QSslSocket *>(m_socket); tcp && !m_endpoint.tls)
        ::shutdown(static_cast<int>(tcp->socketDescriptor()), SHUT_WR);
#endif
}

} // namespace stagecraft::docker

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A web server inside a test: it answers paths with what they were told, and counts who came.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <optional>

namespace stagecraft::test {

class HttpServer : public QTcpServer
{
public:
    struct Request {
        QByteArray path;    ///< with its query
        QByteArray headers; ///< in lower case
        bool has(const QByteArray &header) const { return headers.contains(header.toLower()); }
    };
    struct Answer {
        int status = 200;
        QByteArray body = {};
        QByteArray headers = {}; ///< whole lines
        bool isSilent = false;   ///< never answers
    };
    using Handler = std::function<Answer(const Request &)>;

    /// With a configuration that has a certificate and its key it speaks https.
    explicit HttpServer(std::optional<QSslConfiguration> tls = {}) : m_tls(std::move(tls))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &HttpServer::accept);
    }

    void on(const QByteArray &path, const Handler &handler) { m_handlers[path] = handler; }
    void on(const QByteArray &path, const QByteArray &body)
    {
        on(path, [body](const Request &) { return Answer{.body = body}; });
    }
    QString url(const QString &path = {}, const QString &host = QStringLiteral("127.0.0.1")) const
    {
        return QStringLiteral("%1://%2:%3%4").arg(m_tls ? u"https" : u"http", host).arg(serverPort()).arg(path);
    }

    int connections = 0;
    QList<Request> requests;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!m_tls)
            return QTcpServer::incomingConnection(descriptor);
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(*m_tls);
        socket->setSocketDescriptor(descriptor);
        socket->startServerEncryption();
        addPendingConnection(socket);
    }

private:
    void accept()
    {
        while (QTcpSocket *socket = nextPendingConnection()) {
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    void read(QTcpSocket *socket)
    {
        m_received[socket] += socket->readAll();
        if (!m_received[socket].contains("\r\n\r\n"))
            return;
        const QByteArray text = m_received.take(socket);
        const Request request{text.split(' ').value(1), text.toLower()};
        requests.append(request);
        const Handler handler = m_handlers.value(request.path);
        const Answer answer = handler ? handler(request) : Answer{.status = 404, .body = "{}"};
        if (answer.isSilent)
            return;
        socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " Answer\r\nContent-Length: "
                      + QByteArray::number(answer.status == 304 ? 0 : answer.body.size()) + "\r\nConnection: close\r\n"
                      + answer.headers + "\r\n" + answer.body);
        socket->disconnectFromHost();
    }

    std::optional<QSslConfiguration> m_tls;
    QHash<QByteArray, Handler> m_handlers;
    QHash<QTcpSocket *, QByteArray> m_received;
};

} // namespace stagecraft::test

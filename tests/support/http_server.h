// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A web server inside a test: it answers paths with what they were told, and counts who came.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

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

    HttpServer()
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
        return QStringLiteral("http://%1:%2%3").arg(host).arg(serverPort()).arg(path);
    }

    int connections = 0;
    QList<Request> requests;

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

    QHash<QByteArray, Handler> m_handlers;
    QHash<QTcpSocket *, QByteArray> m_received;
};

} // namespace stagecraft::test

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// STAGECRAFT_REQUIRE_DOCKER(images…): the first line of a test (or of initTestCase) that needs a Docker engine and, when
// named, these images in it. Without them the test is skipped with the reason; where STAGECRAFT_REQUIRE_DOCKER=1, as in
// .ci/run, it fails instead. `tests/support/engine start` and `tests/support/images` provide both.
#pragma once

#include <QByteArray>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <initializer_list>

namespace stagecraft::test {

/// Where the engine should be: DOCKER_HOST, else the default socket.
inline QUrl dockerHost()
{
    const QString host = qEnvironmentVariable("DOCKER_HOST");
    return QUrl(host.isEmpty() ? QStringLiteral("unix:///var/run/docker.sock") : host);
}

/// The engine's answer to `GET path`, headers included; empty when there is no engine. Blocks, for at most 5 seconds each
/// to connect and to answer.
inline QByteArray dockerReply(const QByteArray &path)
{
    const QUrl host = dockerHost();
    const QByteArray request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
    const auto exchange = [&request](auto &socket) {
        QByteArray reply;
        if (!socket.waitForConnected(5000))
            return reply;
        socket.write(request);
        while (socket.waitForReadyRead(5000))
            reply += socket.readAll();
        return reply + socket.readAll();
    };
    if (host.scheme() == QLatin1String("unix")) {
        QLocalSocket socket;
        socket.connectToServer(host.path());
        return exchange(socket);
    }
    QTcpSocket socket;
    socket.connectToHost(host.host(), static_cast<quint16>(host.port(2375)));
    return exchange(socket);
}

/// Empty when an engine answers and has the images; else a sentence that says what is missing.
inline QString whyNoDocker(std::initializer_list<const char *> images = {})
{
    if (!dockerReply("/_ping").contains(" 200 OK"))
        return QStringLiteral("no Docker engine answers at %1 (tests/support/engine start)").arg(dockerHost().toString());
    for (const char *image : images) {
        if (!dockerReply("/images/" + QByteArray(image) + "/json").contains(" 200 OK"))
            return QStringLiteral("the engine has no image %1 (tests/support/images)").arg(QString::fromUtf8(image));
    }
    return {};
}

} // namespace stagecraft::test

#define STAGECRAFT_REQUIRE_DOCKER(...)                                                                                 \
    do {                                                                                                               \
        if (const QString whyNot = stagecraft::test::whyNoDocker({__VA_ARGS__}); !whyNot.isEmpty()) {                  \
            if (qEnvironmentVariable("STAGECRAFT_REQUIRE_DOCKER") == QLatin1String("1"))                               \
                QFAIL(qPrintable(whyNot));                                                                             \
            QSKIP(qPrintable(whyNot));                                                                                 \
        }                                                                                                              \
    } while (false)

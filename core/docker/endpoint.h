// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Endpoint: where a Docker engine listens, and how it is found: what the user says, DOCKER_HOST, the docker CLI's
// context, then the usual sockets (Docker, rootless Docker, Docker Desktop, Podman), in the docker CLI's order.
// Plain values; safe on any thread. Failure: an address or context that cannot be understood.
#pragma once

#include "core/base/result.h"

#include <QProcessEnvironment>
#include <QSslConfiguration>
#include <QString>

namespace stagecraft::docker {

struct Endpoint {
    enum class Kind { Local /* unix socket or named pipe */, Tcp } kind = Kind::Local;
    QString path = {};    ///< Local: path of the socket or name of the pipe
    QString host = {};    ///< Tcp
    quint16 port = 0;     ///< Tcp
    bool tls = false;     ///< Tcp
    bool verify = true;   ///< Tcp with tls: the server's certificate must be good
    QString certPath = {};///< Tcp with tls: directory with ca.pem, cert.pem, key.pem
    QString from = {};    ///< where the address came from, for people: "DOCKER_HOST", "context desktop-linux"

    /// As people write it: unix:///var/run/docker.sock, tcp://10.0.0.2:2376.
    QString address() const;
};

/// What decides about the endpoint, so that tests can say it.
struct EndpointSearch {
    QProcessEnvironment environment = {};
    QString home = {};
    QString defaultSocket = QStringLiteral("/var/run/docker.sock");
    QString podmanSocket = QStringLiteral("/run/podman/podman.sock"); ///< of the system's Podman

    static EndpointSearch ofThisProcess();
};

/// unix://PATH, npipe://PIPE, tcp://HOST[:PORT], http(s)://HOST[:PORT] or a bare path of a socket.
Result<Endpoint> parseEndpoint(const QString &address);

/// `wanted`: the address from the settings; empty: search.
Result<Endpoint> findEndpoint(const QString &wanted, const EndpointSearch &search);

/// For an endpoint with tls: the certificates of its certPath.
Result<QSslConfiguration> tlsConfiguration(const Endpoint &endpoint);

} // namespace stagecraft::docker

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_endpoint.h"

namespace stagecraft::engine {

Result<docker::Endpoint> engineEndpoint(const runner::RunnerSettings &settings, const QString &wanted,
                                        const docker::EndpointSearch &search)
{
    if (!wanted.isEmpty() || settings.dockerHost.empty())
        return docker::findEndpoint(wanted, search);
    auto endpoint = docker::parseEndpoint(QString::fromStdString(settings.dockerHost));
    if (!endpoint)
        return endpoint;
    endpoint->from = QStringLiteral("config.toml");
    if (endpoint->kind == docker::Endpoint::Kind::Tcp && !settings.tlsCertPath.empty()) {
        endpoint->tls = true;
        endpoint->certPath = QString::fromStdString(settings.tlsCertPath);
        endpoint->verify = settings.tlsVerify;
    }
    return endpoint;
}

} // namespace stagecraft::engine

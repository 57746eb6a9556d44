// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_sweep.h"

#include "core/docker/labels.h"
#include "core/engine/guard_client.h"

#include <QFileInfo>

#include <fcntl.h>

namespace stagecraft::engine {

QStringList sweepArguments(const docker::Endpoint &endpoint, const QString &runId)
{
    QStringList arguments{endpoint.address(), QString::fromLatin1(docker::labels::run) + QLatin1Char('=') + runId};
    if (endpoint.tls)
        arguments << endpoint.certPath << (endpoint.verify ? QStringLiteral("verify") : QStringLiteral("trust"));
    return arguments;
}

QString sweepProgram(const QString &guardProgram)
{
    return QFileInfo(guardProgram).absolutePath() + QStringLiteral("/stagecraft-docker-sweep");
}

void startSweep(const QString &program, const QStringList &arguments)
{
    const FileDescriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    SpawnRequest request;
    request.program = program;
    request.arguments = arguments;
    request.descriptors = {nowhere.get(), nowhere.get(), nowhere.get()};
    if (Result<FileDescriptor> child = spawn(request))
        reapLater(std::move(*child));
}

} // namespace stagecraft::engine

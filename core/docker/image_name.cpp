// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/image_name.h"

namespace stagecraft::docker {

ImageName splitImageName(const QString &name)
{
    ImageName result;
    result.repository = name;
    if (const auto at = name.indexOf(QLatin1Char('@')); at >= 0) {
        result.digest = name.mid(at + 1);
        result.repository = name.first(at);
    }
    // A colon before the last slash belongs to the registry's port.
    const auto colon = result.repository.lastIndexOf(QLatin1Char(':'));
    if (colon > result.repository.lastIndexOf(QLatin1Char('/'))) {
        result.tag = result.repository.mid(colon + 1);
        result.repository.truncate(colon);
    } else if (result.digest.isEmpty()) {
        result.tag = QStringLiteral("latest");
    }
    return result;
}

QString registryPath(const QString &name)
{
    const QString repository = splitImageName(name).repository;
    const QString first = repository.section(QLatin1Char('/'), 0, 0);
    const QString host = first.toLower();
    // Docker's rule for "is the first part a registry": it has a dot or a port, or is localhost.
    const bool isHost = repository.contains(QLatin1Char('/'))
                        && (first.contains(QLatin1Char('.')) || first.contains(QLatin1Char(':')) || host == QLatin1String("localhost"));
    if (!isHost)
        return QStringLiteral("docker.io/") + repository;
    const QString rest = repository.mid(first.size());
    return (host == QLatin1String("index.docker.io") ? QStringLiteral("docker.io") : host) + rest;
}

} // namespace stagecraft::docker

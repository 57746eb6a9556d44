// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/errors.h"

namespace stagecraft::docker {

std::unexpected<Error> refusal(int httpStatus, const QString &message)
{
    ErrorKind kind = ErrorKind::Other;
    switch (httpStatus) {
    case 400: kind = ErrorKind::Invalid; break;
    case 401:
    case 403: kind = ErrorKind::PermissionDenied; break;
    case 404: kind = ErrorKind::NotFound; break;
    case 409: kind = ErrorKind::Conflict; break;
    default: break;
    }
    return failure(kind, "%1", {message.isEmpty() ? QStringLiteral("HTTP %1").arg(httpStatus) : message});
}

std::unexpected<Error> unreachable(const Endpoint &endpoint, const QString &why)
{
    return failure(ErrorKind::Unavailable, QT_TRANSLATE_NOOP("stagecraft", "Cannot reach the Docker engine at %1: %2"),
                   {endpoint.address(), why});
}

} // namespace stagecraft::docker

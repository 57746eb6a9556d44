// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The two ways in which an engine fails us: it refuses (with its own words), or it cannot be reached.
#pragma once

#include "core/docker/endpoint.h"

namespace stagecraft::docker {

/// An HTTP status ≥ 400 with Docker's message.
std::unexpected<Error> refusal(int httpStatus, const QString &message);
std::unexpected<Error> unreachable(const Endpoint &endpoint, const QString &why);

} // namespace stagecraft::docker

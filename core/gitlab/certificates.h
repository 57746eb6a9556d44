// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Whom an encrypted connection trusts: the certificate authorities of the system, and those of a file that the user named, as
// instances with an authority of their own need. Certificates that fit neither are always refused.
#pragma once

#include "core/base/result.h"
#include "core/docker/pending.h"

#include <QSslConfiguration>

namespace stagecraft::gitlab {

/// Reads a PEM file on the thread pool; an empty path gives the system's authorities alone.
docker::Pending<QSslConfiguration> trustedBy(const QString &caFile);

} // namespace stagecraft::gitlab

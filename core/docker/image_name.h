// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Image names taken apart: [host[:port]/]path[:tag][@digest]. Pure functions; safe on any thread.
#pragma once

#include <QString>

namespace stagecraft::docker {

struct ImageName {
    QString repository;             ///< with host and port
    QString tag = {};               ///< "latest" when the name has neither tag nor digest; else as written
    QString digest = {};            ///< "sha256:…"
};

ImageName splitImageName(const QString &name);

/// The normalized path by which credentials are looked up: docker.io/library/ubuntu → "docker.io/library/ubuntu";
/// "user/ubuntu" → "docker.io/user/ubuntu"; the host in lower case; without tag and digest.
QString registryPath(const QString &name);

} // namespace stagecraft::docker

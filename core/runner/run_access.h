// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunAccess: what the jobs of a local run may do on this machine, in plain words, to be shown before the first run of a
// mode. Pure functions; safe on any thread. Sources: gitlab-runner's config.toml documentation on privileged, volumes,
// devices, cap_add, pid_mode and network_mode; the Docker documentation on the socket.
#pragma once

#include "core/runner/runner_settings.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace stagecraft::runner {

struct RunAccess {
    QString title;
    QString text;
    bool serious = false; ///< it reaches beyond the job's own files and containers
};

/// Never empty; the serious ones first. Translated when called.
QList<RunAccess> runAccess(const RunnerSettings &settings);

/// A text that is the same as long as the jobs may do the same: for remembering what somebody agreed to.
QByteArray accessKey(const RunnerSettings &settings);

/// How jobs use Docker, for a report: "shell", "dind", "socket", or "docker" where none of the modes fits.
QString modeWord(const RunnerSettings &settings);

} // namespace stagecraft::runner

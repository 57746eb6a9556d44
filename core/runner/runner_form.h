// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a mode's runner looks like in config.toml, once, for the writer of new files and for the patcher of existing ones:
// because both use the same lines, switching a mode and back gives the same bytes.
#pragma once

#include "core/runner/runner_mode.h"

#include <QByteArray>
#include <QByteArrayList>

namespace stagecraft::runner {

inline constexpr char clientCertificates[] = "/certs/client";
inline constexpr char dockerSocket[] = "/var/run/docker.sock";
inline constexpr char socketVolume[] = "/var/run/docker.sock:/var/run/docker.sock";
inline constexpr char cacheVolume[] = "/cache";
inline constexpr char tlsOff[] = "DOCKER_TLS_CERTDIR=";

/// One `key = value` line, the value as TOML.
struct FormLine {
    QByteArray key;
    QByteArray value;
};

QByteArray executorOf(RunnerMode mode); ///< "shell" or "docker"
/// options.runnerName, or one that fits the mode.
QByteArray runnerNameOf(const ModeOptions &options);
bool usesTls(const ModeOptions &options);

/// name, url, token: what tells GitLab who the runner is.
QList<FormLine> identityLines(const ModeOptions &options);
/// executor and what belongs to it in the [[runners]] table itself.
QList<FormLine> executorLines(const ModeOptions &options);
/// Lines of [runners.feature_flags]; empty when the mode needs none.
QList<FormLine> featureFlagLines(const ModeOptions &options);
/// Lines of [runners.docker]; empty for the shell executor.
QList<FormLine> dockerLines(const ModeOptions &options);
QByteArrayList volumesOf(const ModeOptions &options);

/// A sub-table of [[runners]] with its lines, indented as gitlab-runner itself writes them; empty without lines.
QByteArray sectionText(const QByteArray &header, const QList<FormLine> &lines, const QByteArray &newline);
/// The whole [[runners]] table.
QByteArray runnerText(const ModeOptions &options, const QByteArray &newline);
/// The whole file.
QByteArray configText(const ModeOptions &options, const QByteArray &newline);

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How `stagecraft-docker-sweep` (app/sweep) is called: it removes from an engine what a killed run has left there.
#pragma once

#include "core/base/result.h"
#include "core/docker/endpoint.h"

#include <QStringList>

namespace stagecraft::engine {

/// Its arguments for one run.
QStringList sweepArguments(const docker::Endpoint &endpoint, const QString &runId);
/// The program beside the guard.
QString sweepProgram(const QString &guardProgram);
/// Starts it and lets it go its way; it may outlive this process.
void startSweep(const QString &program, const QStringList &arguments);

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Words for the states of a run. GUI thread.
#pragma once

#include "core/engine/run_event.h"

#include <QString>

namespace stagecraft::ui {

QString statusText(engine::JobStatus status, bool allowedToFail = false);
QString pausedText();
/// How long the job has run up to `now`; -1 when it has not.
qint64 runtimeOf(const engine::JobState &state, const QDateTime &now);
/// "exit code 1", "image could not be pulled" …, with the engine's message where it says more.
QString failureText(const engine::JobState &state);
/// Why a job waits for a click although its `when` does not say so; empty when it does not.
QString guardText(const engine::JobState &state);
/// What to do about it; empty when nothing general can be said.
QString failureAdvice(const engine::JobState &state);

} // namespace stagecraft::ui

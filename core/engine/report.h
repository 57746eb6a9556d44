// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The machine-readable result of a run: the JSON of `stagecraft-cli run --report`, and report.json in every run directory.
// Its keys are stable. Pure function.
#pragma once

#include "core/engine/run_event.h"

#include <QByteArray>

namespace stagecraft::engine {

/// {"status", "jobs": [{"name", "stage", "status", "failure_reason", "exit_code", "attempts", "queued_at", "started_at",
/// "finished_at", "log"}, …]}; what a job does not have is null.
QByteArray reportJson(JobStatus status, const std::vector<JobState> &jobs);

} // namespace stagecraft::engine

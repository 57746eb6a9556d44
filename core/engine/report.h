// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The machine-readable result of a run: the JSON of `stagecraft-cli run --report`, and report.json in every run directory.
// Its keys are stable. Pure functions.
#pragma once

#include "core/engine/run_event.h"
#include "core/plan/job_plan.h"

#include <QByteArray>

#include <optional>

namespace stagecraft::engine {

struct RunReport {
    struct Job {
        JobState state;
        QString artifacts = {}; ///< directory; empty: it left none
    };
    QString id;
    plan::RunFacts facts;
    JobStatus status = JobStatus::Success;
    bool hasWarnings = false;
    QDateTime startedAt;
    QDateTime finishedAt;
    std::vector<Job> jobs;
};

/// {"id", "status", "warnings", "ref", "sha", "source", "project", "config_hash", "mode", "started_at", "finished_at", "jobs": [{"name",
/// "stage", "bridge", "status", "allow_failure", "failure_reason", "exit_code", "attempts", "queued_at", "started_at", "finished_at",
/// "log", "artifacts", "message", "coverage", "artifacts_expire_at", "reports": {"tests", "coverage", "code_quality", "problems"}}, …]};
/// what there is not is null. "mode" is "shell", "dind", "socket" or "docker", and missing in reports of before it was kept.
QByteArray reportJson(const RunReport &report);
/// Of a file that reportJson() made; also of an older version. nullopt: it is something else.
std::optional<RunReport> readReport(const QByteArray &json);

} // namespace stagecraft::engine

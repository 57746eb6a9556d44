// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a run tells the world, as plain values. Names and statuses are GitLab's. Everything that shows or records a run
// (CLI, cards, timeline, report) is fed by these and nothing else.
#pragma once

#include "core/engine/test_report.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stagecraft::engine {

enum class JobStatus { Created, Pending, Running, Success, Failed, Canceled, Skipped, Manual };
/// GitLab's failure_reason.
enum class FailureReason { None, ScriptFailure, RunnerSystemFailure, JobExecutionTimeout, ImagePullFailure, UnmetPrerequisites };

QString toText(JobStatus status);    ///< GitLab's word: "success", "canceled" …
QString toText(FailureReason reason);///< "script_failure" …; empty for None

/// What a job left, besides its log.
struct JobResults {
    std::optional<double> coverage = {};      ///< per cent, as `coverage:` finds it in the log
    std::shared_ptr<const JobReports> reports = {}; ///< null: none
    QString artifacts = {};                   ///< directory; empty: none
    QDateTime artifactsExpireAt = {};         ///< invalid: never
};

struct JobState {
    std::string name;
    std::string stage;
    JobStatus status = JobStatus::Created;
    FailureReason failureReason = FailureReason::None;
    bool allowedToFail = false; ///< it failed, and that is allowed
    std::optional<int> exitCode = {};
    int attempts = 0;
    QDateTime queuedAt = {};
    QDateTime startedAt = {};
    QDateTime finishedAt = {};
    QString logFile = {}; ///< exists from the moment the job runs
    QString message = {}; ///< one line why it failed, for people; no secrets
    JobResults results = {};
};

struct RunStarted { QString runId; QString directory; std::vector<JobState> jobs; };
struct JobChanged { JobState state; };
struct JobProgress { std::string job; QString what; /* "Pulling busybox:stable" */ double fraction = -1; /* < 0: unknown */ };
/// More bytes of the log are on disk. At most every 16 ms a job.
struct JobLogGrew { std::string job; qint64 size = 0; };
struct RunFinished { JobStatus status = JobStatus::Success; /* Success, Failed or Canceled */ };

using RunEvent = std::variant<RunStarted, JobChanged, JobProgress, JobLogGrew, RunFinished>;

} // namespace stagecraft::engine

Q_DECLARE_METATYPE(stagecraft::engine::RunEvent)

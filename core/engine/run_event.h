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

struct JobTerminal;

/// GitLab's status of a job.
enum class JobStatus { Created, WaitingForResource, Pending, Running, Success, Failed, Canceled, Skipped, Manual, Scheduled };
inline constexpr JobStatus lastJobStatus = JobStatus::Scheduled;
/// GitLab's failure_reason.
enum class FailureReason {
    None,
    ScriptFailure,
    RunnerSystemFailure,
    RunnerConfigurationError,
    JobExecutionTimeout,
    ImagePullFailure,
    RunnerExternalDependencyFailure,
    UnmetPrerequisites,
    DownstreamPipelineCreationFailed,
    ReachedMaxDescendantPipelinesDepth,
};
inline constexpr FailureReason lastFailureReason = FailureReason::ReachedMaxDescendantPipelinesDepth;

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
    std::string bridge = {}; ///< the trigger job that started its pipeline; empty: the run's own pipeline
    JobStatus status = JobStatus::Created;
    FailureReason failureReason = FailureReason::None;
    bool allowedToFail = false; ///< it failed, and that is allowed
    std::optional<int> exitCode = {};
    int attempts = 0;
    QDateTime dueAt = {};    ///< when a Scheduled job starts
    QDateTime queuedAt = {};
    QDateTime startedAt = {};
    QDateTime finishedAt = {};
    QString logFile = {}; ///< exists from the moment the job runs
    QString message = {}; ///< one line why it failed, for people; no secrets
    std::string guardedBy =
        {}; ///< why it waits for somebody although its `when` does not say so: plan::JobPlan::guardedBy
    std::string manualConfirmation =
        {}; ///< the question to answer before somebody starts it: plan::JobPlan::manualConfirmation
    std::shared_ptr<const JobTerminal> paused =
        {}; ///< it waits after its failed script, and how to get in; null: it does not
    JobResults results = {};
};

struct RunStarted { QString runId; QString directory; std::vector<JobState> jobs; };
/// A trigger job has started a pipeline; its jobs belong behind the trigger job and those that are there already.
struct JobsAdded { std::string bridge; std::vector<JobState> jobs; std::vector<std::string> notes; };
struct JobChanged { JobState state; };
struct JobProgress { std::string job; QString what; /* "Pulling busybox:stable" */ double fraction = -1; /* < 0: unknown */ };
/// More bytes of the log are on disk. At most every 16 ms a job.
struct JobLogGrew { std::string job; qint64 size = 0; };
/// Nothing runs any more. Manual: jobs that hold others wait for somebody. Skipped: no job had to run.
struct RunFinished {
    JobStatus status = JobStatus::Success; ///< Success, Failed, Canceled, Skipped or Manual
    bool hasWarnings = false;              ///< a job failed, which is allowed
};

using RunEvent = std::variant<RunStarted, JobsAdded, JobChanged, JobProgress, JobLogGrew, RunFinished>;

} // namespace stagecraft::engine

Q_DECLARE_METATYPE(stagecraft::engine::RunEvent)

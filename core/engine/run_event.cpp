// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run_event.h"

namespace stagecraft::engine {

QString toText(JobStatus status)
{
    switch (status) {
    case JobStatus::Created: return QStringLiteral("created");
    case JobStatus::WaitingForResource: return QStringLiteral("waiting_for_resource");
    case JobStatus::Pending: return QStringLiteral("pending");
    case JobStatus::Running: return QStringLiteral("running");
    case JobStatus::Success: return QStringLiteral("success");
    case JobStatus::Failed: return QStringLiteral("failed");
    case JobStatus::Canceled: return QStringLiteral("canceled");
    case JobStatus::Skipped: return QStringLiteral("skipped");
    case JobStatus::Manual: return QStringLiteral("manual");
    case JobStatus::Scheduled: return QStringLiteral("scheduled");
    }
    Q_UNREACHABLE_RETURN({});
}

QString toText(FailureReason reason)
{
    switch (reason) {
    case FailureReason::None: return {};
    case FailureReason::ScriptFailure: return QStringLiteral("script_failure");
    case FailureReason::RunnerSystemFailure: return QStringLiteral("runner_system_failure");
    case FailureReason::JobExecutionTimeout: return QStringLiteral("job_execution_timeout");
    case FailureReason::RunnerConfigurationError: return QStringLiteral("runner_configuration_error");
    case FailureReason::ImagePullFailure: return QStringLiteral("image_pull_failure");
    case FailureReason::RunnerExternalDependencyFailure: return QStringLiteral("runner_external_dependency_failure");
    case FailureReason::UnmetPrerequisites: return QStringLiteral("unmet_prerequisites");
    case FailureReason::DownstreamPipelineCreationFailed: return QStringLiteral("downstream_pipeline_creation_failed");
    case FailureReason::ReachedMaxDescendantPipelinesDepth: return QStringLiteral("reached_max_descendant_pipelines_depth");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_text.h"

#include <QCoreApplication>

namespace stagecraft::ui {

namespace {

/// Text::tr() has the context that lupdate would not see through a function.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

} // namespace

QString statusText(engine::JobStatus status, bool allowedToFail)
{
    switch (status) {
    case engine::JobStatus::Created: return Text::tr("Waiting for its turn");
    case engine::JobStatus::WaitingForResource: return Text::tr("Waiting for its resource group");
    case engine::JobStatus::Scheduled: return Text::tr("Starts later");
    case engine::JobStatus::Pending: return Text::tr("Waiting for a free slot");
    case engine::JobStatus::Running: return Text::tr("Running");
    case engine::JobStatus::Success: return Text::tr("Passed");
    case engine::JobStatus::Failed: return allowedToFail ? Text::tr("Failed, which is allowed") : Text::tr("Failed");
    case engine::JobStatus::Canceled: return Text::tr("Canceled");
    case engine::JobStatus::Skipped: return Text::tr("Skipped");
    case engine::JobStatus::Manual: return Text::tr("Waits for you to start it");
    }
    return {};
}

QString pausedText()
{
    return Text::tr("Paused after its script failed");
}

qint64 runtimeOf(const engine::JobState &state, const QDateTime &now)
{
    if (!state.startedAt.isValid())
        return -1;
    return std::max<qint64>(0, state.startedAt.msecsTo(state.finishedAt.isValid() ? state.finishedAt : now));
}

QString failureText(const engine::JobState &state)
{
    switch (state.failureReason) {
    case engine::FailureReason::ScriptFailure:
        return state.exitCode ? Text::tr("exit code %1").arg(*state.exitCode) : Text::tr("its script failed");
    case engine::FailureReason::JobExecutionTimeout:
        return Text::tr("it took longer than its timeout");
    case engine::FailureReason::ImagePullFailure:
    case engine::FailureReason::RunnerExternalDependencyFailure:
        return state.message.isEmpty() ? Text::tr("an image could not be pulled") : state.message;
    case engine::FailureReason::UnmetPrerequisites:
        return state.message.isEmpty() ? Text::tr("what it needs is not there") : state.message;
    case engine::FailureReason::RunnerConfigurationError:
    case engine::FailureReason::RunnerSystemFailure:
        return state.message.isEmpty() ? Text::tr("the runner could not carry it out") : state.message;
    case engine::FailureReason::DownstreamPipelineCreationFailed:
    case engine::FailureReason::ReachedMaxDescendantPipelinesDepth:
        return state.message.isEmpty() ? Text::tr("its pipeline could not be created") : state.message;
    case engine::FailureReason::None:
        return state.message;
    }
    return state.message;
}

QString guardText(const engine::JobState &state)
{
    if (state.guardedBy.empty())
        return {};
    return Text::tr("Nothing starts it but your click: %1.").arg(QString::fromStdString(state.guardedBy));
}

QString failureAdvice(const engine::JobState &state)
{
    const bool isEngine = state.failureReason == engine::FailureReason::RunnerSystemFailure
        && state.message.contains(Text::tr("Docker engine"));
    if (isEngine)
        return Text::tr("Start Docker (or Podman's socket), check DOCKER_HOST and that you may use the socket, then run again. "
                        "Shell mode needs no engine.");
    if (state.failureReason == engine::FailureReason::ImagePullFailure
        || state.failureReason == engine::FailureReason::RunnerExternalDependencyFailure)
        return Text::tr("Check the image's name and tag, the network, and docker login for private registries.");
    return {};
}

} // namespace stagecraft::ui

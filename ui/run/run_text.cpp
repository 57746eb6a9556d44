// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_text.h"

#include <QCoreApplication>

namespace stagecraft::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("stagecraft", text);
}

} // namespace

QString statusText(engine::JobStatus status, bool allowedToFail)
{
    switch (status) {
    case engine::JobStatus::Created: return tr("Waiting for its turn");
    case engine::JobStatus::Pending: return tr("Waiting for a free slot");
    case engine::JobStatus::Running: return tr("Running");
    case engine::JobStatus::Success: return tr("Passed");
    case engine::JobStatus::Failed: return allowedToFail ? tr("Failed, which is allowed") : tr("Failed");
    case engine::JobStatus::Canceled: return tr("Canceled");
    case engine::JobStatus::Skipped: return tr("Skipped");
    case engine::JobStatus::Manual: return tr("Waits for you to start it");
    }
    return {};
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
        return state.exitCode ? tr("exit code %1").arg(*state.exitCode) : tr("its script failed");
    case engine::FailureReason::JobExecutionTimeout:
        return tr("it took longer than its timeout");
    case engine::FailureReason::ImagePullFailure:
        return state.message.isEmpty() ? tr("an image could not be pulled") : state.message;
    case engine::FailureReason::UnmetPrerequisites:
        return state.message.isEmpty() ? tr("what it needs is not there") : state.message;
    case engine::FailureReason::RunnerSystemFailure:
        return state.message.isEmpty() ? tr("the runner could not carry it out") : state.message;
    case engine::FailureReason::None:
        return state.message;
    }
    return state.message;
}

QString failureAdvice(const engine::JobState &state)
{
    const bool isEngine = state.failureReason == engine::FailureReason::RunnerSystemFailure
        && state.message.contains(QLatin1StringView("Docker engine"));
    if (isEngine)
        return tr("Start Docker (or Podman's socket), check DOCKER_HOST and that you may use the socket, then run again. "
                  "Shell mode needs no engine.");
    if (state.failureReason == engine::FailureReason::ImagePullFailure)
        return tr("Check the image's name and tag, the network, and docker login for private registries.");
    return {};
}

} // namespace stagecraft::ui

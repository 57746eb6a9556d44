// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/executor_factory.h"

#include "core/engine/shell_executor.h"

namespace stagecraft::engine {

namespace {

class RefusedJob : public ExecutorJob
{
public:
    RefusedJob()
    {
        QMetaObject::invokeMethod(this, [this] {
            JobOutcome outcome;
            outcome.status = JobStatus::Failed;
            outcome.failureReason = FailureReason::RunnerSystemFailure;
            outcome.message = QStringLiteral("this build has no Docker executor");
            Q_EMIT finished(outcome);
        }, Qt::QueuedConnection);
    }
    void cancel() override {}
};

class RefusingExecutor : public Executor
{
public:
    std::unique_ptr<ExecutorJob> start(const plan::JobPlan &, const JobContext &) override
    {
        return std::make_unique<RefusedJob>();
    }
};

} // namespace

std::unique_ptr<Executor> makeExecutor(const runner::RunnerSettings &settings, const RunOptions &options)
{
    if (settings.executor == runner::RunnerSettings::Executor::Shell)
        return std::make_unique<ShellExecutor>(settings, options);
    return std::make_unique<RefusingExecutor>();
}

} // namespace stagecraft::engine

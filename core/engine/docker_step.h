// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the parts of a Docker job share: the engine, the log, how a step fails and how one is interrupted.
// Owned by the job; used in its thread.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"
#include "core/engine/background.h"
#include "core/engine/docker_options.h"
#include "core/engine/executor.h"
#include "core/engine/trace_writer.h"
#include "core/plan/job_plan.h"

#include <QElapsedTimer>

#include <algorithm>
#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace stagecraft::engine {

/// A step's value, or how the job ends because of it.
template<typename T = void>
using Step = std::expected<T, JobOutcome>;
template<typename T = void>
using StepTask = docker::Task<Step<T>>;

inline std::unexpected<JobOutcome> failed(FailureReason reason, const QString &message)
{
    return std::unexpected(JobOutcome{JobStatus::Failed, reason, {}, message});
}

inline std::unexpected<JobOutcome> systemFailure(const Error &error)
{
    return failed(FailureReason::RunnerSystemFailure, describe(error));
}

/// As the runner sees it: what the engine calls a bad request comes from the configuration.
inline std::unexpected<JobOutcome> notCreated(const Error &error)
{
    return failed(error.kind == ErrorKind::Invalid ? FailureReason::RunnerConfigurationError : FailureReason::RunnerSystemFailure,
                  describe(error));
}

/// Ends what is being waited for when the job is cancelled or out of time. Calls that make or remove something are not
/// watched: they are short, and their answer says what there is to remove.
class Interruption
{
public:
    template<typename T>
    docker::Pending<T> watch(docker::Pending<T> pending)
    {
        if (m_requested)
            pending.canceller()();
        else
            m_cancellers.push_back(pending.canceller());
        return pending;
    }
    bool requested() const { return m_requested; }
    void request()
    {
        m_requested = true;
        for (const auto &cancel : std::exchange(m_cancellers, {}))
            cancel();
    }
    /// From here on it can be requested anew: for the after_script of a cancelled job.
    void reset() { m_requested = false; }

private:
    bool m_requested = false;
    std::vector<std::function<void()>> m_cancellers;
};

struct DockerTools {
    docker::Client &client;
    TraceWriter &trace;
    Interruption &interruption;
    const runner::RunnerSettings &runner;
    const std::vector<plan::Variable> &variables; ///< as sent by GitLab, for plan::expandText()
    std::function<void(const QString &what, double fraction)> progress;
    QMap<QString, QString> images = {}; ///< names to ids of those that were used
    std::vector<docker::Pending<void>> followed = {}; ///< logs of services, for CI_DEBUG_SERVICES

    QString expand(const std::string &text) const { return QString::fromStdString(plan::expandText(text, variables)); }
};

/// Work on the pool as something to wait for. `work` returns a Result.
template<typename Work>
auto pooled(QObject *context, Work work)
{
    using Answer = decltype(work());
    const docker::Completer<typename Answer::value_type> completer;
    inBackground(context, std::move(work), [completer](const Answer &answer) { completer.complete(answer); });
    return docker::Pending<typename Answer::value_type>(completer);
}

/// Says in the log why an image may not be used; how the job ends then.
inline std::optional<JobOutcome> refuse(DockerTools &tools, AllowList list, const QString &name)
{
    const QStringList lines = refusalLines(list, tools.runner, name);
    if (lines.isEmpty())
        return std::nullopt;
    tools.trace.error(lines.first());
    for (const QString &line : lines.sliced(1))
        tools.trace.line(line);
    return failed(FailureReason::RunnerConfigurationError, QStringLiteral("disallowed image")).error();
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The second half of DockerJob: the scripts in the build container, and how they are ended.
#include "core/engine/docker_job.h"

#include "core/engine/job_environment.h"
#include "core/engine/script_writer.h"

namespace stagecraft::engine {

namespace {

using namespace std::chrono_literals;

constexpr int lastPatienceMilliseconds = 10'000; // for an engine that has been told to kill and says nothing

// SIGTERM for every process of a container but the first (which gets its own) and this one.
const QString terminateAll = QStringLiteral(
    "for entry in /proc/[0-9]*; do\n"
    "    process=${entry#/proc/}\n"
    "    [ \"$process\" = 1 ] || [ \"$process\" = $$ ] || kill -TERM \"$process\" 2>/dev/null\n"
    "done\n");

} // namespace

docker::Task<JobOutcome> DockerJob::runScripts()
{
    m_trace.stepScript();
    if (m_choices.hasScriptTimeout)
        m_scriptTimeout.start(m_choices.scriptTimeout);
    const auto code = co_await runJobScript();
    m_scriptTimeout.stop();
    JobOutcome outcome;
    if (m_stop != Stop::None) {
        outcome = stopped();
    } else if (m_scriptOutOfTime) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_choices.scriptTimeout).count();
        outcome = {JobStatus::Failed, FailureReason::JobExecutionTimeout, {}, timeoutMessage(static_cast<int>(seconds))};
    } else if (!code) {
        co_return code.error();
    } else {
        outcome.exitCode = *code;
        if (*code != 0) {
            outcome.status = JobStatus::Failed;
            outcome.failureReason = FailureReason::ScriptFailure;
            outcome.message = QStringLiteral("exit code %1").arg(*code);
        }
    }
    // As with the runner there is no after_script once the job's time is over.
    if (!m_job.afterScript.empty() && m_stop != Stop::TimedOut && !m_aborted)
        co_await runAfterScript(outcome);
    if (m_stop != Stop::TimedOut && !m_aborted)
        co_await keepFiles(outcome);
    co_return outcome;
}

ScriptPlace DockerJob::place() const
{
    return {m_buildDirectory.toStdString(), m_buildDirectory.toStdString() + ".tmp", false};
}

ScriptStyle DockerJob::style() const
{
    return {m_choices.debugTrace, m_choices.scriptSections, m_choices.checksExitCodes};
}

// The runner's helper container is missing here, so the hook sees the job's image, and the files are there already.
StepTask<> DockerJob::runPreGetSourcesScript()
{
    const std::vector<std::string> lines = preGetSourcesLines(m_job, m_executor.settings());
    if (lines.empty())
        co_return Step<>();
    const QByteArray script = preGetSourcesScript(lines, m_resolvedVariables, place(), "/", style());
    auto pause = m_choices.retryPause;
    for (int attempt = 1;; ++attempt) {
        const auto code = co_await runInContainer(script);
        if (!code)
            co_return std::unexpected(code.error());
        if (*code == 0 || m_stop != Stop::None)
            co_return Step<>();
        if (attempt >= m_choices.getSourcesAttempts) {
            m_sourcesFailed = true;
            co_return std::unexpected(JobOutcome{JobStatus::Failed, FailureReason::ScriptFailure, *code,
                                                 QStringLiteral("exit code %1").arg(*code)});
        }
        m_trace.warning(QStringLiteral("Retrying..."));
        const auto waited = co_await m_interruption.watch(docker::delay(static_cast<int>(pause.count())));
        if (!waited)
            co_return Step<>();
        pause *= 2;
    }
}

// The container is attached to before it starts, and its end is asked for before it starts: nothing of either is missed.
StepTask<> DockerJob::openContainer()
{
    auto streams = co_await m_client->attach(m_container);
    if (!streams)
        co_return systemFailure(streams.error());
    connect(streams->get(), &docker::HijackedConnection::received, this, [this](auto, QByteArrayView bytes) {
        if (m_early)
            m_early->append(bytes);
        else
            take(bytes.toByteArray());
    });
    auto exit = m_client->waitForExit(m_container);
    co_await exit.registered;
    const auto started = co_await m_client->startContainer(m_container);
    if (!started)
        co_return systemFailure(started.error());
    auto closed = (*streams)->closed();
    m_open.emplace(std::move(*streams), std::move(exit.code), std::move(closed));
    co_return Step<>();
}

StepTask<int> DockerJob::runInContainer(QByteArray script)
{
    if (!m_open) {
        const auto opened = co_await openContainer();
        if (!opened)
            co_return std::unexpected(opened.error());
    }
    OpenContainer open = std::move(*m_open);
    m_open.reset();
    if (const auto early = std::exchange(m_early, {}))
        Q_EMIT output(*early);
    m_running = m_container;
    m_giveUp = [exits = open.exit.canceller(), closes = open.closed.canceller()] {
        exits();
        closes();
    };
    if (m_interruption.requested())
        m_ending = endContainer(m_running, m_aborted ? 0 : m_executor.graceSeconds());
    open.streams->write(script);
    if (m_holdWord.isEmpty())
        open.streams->closeInput();
    else
        m_streams = open.streams;
    const auto code = co_await open.exit;
    if (code)
        co_await open.closed;
    m_ending.reset();
    m_running.clear();
    m_streams.reset();
    if (!code)
        co_return systemFailure(code.error());
    co_return *code;
}

docker::Task<> DockerJob::runAfterScript(JobOutcome &outcome)
{
    m_interruption.reset();
    m_trace.afterScript();
    if (m_stop == Stop::Cancelled || m_scriptOutOfTime) {
        // The runner removes the container of a script that it stopped: a new one sees what is on the volumes.
        const auto created = co_await createBuildContainer();
        if (!created) {
            m_trace.warning(created.error().message);
            co_return;
        }
    }
    setVariable(m_resolvedVariables, "CI_JOB_STATUS", afterScriptStatus(outcome));
    m_afterScriptTimeout.start(m_choices.afterScriptTimeout);
    const auto code = co_await runInContainer(engine::afterScript(m_job.afterScript, m_resolvedVariables, place(), style()));
    m_afterScriptTimeout.stop();
    if (code && *code != 0 && !m_choices.ignoresAfterScriptErrors) {
        if (outcome.status == JobStatus::Success)
            outcome = {JobStatus::Failed, FailureReason::ScriptFailure, *code, QStringLiteral("exit code %1").arg(*code)};
    } else if (!code || *code != 0) {
        m_trace.warning(QStringLiteral("after_script failed, but job will continue unaffected: %1")
                            .arg(code ? QStringLiteral("exit code %1").arg(*code) : code.error().message));
    }
}

docker::Task<> DockerJob::endContainer(QString id, int graceSeconds)
{
    if (graceSeconds > 0) {
        co_await m_client->killContainer(id, QStringLiteral("TERM"));
        docker::ExecSpec spec;
        spec.command = {QStringLiteral("sh"), QStringLiteral("-c"), terminateAll};
        spec.user = QStringLiteral("0");
        const auto streams = co_await m_client->exec(id, spec);
        co_await docker::delay(graceSeconds * 1000);
    }
    co_await m_client->killContainer(id, QStringLiteral("KILL"));
    co_await docker::delay(lastPatienceMilliseconds);
    m_giveUp();
}

void DockerJob::cancel()
{
    stop(Stop::Cancelled);
}

void DockerJob::stop(Stop reason)
{
    const bool again = m_stop != Stop::None;
    m_aborted = again;
    if (!again)
        m_stop = reason;
    m_interruption.request();
    letGo();
    if (!m_running.isEmpty())
        m_ending = endContainer(m_running, again ? 0 : m_executor.graceSeconds());
}

/// The time of a job that was made ahead is its own only from its turn on.
void DockerJob::limitStage(const QString &stage, std::chrono::milliseconds limit)
{
    if (m_waits || limit == 0ms)
        return;
    m_limitedStage = stage;
    m_stageTimeout.start(limit);
}

void DockerJob::endStageLimit()
{
    m_stageTimeout.stop();
}

JobOutcome DockerJob::stopped() const
{
    if (m_stop == Stop::TimedOut) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_timeLimit).count();
        return {JobStatus::Failed, FailureReason::JobExecutionTimeout, {}, timeoutMessage(static_cast<int>(seconds))};
    }
    return {JobStatus::Canceled, FailureReason::None, {}, QStringLiteral("canceled")};
}

docker::Task<> DockerJob::cleanUp()
{
    if (!m_client)
        co_return;
    m_trace.cleanup();
    const QStringList left = co_await m_scope.removeAll(*m_client);
    for (const QString &what : left)
        m_trace.warning(QCoreApplication::translate("stagecraft", "Could not remove %1. The next start tries again.").arg(what));
}

} // namespace stagecraft::engine

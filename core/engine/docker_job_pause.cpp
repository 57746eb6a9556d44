// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The fifth part of DockerJob: a job that pauses when its script fails. The shell that has run it stays, and with it the container,
// until it reads a word (paused_script.h); whatever ends the job ends that shell as well. A terminal is an exec in the container,
// which ends with it.
#include "core/engine/docker_job.h"

#include "core/engine/script_writer.h"

#include <QUuid>

namespace stagecraft::engine {

StepTask<int> DockerJob::runJobScript()
{
    ScriptStyle paused = style();
    if (m_context.pausesOnFailure) {
        m_holdWord = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_pauseMark.emplace(m_holdWord);
        paused.holdWord = m_holdWord.toStdString();
        paused.terminalFile = terminalFile().toStdString();
    }
    const auto code = co_await runInContainer(
        stepScript(buildLines(m_job, m_executor.settings()), m_resolvedVariables, place(), paused));
    if (auto mark = std::exchange(m_pauseMark, {}))
        take(mark->finish());
    m_holdWord.clear();
    m_isPaused = false;
    co_return code;
}

QString DockerJob::terminalFile() const
{
    return m_buildDirectory + QStringLiteral(".tmp/stagecraft_terminal");
}

/// What a container prints.
void DockerJob::take(const QByteArray &bytes)
{
    const bool wasSeen = m_pauseMark && m_pauseMark->isSeen();
    const QByteArray own = m_pauseMark ? m_pauseMark->feed(bytes) : bytes;
    if (!own.isEmpty())
        Q_EMIT output(own);
    if (m_pauseMark && m_pauseMark->isSeen() && !wasSeen)
        pause();
}

void DockerJob::pause()
{
    if (m_stop != Stop::None || m_scriptOutOfTime) { // it has not failed by itself
        letGo();
        return;
    }
    m_isPaused = true;
    m_scriptTimeout.stop();
    m_timeLeft = m_timeout.remainingTimeAsDuration();
    m_timeout.stop();
    m_trace.paused();
    JobTerminal terminal;
    terminal.container = m_container;
    terminal.engine = m_client->endpoint();
    terminal.directory = m_buildDirectory;
    terminal.shell = terminalShellInContainer(terminalFile());
    Q_EMIT paused(terminal);
}

void DockerJob::resume()
{
    if (!std::exchange(m_isPaused, false))
        return;
    m_timeout.start(std::max(m_timeLeft, std::chrono::milliseconds::zero()));
    letGo();
}

/// Ends the wait of the script's shell, or keeps it from beginning one.
void DockerJob::letGo()
{
    m_isPaused = false;
    if (const docker::Streams streams = std::exchange(m_streams, {})) {
        streams->write(m_holdWord + '\n');
        streams->closeInput();
    }
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/run_follower.h"

#include "app/cli/text_columns.h"
#include "core/base/duration_text.h"
#include "core/base/files.h"
#include "core/engine/job_terminal.h"

#include <QFileInfo>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// What a runner keeps of a log unless its config.toml says otherwise (output_limit; gitlab-runner reference, 6.4).
constexpr qint64 runnersOutputLimit = qint64(4) * 1024 * 1024;

QString runtimeText(const engine::JobState &job)
{
    const bool ran = job.startedAt.isValid() && job.finishedAt.isValid();
    return ran ? durationText(job.startedAt.msecsTo(job.finishedAt)) : QString();
}

} // namespace

RunFollower::RunFollower(const project::RunRequest &request, FollowOptions options, Terminal &terminal)
    : m_terminal(terminal),
      m_printer(terminal),
      m_options(std::move(options)),
      m_notes(request.plan.notes),
      m_run(request.plan, request.options)
{
    connect(&m_run, &engine::Run::event, this, &RunFollower::take);
}

void RunFollower::start()
{
    for (const std::string &note : m_notes)
        m_terminal.show(QString::fromStdString(note) + u'\n');
    m_run.start();
}

void RunFollower::cancel()
{
    if (std::exchange(m_cancelled, true))
        m_terminal.complain(u"ending everything at once."_s);
    else
        m_terminal.complain(u"cancelling; what was started is being removed. Once more ends everything at once."_s);
    m_question.reset();
    m_run.cancel();
    if (!m_shell)
        QMetaObject::invokeMethod(this, &RunFollower::goOn, Qt::QueuedConnection);
}

/// What happens while somebody works in a shell or thinks about an answer is told afterwards.
void RunFollower::take(const engine::RunEvent &event)
{
    if (!m_shell && !m_question && m_held.empty()) {
        onEvent(event);
        return;
    }
    if (!std::holds_alternative<engine::JobLogGrew>(event)) // the logs are in their files
        m_held.push_back(event);
}

void RunFollower::goOn()
{
    while (!m_shell && !m_question && !m_held.empty()) {
        const engine::RunEvent event = m_held.front();
        m_held.pop_front();
        onEvent(event);
    }
    if (m_shell || m_question)
        return;
    for (const engine::JobState &job : m_jobs) {
        if (job.status == engine::JobStatus::Running)
            m_printer.follow(job);
    }
}

engine::JobState *RunFollower::find(const std::string &name)
{
    const auto found = std::ranges::find(m_jobs, name, &engine::JobState::name);
    return found == m_jobs.end() ? nullptr : &*found;
}

void RunFollower::onEvent(const engine::RunEvent &event)
{
    if (const auto *started = std::get_if<engine::RunStarted>(&event)) {
        m_jobs = started->jobs;
        m_printer.setJobs(m_jobs);
    } else if (const auto *added = std::get_if<engine::JobsAdded>(&event)) {
        for (const std::string &note : added->notes)
            m_printer.note(added->bridge, QString::fromStdString(note));
        m_jobs.insert(m_jobs.end(), added->jobs.begin(), added->jobs.end());
        m_printer.setJobs(m_jobs);
    } else if (const auto *changed = std::get_if<engine::JobChanged>(&event)) {
        onJobChanged(changed->state);
    } else if (const auto *grew = std::get_if<engine::JobLogGrew>(&event)) {
        if (const engine::JobState *job = find(grew->job))
            m_printer.follow(*job);
    } else if (const auto *progress = std::get_if<engine::JobProgress>(&event)) {
        if (progress->fraction < 0)
            m_printer.note(progress->job, progress->what);
    } else if (const auto *ended = std::get_if<engine::RunFinished>(&event)) {
        if (m_plays > 0)
            return; // it goes on with them
        m_finished = true;
        onFinished(*ended);
    }
    if (m_terminal.isClosed() && !m_cancelled && !m_finished) {
        m_terminal.complain(u"nobody reads the output any more."_s);
        cancel();
    }
}

void RunFollower::onJobChanged(const engine::JobState &state)
{
    engine::JobState *job = find(state.name);
    if (!job)
        return;
    const bool isPausedNow = state.paused && !job->paused;
    *job = state;
    if (state.status == engine::JobStatus::Running)
        m_printer.follow(state);
    else if (state.finishedAt.isValid())
        m_printer.finish(state);
    else if (state.status == engine::JobStatus::Manual)
        playIfAsked(state);
    if (isPausedNow && !m_cancelled)
        openShell(state);
}

void RunFollower::openShell(const engine::JobState &state)
{
    const QString name = QString::fromStdString(state.name);
    m_terminal.show(
        u"\n“%1” is paused after its script failed. This is a shell where it stands; exit lets the job come to its end.\n"_s
            .arg(name));
    m_shell = std::make_unique<PausedShell>(state.paused->file);
    connect(m_shell.get(), &PausedShell::left, this, [this, name] {
        m_shell.release()->deleteLater(); // its signal is being delivered
        m_terminal.show(u"“%1” goes on to its end.\n"_s.arg(name));
        m_run.resumeJob(name);
        goOn();
    });
    m_shell->start();
}

void RunFollower::ask(const engine::JobState &state)
{
    const QString name = QString::fromStdString(state.name);
    m_question = std::make_unique<TerminalQuestion>(u"“%1” asks: %2"_s.arg(name, QString::fromStdString(
                                                                                     state.manualConfirmation)),
                                                    m_terminal);
    connect(m_question.get(), &TerminalQuestion::answered, this, [this, name](bool yes) {
        m_question.release()->deleteLater();
        if (yes) {
            std::erase_if(m_held, [](const engine::RunEvent &event) {
                return std::holds_alternative<engine::RunFinished>(event);
            });
            m_run.playManualJob(name);
        }
        goOn();
    });
}

/// Once the run has told what there is to tell: an event is no place to change it.
void RunFollower::playIfAsked(const engine::JobState &state)
{
    const QString name = QString::fromStdString(state.name);
    if (m_cancelled || !state.guardedBy.empty() || (!m_options.playAll && !m_options.play.contains(name)))
        return;
    if (!state.manualConfirmation.empty() && m_options.asks) {
        ask(state);
        return;
    }
    if (!state.manualConfirmation.empty())
        m_terminal.show(
            u"“%1” asks: %2 It was told to start, which is the answer.\n"_s.arg(name, QString::fromStdString(
                                                                                          state.manualConfirmation)));
    play(name);
}

void RunFollower::play(const QString &name)
{
    ++m_plays;
    QMetaObject::invokeMethod(this, [this, name] {
        --m_plays;
        m_run.playManualJob(name);
    }, Qt::QueuedConnection);
}

void RunFollower::onFinished(const engine::RunFinished &ended)
{
    printSummary(ended);
    const engine::JobStatus status = ended.status;
    int exitCode = Success; // also when jobs are left that wait for somebody, or none had to run
    if (m_cancelled || status == engine::JobStatus::Canceled)
        exitCode = CancelledByUser;
    else if (status == engine::JobStatus::Failed)
        exitCode = Failed;
    if (!m_options.reportFile.isEmpty()) {
        if (const Result<> written = saveAtomically(m_options.reportFile, m_run.report()); !written) {
            m_terminal.complain(describe(written.error()));
            exitCode = exitCode == Success ? int(Failed) : exitCode;
        }
    }
    Q_EMIT finished(exitCode);
}

void RunFollower::printSummary(const engine::RunFinished &ended)
{
    qsizetype width = 0;
    for (const engine::JobState &job : m_jobs)
        width = std::max(width, columnsOf(QString::fromStdString(job.name)));
    QString text = u"\n"_s;
    for (const engine::JobState &job : m_jobs) {
        text += u"%1  %2 %3"_s.arg(padded(QString::fromStdString(job.name), width),
                                   engine::toText(job.status).leftJustified(9), runtimeText(job));
        if (job.status != engine::JobStatus::Canceled && !job.message.isEmpty())
            text += u"  %1%2"_s.arg(job.message, job.allowedToFail ? u" (allowed to fail)"_s : QString());
        text += u'\n';
    }
    QStringList longLogs;
    for (const engine::JobState &job : m_jobs) {
        if (QFileInfo(job.logFile).size() > runnersOutputLimit)
            longLogs << QString::fromStdString(job.name);
    }
    if (!longLogs.isEmpty())
        text += u"A runner would keep only the first 4 MiB of these logs (output_limit): %1\n"_s.arg(longLogs.join(u", "_s));
    const auto lacksEngine = [](const engine::JobState &job) {
        return job.failureReason == engine::FailureReason::RunnerSystemFailure
               && job.message.startsWith("Cannot reach the Docker engine"_L1);
    };
    if (std::ranges::any_of(m_jobs, lacksEngine)) {
        text +=
            u"Start Docker (or Podman's socket), check DOCKER_HOST and that you may use the socket, then run again. "
            "--mode shell needs no engine.\n"_s;
    }
    text += waitingText();
    text += u"Pipeline: %1%2. Logs: %3\n"_s.arg(engine::toText(ended.status), ended.hasWarnings ? u" with warnings"_s : QString(),
                                               m_run.directory());
    m_terminal.show(text);
}

/// Which jobs are left that somebody has to start, and how.
QString RunFollower::waitingText() const
{
    QString text;
    for (const engine::JobState &job : m_jobs) {
        if (job.status != engine::JobStatus::Manual)
            continue;
        const QString name = QString::fromStdString(job.name);
        if (job.guardedBy.empty())
            text += u"“%1” waits to be started: --play '%1', or --manual for all manual jobs.\n"_s.arg(name);
        else
            text += u"“%1” waits because %2: --yes-deploy lets it start.\n"_s.arg(name, QString::fromStdString(job.guardedBy));
    }
    return text;
}

} // namespace stagecraft::cli

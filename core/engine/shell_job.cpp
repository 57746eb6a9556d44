// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/shell_job.h"

#include "core/base/files.h"
#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"
#include "core/engine/background.h"
#include "core/engine/job_environment.h"
#include "core/engine/job_sources.h"
#include "core/engine/paused_script.h"

#include <QDir>
#include <QFile>
#include <QSysInfo>

#include <chrono>

namespace stagecraft::engine {

namespace {

using namespace std::chrono_literals;

/// Like guardCookieKey, but for one attempt; its value is the attempt's directory.
constexpr char attemptCookieKey[] = "STAGECRAFT_ATTEMPT";

std::string attemptCookie(const JobContext &context)
{
    return std::string(attemptCookieKey) + '=' + context.workDirectory.toStdString();
}

/// Of what somebody starts in a terminal of the job: no descendant of its guard.
std::string terminalCookie(const JobContext &context)
{
    return "STAGECRAFT_TERMINAL=" + context.workDirectory.toStdString();
}

/// As often as the job's variables say (GET_SOURCES_ATTEMPTS …), unless it is stopped.
template<typename Work>
Result<> attempted(int attempts, const StopFlag &stop, Work work)
{
    Result<> result = work();
    for (int i = 1; !result && i < attempts && !stop->load(); ++i)
        result = work();
    return result;
}

/// Makes the job's directory with the project, caches and other jobs' artifacts in it.
Result<PreparedPlace> prepareDirectories(const JobContext &context, const JobFiles &files, const JobSettings &choices,
                                         std::shared_ptr<WorkTree> spare, const QString &build,
                                         const QString &temporary, const StopFlag &stop, const StopFlag &hasSources)
{
    QFile environment(temporary + QStringLiteral("/gitlab_runner_env")); // a hook may have written to it
    if (!privateDirectory(context.workDirectory) || !QDir().mkpath(temporary)
        || !environment.open(QIODevice::Append, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The directory %1 could not be made."),
                       {temporary});
    PreparedPlace place;
    const Result<> placed = attempted(choices.getSourcesAttempts, stop, [&]() -> Result<> {
        const auto tree = placeWorkTree(std::move(spare), context, choices, build, stop);
        if (!tree)
            return std::unexpected(tree.error());
        place.tree = *tree;
        return {};
    });
    if (!placed)
        return std::unexpected(placed.error());
    hasSources->store(true);
    place.steps = files.before();
    for (FileStep &step : place.steps) {
        if (!step.failure.isEmpty())
            return failure(ErrorKind::Invalid, "%1", {step.failure});
        if (step.source.isEmpty())
            continue;
        const bool isCache = step.section == "restore_cache";
        const Result<> laid = attempted(isCache ? choices.restoreCacheAttempts : choices.downloadAttempts, stop,
                                        [&] { return layOver(step.source, build, stop); });
        if (!laid && step.section == "restore_cache")
            step.linesAfter = {
                {TraceLine::Kind::Caution, QStringLiteral("Failed to extract cache: %1").arg(describe(laid.error()))}};
        else if (!laid)
            return std::unexpected(laid.error());
    }
    return place;
}

/// Takes caches and artifacts out of the job's directory.
std::vector<std::pair<FileStep, KeptFiles>> takeFiles(const JobFiles &files, const QString &build, bool succeeded, const StopFlag &stop)
{
    std::vector<std::pair<FileStep, KeptFiles>> result;
    for (FileStep &step : files.after(succeeded)) {
        KeptFiles kept;
        if (step.keeps != FileStep::Keeps::Nothing) {
            FileSelection selection = files.selection(step);
            if (const Result<> copied = keepFromDirectory(build, selection, step.target, stop, Transfer::Link))
                kept = files.finish(step, selection);
            else if (step.keeps == FileStep::Keeps::Cache)
                kept.lines.push_back({TraceLine::Kind::Caution,
                                      QStringLiteral("Failed to create cache: %1").arg(describe(copied.error()))});
            else
                kept.failure = describe(copied.error());
        }
        result.emplace_back(std::move(step), std::move(kept));
    }
    return result;
}

} // namespace

ShellJob::ShellJob(const plan::JobPlan &job, const JobContext &context, const ShellJobSettings &settings)
    : m_job(job)
    , m_context(context)
    , m_settings(settings)
    , m_trace([this](const QByteArray &bytes) { Q_EMIT output(bytes); })
    , m_stopCopy(std::make_shared<std::atomic_bool>(false))
    , m_hasSources(std::make_shared<std::atomic_bool>(false))
{
    connect(&m_timeout, &QTimer::timeout, this, &ShellJob::timedOut);
    connect(&m_sourcesTimeout, &QTimer::timeout, this, &ShellJob::sourcesTimedOut);
    connect(&m_scriptTimeout, &QTimer::timeout, this, &ShellJob::scriptTimedOut);
    connect(&m_afterScriptTimeout, &QTimer::timeout, this, [this] {
        m_trace.warning(stageTimeoutWarning(QStringLiteral("after_script")));
        stopScript();
    });
    connect(&m_grace, &QTimer::timeout, this, [this] {
        if (m_guard)
            m_guard->kill();
    });
    QMetaObject::invokeMethod(this, &ShellJob::begin, Qt::QueuedConnection);
}

ShellJob::~ShellJob()
{
    m_stopCopy->store(true);
}

void ShellJob::begin()
{
    m_timeout.start(std::chrono::seconds(m_job.timeoutSeconds));
    m_trace.header(QString::fromStdString(m_settings.runner.name));
    m_trace.notes(m_job.notes);
    m_trace.prepareExecutor(QStringLiteral("shell"));
    Result<QString> shell = findProgram(m_settings.runner.shell == "sh" ? QStringLiteral("sh")
                                                                        : QStringLiteral("bash"));
    if (!shell)
        shell = findProgram(QStringLiteral("sh"));
    if (!shell)
        return systemFailure(describe(shell.error()));
    m_shell = *shell;
    const QString shellName = shell->section(QLatin1Char('/'), -1);
    m_trace.line(QStringLiteral("Using Shell (%1) executor...").arg(shellName));

    const Result<QString> guard = findGuardProgram(m_settings.guardProgram);
    if (!guard)
        return systemFailure(describe(guard.error()));
    m_guard = std::make_unique<JobGuard>();
    m_guard->keep(std::exchange(m_settings.untilRemoved, {}));
    connect(m_guard.get(), &JobGuard::output, this, &ShellJob::output);
    connect(m_guard.get(), &JobGuard::shellExited, this, &ShellJob::shellExited);
    connect(m_guard.get(), &JobGuard::failed, this, &ShellJob::systemFailure);
    connect(m_guard.get(), &JobGuard::gone, this, &ShellJob::guardGone);
    // The environment of the runner is that of the job's shells (reference, 3.5); variables come as exports.
    const Result<> started = m_guard->start(*guard, {*shell, QStringLiteral("-l")});
    if (!started) {
        m_guard.reset();
        return systemFailure(describe(started.error()));
    }
    m_guard->setVariable(std::string(guardCookieKey) + '=' + m_context.guardToken.toStdString());
    m_guard->setVariable(attemptCookie(m_context));
    m_guard->removeAtEnd(m_context.workDirectory);
    prepare();
}

void ShellJob::prepare()
{
    m_trace.prepareEnvironment();
    m_trace.line(QStringLiteral("Running on %1...").arg(QSysInfo::machineHostName()));
    if (const auto problem = setVariables(); !problem.isEmpty()) {
        m_outcome.status = JobStatus::Failed;
        m_outcome.failureReason = FailureReason::RunnerConfigurationError;
        m_outcome.message = problem;
        return cleanUp();
    }
    for (const QString &warning : std::as_const(m_choices.warnings))
        m_trace.warning(warning);
    m_trace.getSources();
    if (!m_choices.problem.isEmpty())
        return systemFailure(m_choices.problem);
    if (m_choices.getSourcesTimeout > 0ms)
        m_sourcesTimeout.start(m_choices.getSourcesTimeout);
    if (preGetSourcesLines(m_job, m_settings.runner).empty())
        copyProject();
    else
        runPreGetSourcesScript();
}

/// Where the job works, and what it gets to know. Answers why it cannot.
QString ShellJob::setVariables()
{
    const QString builds = m_context.workDirectory + QStringLiteral("/builds");
    const std::vector<plan::Variable> planned = plan::resolvedVariables(m_job.variables);
    m_buildDirectory = builds + QLatin1Char('/') + QString::fromStdString(projectDirectoryName(planned));
    std::vector<plan::Variable> variables;
    for (const bool isLast : {false, true}) { // GIT_CLONE_PATH may name what the first round finds out
        m_temporaryDirectory = m_buildDirectory + QStringLiteral(".tmp");
        JobPlace place;
        place.buildsDirectory = builds.toStdString();
        place.projectDirectory = m_buildDirectory.toStdString();
        place.temporaryDirectory = m_temporaryDirectory.toStdString();
        variables = jobVariables(m_job, m_context, m_settings.runner, place);
        m_variables = plan::resolvedVariables(variables);
        m_choices = settingsOf(m_variables, m_job.timeoutSeconds, m_settings.runner);
        if (isLast || m_choices.clonePath.empty())
            break;
        const auto directory = buildDirectoryOf(m_choices, builds, m_buildDirectory);
        if (!directory)
            return directory.error();
        m_buildDirectory = *directory;
    }
    m_files.emplace(m_job, m_context, plan::sentVariables(variables), m_buildDirectory.toStdString());
    return {};
}

void ShellJob::runPreGetSourcesScript()
{
    if (m_phase == Phase::Cleanup || m_phase == Phase::Done)
        return;
    if (m_canceled || m_outOfTime) // while it waited for its next attempt
        return cleanUp();
    m_phase = Phase::PreGetSources;
    ScriptPlace here = place();
    here.makeTemporaryDirectory = true;
    const std::string builds = (m_context.workDirectory + QStringLiteral("/builds")).toStdString();
    m_guard->run(preGetSourcesScript(preGetSourcesLines(m_job, m_settings.runner), m_variables, here, builds, style()));
}

void ShellJob::preGetSourcesScriptEnded(int exitCode)
{
    if (m_canceled || m_outOfTime)
        return cleanUp();
    if (exitCode == 0) {
        m_phase = Phase::Preparing;
        return copyProject();
    }
    if (m_getSourcesAttempt < m_choices.getSourcesAttempts) {
        m_trace.warning(QStringLiteral("Retrying..."));
        const auto pause = m_choices.retryPause * (1 << (m_getSourcesAttempt - 1));
        ++m_getSourcesAttempt;
        m_phase = Phase::Preparing;
        QTimer::singleShot(pause, this, &ShellJob::runPreGetSourcesScript);
        return;
    }
    // The script does not run, and neither does after_script, but what is kept of failed jobs is kept.
    m_outcome.status = JobStatus::Failed;
    m_outcome.failureReason = FailureReason::ScriptFailure;
    m_outcome.exitCode = exitCode;
    m_outcome.message = QStringLiteral("exit status %1").arg(exitCode);
    keepFiles();
}

void ShellJob::copyProject()
{
    print(m_trace, sourceLines(m_context, m_choices, m_buildDirectory));
    inBackground(
        this,
        [context = m_context, files = *m_files, choices = m_choices,
         spare = m_settings.trees->take(m_context, m_choices), build = m_buildDirectory,
         temporary = m_temporaryDirectory, stop = m_stopCopy, hasSources = m_hasSources] {
            return prepareDirectories(context, files, choices, spare, build, temporary, stop, hasSources);
        },
        [this](const Result<PreparedPlace> &result) { copied(result); });
}

void ShellJob::copied(const Result<PreparedPlace> &result)
{
    m_sourcesTimeout.stop();
    if (m_phase != Phase::Preparing)
        return;
    if (result)
        m_tree = result->tree;
    if (m_canceled || m_outcome.status != JobStatus::Success)
        return cleanUp();
    if (!result)
        return systemFailure(describe(result.error()));
    for (const FileStep &step : result->steps) {
        m_trace.section(step.section, step.title);
        print(m_trace, step.lines);
        print(m_trace, step.linesAfter);
    }
    runScript();
}

ScriptPlace ShellJob::place() const
{
    return {m_buildDirectory.toStdString(), m_temporaryDirectory.toStdString(), false};
}

ScriptStyle ShellJob::style() const
{
    return {m_choices.debugTrace, m_choices.scriptSections, m_choices.checksExitCodes};
}

void ShellJob::runScript()
{
    m_phase = Phase::Script;
    m_trace.stepScript();
    if (m_choices.hasScriptTimeout)
        m_scriptTimeout.start(m_choices.scriptTimeout);
    ScriptStyle paused = style();
    if (m_context.pausesOnFailure)
        paused.terminalFile = terminalFile().toStdString();
    m_guard->run(stepScript(buildLines(m_job, m_settings.runner), m_variables, place(), paused));
}

void ShellJob::shellExited(int exitCode)
{
    if (m_phase == Phase::PreGetSources)
        preGetSourcesScriptEnded(exitCode);
    else if (m_phase == Phase::Script)
        scriptEnded(exitCode);
    else if (m_phase == Phase::AfterScript)
        afterScriptEnded(exitCode);
}

void ShellJob::scriptEnded(int exitCode)
{
    m_scriptTimeout.stop();
    m_grace.stop(); // or it would end after_script
    const bool stopped = m_canceled || m_outcome.status != JobStatus::Success;
    if (!stopped && exitCode != 0) {
        m_outcome.status = JobStatus::Failed;
        m_outcome.failureReason = FailureReason::ScriptFailure;
        m_outcome.exitCode = exitCode;
        m_outcome.message = QStringLiteral("exit status %1").arg(exitCode);
        if (m_context.pausesOnFailure)
            return pause();
    } else if (!stopped) {
        m_outcome.exitCode = 0;
    }
    scriptIsOver();
}

/// What the script has left running, its directory and the guard stay. A terminal is a shell of the person's own, so it has the
/// cookies by which guards find what they have not started.
void ShellJob::pause()
{
    m_phase = Phase::Paused;
    m_timeLeft = m_timeout.remainingTimeAsDuration();
    m_timeout.stop();
    m_trace.paused();
    m_tree.reset(); // not for the next job: somebody in a terminal may start what no guard finds
    JobTerminal terminal;
    terminal.directory = m_buildDirectory;
    terminal.shell = terminalShell(m_shell, terminalFile());
    terminal.environment = {QString::fromLatin1(guardCookieKey) + QLatin1Char('=') + m_context.guardToken,
                            QString::fromStdString(attemptCookie(m_context)),
                            QString::fromStdString(terminalCookie(m_context)), QStringLiteral("ENV=") + terminalFile()};
    Q_EMIT paused(terminal);
}

void ShellJob::resume()
{
    if (m_phase == Phase::Paused)
        leavePause();
}

/// Terminals end as they do when a container ends: what follows finds nobody who writes.
void ShellJob::leavePause()
{
    m_phase = Phase::ClosingTerminals;
    inBackground(
        this,
        [cookie = terminalCookie(m_context)] {
            return killAll([&cookie] { return processesWithEnvironment(cookie); }, 5s);
        },
        [this](bool) {
            if (m_phase != Phase::ClosingTerminals)
                return;
            m_timeout.start(std::max(m_timeLeft, 0ms));
            scriptIsOver();
        });
}

QString ShellJob::terminalFile() const
{
    return m_temporaryDirectory + QStringLiteral("/stagecraft_terminal");
}

void ShellJob::scriptIsOver()
{
    // As with the runner there is no after_script once the job's time is over.
    if (m_job.afterScript.empty() || m_aborted || m_outOfTime)
        keepFiles();
    else
        runAfterScript();
}

void ShellJob::keepFiles()
{
    if (m_aborted || m_outOfTime || (m_job.caches.empty() && !m_job.artifacts))
        return cleanUp();
    m_phase = Phase::Keeping;
    m_grace.stop();
    m_afterScriptTimeout.stop();
    m_guard->kill(); // nobody writes any more
    m_stopCopy = std::make_shared<std::atomic_bool>(false);
    inBackground(
        this,
        [files = *m_files, build = m_buildDirectory, succeeded = m_outcome.status == JobStatus::Success, stop = m_stopCopy] {
            return takeFiles(files, build, succeeded, stop);
        },
        [this](const std::vector<std::pair<FileStep, KeptFiles>> &kept) { filesKept(kept); });
}

void ShellJob::filesKept(const std::vector<std::pair<FileStep, KeptFiles>> &kept)
{
    if (m_phase != Phase::Keeping)
        return;
    for (const auto &[step, files] : kept) {
        m_trace.section(step.section, step.title);
        print(m_trace, step.lines);
        print(m_trace, files.lines);
        addTo(m_outcome, files);
    }
    cleanUp();
}

void ShellJob::runAfterScript()
{
    m_phase = Phase::AfterScript;
    m_trace.afterScript();
    setVariable(m_variables, "CI_JOB_STATUS", afterScriptStatus(m_outcome));
    m_afterScriptTimeout.start(m_choices.afterScriptTimeout);
    m_guard->run(engine::afterScript(m_job.afterScript, m_variables, place(), style()));
}

void ShellJob::afterScriptEnded(int exitCode)
{
    if (exitCode != 0 && m_choices.ignoresAfterScriptErrors) {
        m_trace.warning(QStringLiteral("after_script failed, but job will continue unaffected: exit status %1")
                            .arg(exitCode));
    } else if (exitCode != 0 && m_outcome.status == JobStatus::Success) {
        m_outcome.status = JobStatus::Failed;
        m_outcome.failureReason = FailureReason::ScriptFailure;
        m_outcome.exitCode = exitCode;
        m_outcome.message = QStringLiteral("exit status %1").arg(exitCode);
    }
    keepFiles();
}

void ShellJob::cancel()
{
    if (m_phase == Phase::Keeping || m_phase == Phase::Cleanup || m_phase == Phase::Done)
        return;
    if (std::exchange(m_canceled, true)) { // asked twice: no more patience
        m_aborted = true;
        if (m_guard)
            m_guard->kill();
        return;
    }
    m_outcome = {};
    m_outcome.status = JobStatus::Canceled;
    m_outcome.message = QStringLiteral("canceled");
    if (m_phase == Phase::Paused)
        leavePause();
    else
        stopScript();
}

void ShellJob::timedOut()
{
    if (m_canceled || m_phase == Phase::Keeping || m_phase == Phase::Cleanup || m_phase == Phase::Done)
        return;
    endOutOfTime(std::chrono::seconds(m_job.timeoutSeconds));
}

void ShellJob::sourcesTimedOut()
{
    if (m_canceled || m_outOfTime || *m_hasSources || (m_phase != Phase::Preparing && m_phase != Phase::PreGetSources))
        return;
    m_trace.warning(stageTimeoutWarning(QStringLiteral("get_sources")));
    endOutOfTime(m_choices.getSourcesTimeout);
}

void ShellJob::endOutOfTime(std::chrono::milliseconds limit)
{
    m_outOfTime = true;
    m_outcome = {};
    m_outcome.status = JobStatus::Failed;
    m_outcome.failureReason = FailureReason::JobExecutionTimeout;
    m_outcome.message = timeoutMessage(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(limit).count()));
    stopScript();
}

/// RUNNER_SCRIPT_TIMEOUT: the script is over, what comes after it is not.
void ShellJob::scriptTimedOut()
{
    if (m_canceled || m_outOfTime || m_phase != Phase::Script)
        return;
    m_trace.warning(stageTimeoutWarning(QStringLiteral("step_script")));
    m_outcome = {};
    m_outcome.status = JobStatus::Failed;
    m_outcome.failureReason = FailureReason::JobExecutionTimeout;
    m_outcome.message = timeoutMessage(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(m_choices.scriptTimeout).count()));
    stopScript();
}

void ShellJob::stopScript()
{
    m_stopCopy->store(true);
    if (m_phase == Phase::Preparing || m_phase == Phase::ClosingTerminals || !m_guard)
        return; // what is under way in the background goes on from there
    m_guard->terminate();
    m_grace.start(std::chrono::seconds(m_settings.graceSeconds));
}

void ShellJob::systemFailure(const QString &reason)
{
    if (m_phase == Phase::Cleanup || m_phase == Phase::Done)
        return;
    m_stopCopy->store(true);
    m_outcome = {};
    m_outcome.status = JobStatus::Failed;
    m_outcome.failureReason = FailureReason::RunnerSystemFailure;
    m_outcome.message = reason;
    cleanUp();
}

void ShellJob::cleanUp()
{
    m_phase = Phase::Cleanup;
    m_grace.stop();
    m_timeout.stop();
    m_sourcesTimeout.stop();
    m_scriptTimeout.stop();
    m_afterScriptTimeout.stop();
    if (!m_guard)
        return finish();
    m_trace.cleanup();
    if (m_tree && !WorkTrees::putAside(*m_tree, m_context)) // the rest goes with the guard
        m_tree.reset();
    m_guard->end();
}

void ShellJob::guardGone()
{
    if (m_phase == Phase::Cleanup) {
        if (m_tree && m_guard->hasEndedAll())
            m_settings.trees->keep(m_context, std::move(m_tree));
        return finish();
    }
    // Somebody killed the guard. What it guarded is found by its cookie.
    m_phase = Phase::Cleanup;
    m_stopCopy->store(true);
    m_outcome = {};
    m_outcome.status = JobStatus::Failed;
    m_outcome.failureReason = FailureReason::RunnerSystemFailure;
    m_outcome.message = QStringLiteral("the guard process was killed");
    inBackground(
        this,
        [cookie = attemptCookie(m_context), directory = QFile::encodeName(m_context.workDirectory).toStdString()] {
            const bool ended = killAll([&cookie] { return processesWithEnvironment(cookie); }, 5s);
            return removeTree(directory) && ended;
        },
        [this](bool) { finish(); });
}

void ShellJob::finish()
{
    if (m_phase == Phase::Done)
        return;
    m_phase = Phase::Done;
    m_timeout.stop();
    m_trace.jobFinished(m_outcome);
    Q_EMIT finished(m_outcome);
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run.h"

#include "core/base/remove_tree.h"
#include "core/docker/endpoint.h"
#include "core/engine/background.h"
#include "core/engine/docker_sweep.h"
#include "core/engine/executor_factory.h"
#include "core/engine/file_store.h"
#include "core/engine/guard_client.h"
#include "core/engine/job_environment.h"
#include "core/engine/job_settings.h"
#include "core/engine/leftovers.h"
#include "core/engine/log_store.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/report.h"
#include "core/engine/run_directory.h"
#include "core/engine/scheduler.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <map>

namespace stagecraft::engine {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

std::vector<std::string> names(const QStringList &list)
{
    std::vector<std::string> result;
    for (const QString &name : list)
        result.push_back(name.toStdString());
    return result;
}

} // namespace

struct Run::Private {
    struct Attempt {
        std::unique_ptr<ExecutorJob> job;
        std::unique_ptr<LogStore> log;
        QString logProblem;
    };

    Private(Run *run, plan::RunPlan runPlan, RunOptions runOptions)
        : q(run)
        , plan(std::move(runPlan))
        , options(std::move(runOptions))
        , id(RunDirectory::newId())
        , directory(options.stateDirectory, id)
        , scheduler(plan, names(options.onlyJobs))
        , stopCopy(std::make_shared<std::atomic_bool>(false))
    {
        delayed.setSingleShot(true);
        connect(&delayed, &QTimer::timeout, q, [this] {
            scheduler.startDelayed(now());
            pump();
        });
    }

    void setUp();
    void removeLeftovers(const QString &program);
    void copyProject();
    int deepestHistory() const;
    void projectCopied(const Result<> &result);
    void pump();
    void startJob(int index);
    void inherit(plan::JobPlan &job, JobContext &context) const;
    void jobFinished(int index, JobOutcome outcome);
    void jobEnded(int index, const JobOutcome &outcome, std::optional<double> coverage);
    void storeOnce(const QString &files, FileStore::Times times) const;
    void emitChanges();
    void finishWhenIdle();
    void finish();

    Run *q;
    plan::RunPlan plan;
    RunOptions options;
    QString id;
    RunDirectory directory;
    Scheduler scheduler;
    std::unique_ptr<Executor> executor;
    RunGuard guard{q}; // children move to another thread together with the run
    std::map<int, Attempt> running;
    std::map<int, std::vector<plan::Variable>> reported; ///< by jobs that have ended
    StopFlag stopCopy;
    StopFlag stopStoring = std::make_shared<std::atomic_bool>(false);
    QTimer delayed{q};
    std::shared_ptr<const ProjectSource> project; ///< null: jobs start in an empty directory
    int gitDepth = 0;
    QString repositoryProblem; ///< why the copy has no .git
    QString problem; ///< why no job can start: the run's directory or the copy of the project failed
    bool started = false;
    bool copied = false;
    bool finishing = false;
    bool finished = false;
};

Run::Run(plan::RunPlan plan, RunOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(plan), std::move(options)))
{
}

Run::~Run()
{
    // What still runs is ended by its guards when their pipes close; the run's guard then removes the directories.
    d->stopCopy->store(true);
    if (!d->finished)
        d->stopStoring->store(true);
}

QString Run::id() const
{
    return d->id;
}

QString Run::directory() const
{
    return d->directory.path();
}

void Run::start()
{
    if (std::exchange(d->started, true))
        return;
    d->setUp();
    Q_EMIT event(RunStarted{d->id, d->directory.path(), d->scheduler.jobs()});
    d->scheduler.begin(now());
    d->emitChanges();
    d->copyProject();
}

void Run::cancel()
{
    d->stopCopy->store(true);
    d->scheduler.cancel(now());
    for (const auto &[index, attempt] : d->running) {
        if (attempt.job)
            attempt.job->cancel();
    }
    d->pump();
}

void Run::cancelJob(const QString &name)
{
    const std::optional<int> index = d->scheduler.find(name.toStdString());
    if (!index)
        return;
    if (const auto attempt = d->running.find(*index); attempt != d->running.end()) {
        if (attempt->second.job)
            attempt->second.job->cancel();
    } else {
        d->scheduler.cancelJob(*index, now());
    }
    d->pump();
}

void Run::playManualJob(const QString &name)
{
    const std::optional<int> index = d->scheduler.find(name.toStdString());
    if (!index || d->finishing)
        return;
    d->finished = false;
    d->scheduler.play(*index, now());
    d->pump();
}

void Run::Private::setUp()
{
    QStringList sweep; // how whoever outlives this process cleans up the Docker engine
    if (plan.runner.executor == runner::RunnerSettings::Executor::Docker) {
        if (const auto endpoint = docker::findEndpoint(options.dockerHost, docker::EndpointSearch::ofThisProcess()))
            sweep = sweepArguments(*endpoint, id);
    }
    const Result<> made = directory.create({id, sweep});
    if (!made)
        problem = describe(made.error());
    const Result<QString> guardProgram = findGuardProgram(options.guardProgram);
    if (guardProgram)
        removeLeftovers(sweepProgram(*guardProgram));
    const Result<> guarded = guardProgram ? guard.start(*guardProgram) : std::unexpected(guardProgram.error());
    if (!guarded) {
        problem = describe(guarded.error());
    } else {
        guard.watchCookie(QByteArray(guardCookieKey) + '=' + id.toUtf8());
        guard.removeAtEnd(directory.snapshot());
        guard.removeAtEnd(directory.work());
        guard.removeAtEnd(directory.journalFile());
        if (!sweep.isEmpty())
            guard.startAtEnd(QStringList{sweepProgram(*guardProgram)} + sweep);
    }
    executor = makeExecutor(plan.runner, options);
}

/// Of runs whose process was killed together with its guard. Goes on beside this run.
void Run::Private::removeLeftovers(const QString &program)
{
    inBackground(
        q, [state = options.stateDirectory] { return cleanUpLeftovers(state); },
        [program](const std::vector<Journal> &dead) {
            for (const Journal &journal : dead) {
                if (!journal.dockerSweep.isEmpty())
                    startSweep(program, journal.dockerSweep);
            }
        });
}

void Run::Private::copyProject()
{
    if (!problem.isEmpty() || options.source.root.isEmpty()) {
        projectCopied({});
        return;
    }
    const auto report = [this](double fraction) {
        QMetaObject::invokeMethod(q, [this, fraction] {
            Q_EMIT q->event(JobProgress{{}, QStringLiteral("Copying the project"), fraction});
        });
    };
    project = std::make_shared<const ProjectSource>(std::move(options.source));
    gitDepth = deepestHistory();
    ProjectSource::RepositoryNeeds needs;
    needs.depth = gitDepth;
    needs.ownObjects = plan.runner.executor == runner::RunnerSettings::Executor::Docker;
    needs.packStore = directory.packs();
    inBackground(
        q,
        [source = project, target = directory.snapshot(), needs, stop = stopCopy, report]() -> std::pair<Result<>, Result<>> {
            Result<> files;
            if (source->committedOnly)
                QDir().mkpath(target);
            else
                files = engine::copyProject(*source, target, stop, report);
            if (!files || !source->makeRepository)
                return {files, {}};
            const Result<> made = source->makeRepository(target, needs);
            return source->committedOnly ? std::pair(made, Result<>()) : std::pair(files, made);
        },
        [this](const std::pair<Result<>, Result<>> &results) {
            if (!results.second)
                repositoryProblem = describe(results.second.error());
            projectCopied(results.first);
        });
}

/// What the copy needs so that every job finds the history that it asks for; 0: all of it.
int Run::Private::deepestHistory() const
{
    int deepest = 1;
    for (const plan::JobPlan &job : plan.jobs) {
        const int depth = settingsOf(plan::resolvedVariables(job.variables), job.timeoutSeconds).gitDepth;
        if (depth == 0)
            return 0;
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

void Run::Private::projectCopied(const Result<> &result)
{
    if (!result && result.error().kind != ErrorKind::Cancelled)
        problem = describe(result.error());
    copied = true;
    pump();
}

/// Starts what may start, tells what changed, ends the run when nothing is left to do.
void Run::Private::pump()
{
    if (!copied) {
        emitChanges();
        return;
    }
    for (std::vector<int> starts = scheduler.takeStarts(now()); !starts.empty(); starts = scheduler.takeStarts(now())) {
        for (const int index : starts)
            startJob(index);
    }
    if (const std::optional<QDateTime> due = scheduler.nextDelayed())
        delayed.start(std::chrono::milliseconds(std::max<qint64>(0, now().msecsTo(*due))));
    else
        delayed.stop();
    emitChanges();
    finishWhenIdle();
}

void Run::Private::startJob(int index)
{
    if (!problem.isEmpty()) {
        JobOutcome outcome;
        outcome.status = JobStatus::Failed;
        outcome.failureReason = FailureReason::RunnerSystemFailure;
        outcome.message = problem;
        scheduler.finish(index, outcome, now());
        return;
    }
    plan::JobPlan job = scheduler.plan(index);
    JobContext context;
    inherit(job, context);
    const int attemptNumber = scheduler.jobs()[static_cast<std::size_t>(index)].attempts;
    const QString logFile = directory.log(index + 1, job.name, attemptNumber);
    Attempt &attempt = running[index];
    attempt.log = std::make_unique<LogStore>(logFile, Masker(maskedPhrases(plan::resolvedVariables(job.variables))));
    connect(attempt.log.get(), &LogStore::grew, q,
            [this, name = job.name](qint64 size) { Q_EMIT q->event(JobLogGrew{name, size}); });
    connect(attempt.log.get(), &LogStore::failed, q,
            [this, index](const Error &error) { running[index].logProblem = describe(error); });
    if (const Result<> opened = attempt.log->open(); !opened)
        attempt.logProblem = describe(opened.error());
    scheduler.setLogFile(index, logFile);

    context.runId = id;
    context.slot = scheduler.slotOf(index);
    context.attempt = attemptNumber;
    context.projectSnapshot = project ? directory.snapshot() : QString();
    context.project = project;
    context.gitDepth = gitDepth;
    context.repositoryProblem = repositoryProblem;
    context.workDirectory = directory.attempt(index + 1, attemptNumber);
    context.guardToken = id;
    context.artifactsDirectory = directory.artifacts(index + 1, job.name);
    context.reportsDirectory = directory.reports(index + 1, job.name);
    context.cacheDirectory = directory.cache(QString::fromStdString(plan.projectPath));
    attempt.job = executor->start(job, context);
    connect(attempt.job.get(), &ExecutorJob::output, attempt.log.get(), &LogStore::write);
    connect(attempt.job.get(), &ExecutorJob::progress, q,
            [this, name = job.name](const QString &what, double fraction) {
                Q_EMIT q->event(JobProgress{name, what, fraction});
            });
    connect(attempt.job.get(), &ExecutorJob::finished, q,
            [this, index](const JobOutcome &outcome) { jobFinished(index, outcome); });
}

/// What earlier jobs hand on: their artifacts, and the variables of their dotenv reports.
void Run::Private::inherit(plan::JobPlan &job, JobContext &context) const
{
    std::vector<plan::Variable> inherited;
    for (const std::string &name : job.artifactsFrom) {
        const std::optional<int> other = scheduler.find(name);
        if (!other) {
            context.downloads.push_back({name, {}});
            continue;
        }
        const QString kept = directory.artifacts(*other + 1, name);
        if (scheduler.jobs()[static_cast<std::size_t>(*other)].finishedAt.isValid() && QFileInfo::exists(kept))
            context.downloads.push_back({name, kept});
        if (const auto variables = reported.find(*other); variables != reported.end())
            inherited.insert(inherited.end(), variables->second.begin(), variables->second.end());
    }
    const auto place = job.variables.begin() + static_cast<std::ptrdiff_t>(std::min(job.inheritedAt, job.variables.size()));
    job.variables.insert(place, inherited.begin(), inherited.end());
}

void Run::Private::jobFinished(int index, JobOutcome outcome)
{
    const auto entry = running.find(index);
    entry->second.log->close();
    if (!entry->second.logProblem.isEmpty())
        outcome.message += (outcome.message.isEmpty() ? QString() : QStringLiteral("; ")) + entry->second.logProblem;
    entry->second.job->disconnect(q);
    entry->second.job.release()->deleteLater(); // its signal is being delivered
    const std::string &coverage = scheduler.plan(index).coverage;
    if (coverage.empty()) {
        jobEnded(index, outcome, {});
        return;
    }
    const QString log = scheduler.jobs()[static_cast<std::size_t>(index)].logFile;
    inBackground(
        q, [log, coverage] { return coverageInLog(log, coverage); },
        [this, index, outcome](const std::optional<double> &found) { jobEnded(index, outcome, found); });
}

void Run::Private::jobEnded(int index, const JobOutcome &outcome, std::optional<double> coverage)
{
    running.erase(index);
    const plan::JobPlan &job = scheduler.plan(index);
    JobResults results;
    results.coverage = coverage;
    if (!outcome.reports.isEmpty())
        results.reports = std::make_shared<const JobReports>(outcome.reports);
    if (const QString kept = directory.artifacts(index + 1, job.name); job.artifacts && QFileInfo::exists(kept)) {
        results.artifacts = kept;
        if (job.artifacts->expireInSeconds)
            results.artifactsExpireAt = now().addSecs(*job.artifacts->expireInSeconds);
        storeOnce(kept, FileStore::Times::Newest);
    }
    scheduler.setResults(index, std::move(results));
    reported[index] = outcome.variables;
    scheduler.finish(index, outcome, now());
    pump();
}

/// Nobody waits for it: what another job takes meanwhile is the same file before and after.
void Run::Private::storeOnce(const QString &files, FileStore::Times times) const
{
    QThreadPool::globalInstance()->start([store = FileStore(directory.state()), files, times, stop = stopStoring] {
        store.absorb(files, times, stop);
    });
}

void Run::Private::emitChanges()
{
    for (const int index : scheduler.takeChanges())
        Q_EMIT q->event(JobChanged{scheduler.jobs()[static_cast<std::size_t>(index)]});
}

void Run::Private::finishWhenIdle()
{
    if (finished || finishing || !started || !running.empty() || !scheduler.isIdle())
        return;
    if (scheduler.hasPlayableJobs()) { // keeps the copy of the project for them
        finish();
        return;
    }
    finishing = true;
    inBackground(
        q,
        [snapshot = QFile::encodeName(directory.snapshot()).toStdString(), work = QFile::encodeName(directory.work()).toStdString(),
         store = FileStore(directory.state()), cache = directory.cache(QString::fromStdString(plan.projectPath)), stop = stopStoring] {
            const bool snapshotGone = removeTree(snapshot);
            const bool workGone = removeTree(work);
            store.absorb(cache, FileStore::Times::Exact, stop);
            return workGone && snapshotGone;
        },
        [this](bool removed) {
            if (removed) {
                guard.done();
                directory.closeJournal();
            }
            finish();
        });
}

void Run::Private::finish()
{
    finished = true;
    // A report that cannot be written is no failure of the run; the events have told everything.
    static_cast<void>(directory.writeReport(reportJson(scheduler.status(), scheduler.jobs())));
    // The oldest runs make room. Nobody waits for that but the end of the program.
    if (options.keepBytes >= 0) {
        QThreadPool::globalInstance()->start([state = directory.state(), keep = options.keepBytes] {
            cleanRuns({.stateDirectory = state, .keepBytes = keep});
        });
    }
    Q_EMIT q->event(RunFinished{scheduler.status()});
}

} // namespace stagecraft::engine

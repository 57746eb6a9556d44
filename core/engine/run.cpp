// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run.h"

#include "core/base/remove_tree.h"
#include "core/engine/background.h"
#include "core/engine/docker_endpoint.h"
#include "core/engine/docker_sweep.h"
#include "core/engine/executor_factory.h"
#include "core/engine/guard_client.h"
#include "core/engine/job_environment.h"
#include "core/engine/leftovers.h"
#include "core/engine/log_store.h"
#include "core/engine/prestart.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/report.h"
#include "core/engine/run_directory.h"
#include "core/engine/scheduler.h"

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
        , prestart(scheduler, plan.concurrency, [this](int index) { return expected(index); })
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
    void projectCopied(const Result<> &result);
    void pump();
    void startJob(int index);
    void expectJobs();
    ExpectedJob expected(int index) const;
    JobContext contextOf(int index, int attempt) const;
    void inherit(plan::JobPlan &job, JobContext &context) const;
    void jobFinished(int index, JobOutcome outcome);
    void emitChanges();
    void finishWhenIdle();
    void finish();

    Run *q;
    plan::RunPlan plan;
    RunOptions options;
    QString id;
    RunDirectory directory;
    Scheduler scheduler;
    Prestart prestart;
    std::unique_ptr<Executor> executor;
    RunGuard guard{q}; // children move to another thread together with the run
    std::map<int, Attempt> running;
    std::map<int, std::vector<plan::Variable>> reported; ///< by jobs that have ended
    StopFlag stopCopy;
    QTimer delayed{q};
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
    for (const auto &[index, attempt] : d->running)
        attempt.job->cancel();
    d->pump();
}

void Run::cancelJob(const QString &name)
{
    const std::optional<int> index = d->scheduler.find(name.toStdString());
    if (!index)
        return;
    if (const auto attempt = d->running.find(*index); attempt != d->running.end())
        attempt->second.job->cancel();
    else
        d->scheduler.cancelJob(*index, now());
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
        if (const auto endpoint = engineEndpoint(plan.runner, options.dockerHost))
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
    connect(executor.get(), &Executor::idle, q, [this] { finishWhenIdle(); });
    connect(executor.get(), &Executor::leftBehind, q,
            [this](const std::string &job, const QString &what) { Q_EMIT q->event(JobProgress{job, what, -1}); });
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
    inBackground(
        q,
        [source = options.source, target = directory.snapshot(), stop = stopCopy, report] {
            return engine::copyProject(source, target, stop, report);
        },
        [this](const Result<> &result) { projectCopied(result); });
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
    expectJobs();
    finishWhenIdle();
}

void Run::Private::expectJobs()
{
    if (!problem.isEmpty())
        return;
    std::vector<int> indices;
    for (const auto &[index, attempt] : running)
        indices.push_back(index);
    prestart.update(indices, *executor);
}

ExpectedJob Run::Private::expected(int index) const
{
    ExpectedJob expected{scheduler.plan(index), contextOf(index, 1)};
    inherit(expected.job, expected.context);
    return expected;
}

/// What is known of an attempt before it runs. Its slot is set when it starts.
JobContext Run::Private::contextOf(int index, int attempt) const
{
    JobContext context;
    context.runId = id;
    context.attempt = attempt;
    context.projectSnapshot = options.source.root.isEmpty() ? QString() : directory.snapshot();
    context.workDirectory = directory.attempt(index + 1, attempt);
    context.guardToken = id;
    context.artifactsDirectory = directory.artifacts(index + 1, scheduler.plan(index).name);
    context.cacheDirectory = directory.cache(QString::fromStdString(plan.projectPath));
    return context;
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
    const int attemptNumber = scheduler.jobs()[static_cast<std::size_t>(index)].attempts;
    JobContext context = contextOf(index, attemptNumber);
    inherit(job, context);
    const QString logFile = directory.log(index + 1, job.name, attemptNumber);
    Attempt &attempt = running[index];
    attempt.log = std::make_unique<LogStore>(logFile, Masker(maskedPhrases(plan::resolvedVariables(job.variables))));
    attempt.log->setLimit(std::clamp<qint64>(plan.runner.outputLimitKilobytes, 0, 1 << 30) * 1024);
    connect(attempt.log.get(), &LogStore::grew, q,
            [this, name = job.name](qint64 size) { Q_EMIT q->event(JobLogGrew{name, size}); });
    connect(attempt.log.get(), &LogStore::failed, q,
            [this, index](const Error &error) { running[index].logProblem = describe(error); });
    if (const Result<> opened = attempt.log->open(); !opened)
        attempt.logProblem = describe(opened.error());
    scheduler.setLogFile(index, logFile);

    context.slot = scheduler.slotOf(index);
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
    running.erase(entry);
    reported[index] = std::move(outcome.variables);
    scheduler.finish(index, outcome, now());
    pump();
}

void Run::Private::emitChanges()
{
    for (const int index : scheduler.takeChanges())
        Q_EMIT q->event(JobChanged{scheduler.jobs()[static_cast<std::size_t>(index)]});
}

void Run::Private::finishWhenIdle()
{
    if (finished || finishing || !started || !running.empty() || !scheduler.isIdle() || !executor->isIdle())
        return;
    if (scheduler.hasPlayableJobs()) { // keeps the copy of the project for them
        finish();
        return;
    }
    finishing = true;
    inBackground(
        q,
        [snapshot = QFile::encodeName(directory.snapshot()).toStdString(),
         work = QFile::encodeName(directory.work()).toStdString()] {
            const bool snapshotGone = removeTree(snapshot);
            return removeTree(work) && snapshotGone;
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
    Q_EMIT q->event(RunFinished{scheduler.status()});
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run.h"

#include "core/base/remove_tree.h"
#include "core/engine/background.h"
#include "core/engine/docker_endpoint.h"
#include "core/engine/docker_sweep.h"
#include "core/engine/executor_factory.h"
#include "core/engine/job_environment.h"
#include "core/engine/leftovers.h"
#include "core/engine/prestart.h"
#include "core/engine/report.h"
#include "core/engine/run_private.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace stagecraft::engine {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

Run::Private::Private(Run *run, plan::RunPlan runPlan, RunOptions runOptions)
    : q(run),
      options(std::move(runOptions)),
      id(RunDirectory::newId()),
      directory(options.stateDirectory, id),
      slots(std::make_shared<Slots>(runPlan.concurrency)),
      stopCopy(std::make_shared<std::atomic_bool>(false))
{
    auto pipeline = std::make_unique<RunPipeline>(std::move(runPlan), slots);
    pipeline->maker = options.maker;
    addPipeline(std::move(pipeline));
    prestart = std::make_unique<Prestart>(pipelines.front()->scheduler, pipelines.front()->plan.concurrency,
                                          [this](int job) { return expected({0, job}); });
    connect(&delayed, &QTimer::timeout, q, [this] {
        for (const auto &one : pipelines)
            one->scheduler.startDelayed(now());
        pump();
    });
    connect(&timeout, &QTimer::timeout, q, [this] { timedOut(); });
}

Run::Run(plan::RunPlan plan, RunOptions options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(plan), std::move(options)))
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

QByteArray Run::report() const
{
    return d->report();
}

void Run::start()
{
    if (std::exchange(d->started, true))
        return;
    d->startedAt = now();
    d->setUp();
    Q_EMIT event(RunStarted{d->id, d->directory.path(), d->shownStates(0)});
    d->pipelines.front()->scheduler.begin(now());
    if (d->options.timeoutSeconds > 0)
        d->timeout.start(std::chrono::seconds(d->options.timeoutSeconds));
    d->emitChanges();
    d->copyProject();
}

void Run::cancel()
{
    d->cancelAll();
}

void Run::cancelJob(const QString &name)
{
    const std::optional<JobRef> ref = d->find(name);
    if (!ref)
        return;
    if (const auto attempt = d->running.find(*ref); attempt != d->running.end()) {
        if (attempt->second.job)
            attempt->second.job->cancel();
        if (attempt->second.paused)
            d->resumed(*ref);
    } else if (d->waiting.contains(*ref)) {
        for (std::size_t i = 0; i < d->pipelines.size(); ++i) {
            if (d->pipelines[i]->startedBy == ref)
                d->cancelPipeline(static_cast<int>(i));
        }
        d->endBridge(*ref, JobStatus::Canceled);
    } else {
        d->pipelineOf(*ref).scheduler.cancelJob(ref->job, now());
    }
    d->pump();
}

void Run::resumeJob(const QString &name)
{
    const std::optional<JobRef> ref = d->find(name);
    if (!ref)
        return;
    const auto attempt = d->running.find(*ref);
    if (attempt == d->running.end() || !attempt->second.job || !attempt->second.paused)
        return;
    attempt->second.job->resume();
    d->resumed(*ref);
}

void Run::playManualJob(const QString &name)
{
    const std::optional<JobRef> ref = d->find(name);
    if (!ref || d->finishing)
        return;
    d->finished = false;
    d->pipelineOf(*ref).scheduler.play(ref->job, now());
    d->pump();
}

void Run::skipManualJob(const QString &name)
{
    const std::optional<JobRef> ref = d->find(name);
    if (!ref || d->finishing || d->stateOf(*ref).status != JobStatus::Manual)
        return;
    d->finished = false;
    d->pipelineOf(*ref).scheduler.skip(ref->job, now());
    d->pump();
}

void Run::Private::cancelAll()
{
    stopCopy->store(true);
    for (std::size_t i = 0; i < pipelines.size(); ++i)
        cancelPipeline(static_cast<int>(i));
    pump();
}

/// And those that its trigger jobs wait for.
void Run::Private::cancelPipeline(int index)
{
    pipelines[static_cast<std::size_t>(index)]->scheduler.cancel(now());
    std::vector<JobRef> paused;
    for (const auto &[ref, attempt] : running) {
        if (ref.pipeline != index || !attempt.job)
            continue;
        attempt.job->cancel();
        if (attempt.paused)
            paused.push_back(ref);
    }
    for (const JobRef &ref : paused)
        resumed(ref);
    const std::set<JobRef> bridges = waiting;
    for (const JobRef &ref : bridges) {
        if (ref.pipeline != index || !waiting.contains(ref))
            continue;
        endBridge(ref, JobStatus::Canceled);
        for (std::size_t i = 0; i < pipelines.size(); ++i) {
            if (pipelines[i]->startedBy == ref)
                cancelPipeline(static_cast<int>(i));
        }
    }
}

void Run::Private::timedOut()
{
    isTimedOut = true;
    cancelAll();
}

std::optional<JobRef> Run::Private::find(const QString &name) const
{
    const auto found = byName.find(name.toStdString());
    return found == byName.end() ? std::nullopt : std::optional(found->second);
}

JobState Run::Private::shownState(JobRef ref) const
{
    JobState state = stateOf(ref);
    const RunPipeline &pipeline = pipelineOf(ref);
    state.name = nameOf(ref);
    if (pipeline.startedBy)
        state.bridge = nameOf(*pipeline.startedBy);
    if (const auto attempt = running.find(ref); attempt != running.end())
        state.paused = attempt->second.paused;
    return state;
}

std::vector<JobState> Run::Private::shownStates(int pipeline) const
{
    std::vector<JobState> states;
    const std::size_t count = pipelines[static_cast<std::size_t>(pipeline)]->names.size();
    for (std::size_t job = 0; job < count; ++job)
        states.push_back(shownState({pipeline, static_cast<int>(job)}));
    return states;
}

void Run::Private::addPipeline(std::unique_ptr<RunPipeline> pipeline)
{
    const int index = static_cast<int>(pipelines.size());
    if (!pipelines.empty()) {
        const RunPipeline &last = *pipelines.back();
        pipeline->firstNumber = last.firstNumber + static_cast<int>(last.names.size());
    }
    const std::string prefix = pipeline->startedBy ? nameOf(*pipeline->startedBy) + ": " : std::string();
    for (const JobState &state : pipeline->scheduler.jobs()) {
        std::string name = prefix + state.name;
        while (byName.contains(name))
            name += '\''; // "a: b" may be a job as well as b of the pipeline that a starts
        byName.emplace(name, JobRef{index, static_cast<int>(pipeline->names.size())});
        pipeline->names.push_back(std::move(name));
    }
    pipelines.push_back(std::move(pipeline));
}

void Run::Private::setUp()
{
    QStringList sweep; // how whoever outlives this process cleans up the Docker engine
    const runner::RunnerSettings &runner = pipelines.front()->plan.runner;
    if (runner.executor == runner::RunnerSettings::Executor::Docker) {
        if (const auto endpoint = engineEndpoint(runner, options.dockerHost))
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
    executor = makeExecutor(runner, options);
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

/// Starts what may start, tells what changed, ends the run when nothing is left to do.
void Run::Private::pump()
{
    if (!copied) {
        emitChanges();
        return;
    }
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < pipelines.size(); ++i) {
            const int index = static_cast<int>(i);
            if (pipelines[i]->scheduler.takeStop())
                cancelPipeline(index);
            for (const int job : pipelines[i]->scheduler.takeStarts(now())) {
                startJob({index, job});
                again = true;
            }
            again = settleBridge(index) || again;
        }
    }
    std::optional<QDateTime> due;
    for (const auto &pipeline : pipelines) {
        const std::optional<QDateTime> next = pipeline->scheduler.nextDelayed();
        if (next && (!due || *next < *due))
            due = next;
    }
    if (due)
        delayed.start(std::chrono::milliseconds(std::max<qint64>(0, now().msecsTo(*due))));
    else
        delayed.stop();
    emitChanges();
    expectJobs();
    finishWhenIdle();
}

void Run::Private::emitChanges()
{
    for (std::size_t i = 0; i < pipelines.size(); ++i) {
        for (const int job : pipelines[i]->scheduler.takeChanges())
            Q_EMIT q->event(JobChanged{shownState({static_cast<int>(i), job})});
    }
}

void Run::Private::finishWhenIdle()
{
    const auto isIdle = [](const auto &pipeline) { return pipeline->scheduler.isIdle(); };
    if (finished || removing || !started || !running.empty() || making > 0 || !std::ranges::all_of(pipelines, isIdle)
        || !executor->isIdle())
        return;
    const auto isPlayable = [](const auto &pipeline) { return pipeline->scheduler.hasPlayableJobs(); };
    if (!finishing && std::ranges::any_of(pipelines, isPlayable)) { // keeps the copies of the projects for them
        finish();
        return;
    }
    if (!std::exchange(finishing, true)) {
        executor->end();
        if (!executor->isIdle())
            return;
    }
    removing = true;
    std::vector<std::string> gone{QFile::encodeName(directory.work()).toStdString()};
    for (const QString &copy : std::as_const(copies))
        gone.push_back(QFile::encodeName(copy).toStdString());
    inBackground(
        q,
        [gone] {
            bool removed = true;
            for (const std::string &path : gone)
                removed = removeTree(path) && removed;
            return removed;
        },
        [this](bool removed) {
            if (removed) {
                guard.done();
                directory.closeJournal();
            }
            finish();
        });
}

QByteArray Run::Private::report() const
{
    RunReport report;
    const RunPipeline &own = *pipelines.front();
    report.id = id;
    report.facts = own.plan.facts;
    report.status = own.scheduler.status();
    report.hasWarnings = own.scheduler.hasWarnings();
    report.startedAt = startedAt;
    report.finishedAt = finishedAt;
    for (std::size_t i = 0; i < pipelines.size(); ++i) {
        for (std::size_t job = 0; job < pipelines[i]->names.size(); ++job) {
            const JobRef ref{static_cast<int>(i), static_cast<int>(job)};
            const QString kept = directory.artifacts(numberOf(ref), nameOf(ref));
            report.jobs.push_back({shownState(ref), QFileInfo::exists(kept) ? kept : QString()});
        }
    }
    return reportJson(report);
}

void Run::Private::finish()
{
    finished = true;
    finishedAt = now();
    timeout.stop();
    // A report that cannot be written is no failure of the run; the events have told everything.
    static_cast<void>(directory.writeReport(report()));
    keepOnce();
    const Scheduler &own = pipelines.front()->scheduler;
    Q_EMIT q->event(RunFinished{own.status(), own.hasWarnings()});
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/background.h"
#include "core/engine/job_environment.h"
#include "core/engine/run_private.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace stagecraft::engine {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

void Run::Private::refuse(JobRef ref, FailureReason reason, const QString &message)
{
    JobOutcome outcome;
    outcome.status = JobStatus::Failed;
    outcome.failureReason = reason;
    outcome.message = message;
    pipelineOf(ref).scheduler.finish(ref.job, outcome, now());
}

void Run::Private::startJob(JobRef ref)
{
    if (!problem.isEmpty()) {
        refuse(ref, FailureReason::RunnerSystemFailure, problem);
        return;
    }
    RunPipeline &pipeline = pipelineOf(ref);
    if (pipeline.scheduler.plan(ref.job).bridge) {
        startBridge(ref);
        return;
    }
    plan::JobPlan job = pipeline.scheduler.plan(ref.job);
    const int attemptNumber = stateOf(ref).attempts;
    JobContext context = contextOf(ref, attemptNumber);
    inherit(ref, job, context);
    const std::string name = nameOf(ref);
    const QString logFile = directory.log(numberOf(ref), name, attemptNumber);
    Attempt &attempt = running[ref];
    attempt.texts = Masker(maskedPhrases(plan::resolvedVariables(job.variables)));
    attempt.log = std::make_unique<LogStore>(logFile, attempt.texts, options.logQuota);
    attempt.log->setLimit(std::clamp<qint64>(pipeline.plan.runner.outputLimitKilobytes, 0, 1 << 30) * 1024);
    connect(attempt.log.get(), &LogStore::grew, q,
            [this, name](qint64 size) { Q_EMIT q->event(JobLogGrew{name, size}); });
    connect(attempt.log.get(), &LogStore::failed, q,
            [this, ref](const Error &error) { running[ref].logProblem = describe(error); });
    if (const Result<> opened = attempt.log->open(); !opened)
        attempt.logProblem = describe(opened.error());
    pipeline.scheduler.setLogFile(ref.job, logFile);

    context.slot = pipeline.scheduler.slotOf(ref.job);
    attempt.job = executor->start(job, context);
    connect(attempt.job.get(), &ExecutorJob::output, attempt.log.get(), &LogStore::write);
    connect(attempt.job.get(), &ExecutorJob::progress, q, [this, ref, name](const QString &what, double fraction) {
        Q_EMIT q->event(JobProgress{name, running[ref].masked(what), fraction});
    });
    connect(attempt.job.get(), &ExecutorJob::paused, q,
            [this, ref](const JobTerminal &terminal) { pauseJob(ref, terminal); });
    connect(attempt.job.get(), &ExecutorJob::finished, q,
            [this, ref](const JobOutcome &outcome) { jobFinished(ref, outcome); });
}

/// What is known of an attempt before it runs. Its slot is set when it starts.
JobContext Run::Private::contextOf(JobRef ref, int attempt) const
{
    const RunPipeline &pipeline = pipelineOf(ref);
    JobContext context;
    context.runId = id;
    context.attempt = attempt;
    context.projectSnapshot = pipeline.project.directory;
    context.project = pipeline.project.source;
    context.gitDepth = pipeline.project.gitDepth;
    context.repositoryProblem = pipeline.project.repositoryProblem;
    context.workDirectory = directory.attempt(numberOf(ref), attempt);
    context.guardToken = id;
    context.artifactsDirectory = directory.artifacts(numberOf(ref), nameOf(ref));
    context.reportsDirectory = directory.reports(numberOf(ref), nameOf(ref));
    context.pausesOnFailure = options.pausesOnFailure;
    context.cacheDirectory = directory.cache(QString::fromStdString(pipeline.plan.projectPath));
    return context;
}

/// Of the run's own pipeline only.
void Run::Private::expectJobs()
{
    if (!problem.isEmpty())
        return;
    std::vector<int> jobs;
    for (const auto &[ref, attempt] : running) {
        if (ref.pipeline == 0)
            jobs.push_back(ref.job);
    }
    prestart->update(jobs, *executor);
}

ExpectedJob Run::Private::expected(JobRef ref) const
{
    ExpectedJob expected{pipelineOf(ref).scheduler.plan(ref.job), contextOf(ref, 1)};
    inherit(ref, expected.job, expected.context);
    return expected;
}

/// What earlier jobs hand on: their artifacts, and the variables of their dotenv reports.
void Run::Private::inherit(JobRef ref, plan::JobPlan &job, JobContext &context) const
{
    std::vector<plan::Variable> inherited;
    const auto take = [&](JobRef other, const std::string &name) {
        const QString kept = directory.artifacts(numberOf(other), nameOf(other));
        if (stateOf(other).finishedAt.isValid() && QFileInfo::exists(kept))
            context.downloads.push_back({name, kept});
        const RunPipeline &pipeline = pipelineOf(other);
        if (const auto variables = pipeline.reported.find(other.job); variables != pipeline.reported.end())
            inherited.insert(inherited.end(), variables->second.begin(), variables->second.end());
    };
    for (const std::string &name : job.artifactsFrom) {
        if (const std::optional<int> other = pipelineOf(ref).scheduler.find(name))
            take({ref.pipeline, *other}, name);
        else
            context.downloads.push_back({name, options.earlierArtifacts.value(QString::fromStdString(name))});
    }
    const std::vector<plan::Variable> variables = plan::sentVariables(job.variables);
    for (const plan::PipelineNeed &need : job.artifactsFromPipelines) {
        const std::string wanted = plan::expandText(need.pipeline, variables);
        // Pipelines of the same family only: those that led here, nearest first.
        for (std::optional<JobRef> up = pipelineOf(ref).startedBy; up; up = pipelineOf(*up).startedBy) {
            const std::optional<int> other = pipelineOf(*up).scheduler.find(need.job);
            if (other && wanted == std::to_string(pipelineOf(*up).number)) {
                take({up->pipeline, *other}, need.job);
                break;
            }
        }
    }
    const auto place = job.variables.begin()
                       + static_cast<std::ptrdiff_t>(std::min(job.inheritedAt, job.variables.size()));
    job.variables.insert(place, inherited.begin(), inherited.end());
}

/// The run's own time stands still, too, while it waits for somebody.
void Run::Private::pauseJob(JobRef ref, JobTerminal terminal)
{
    Attempt &attempt = running[ref];
    if (!isPaused() && timeout.isActive()) {
        timeLeft = timeout.remainingTimeAsDuration();
        timeout.stop();
    }
    terminal.job = QString::fromStdString(nameOf(ref));
    if (const Result<> written = writeJobTerminal(terminal, contextOf(ref, stateOf(ref).attempts).workDirectory);
        !written)
        Q_EMIT q->event(JobProgress{nameOf(ref), describe(written.error()), -1});
    attempt.paused = std::make_shared<const JobTerminal>(std::move(terminal));
    Q_EMIT q->event(JobChanged{shownState(ref)});
}

void Run::Private::resumed(JobRef ref)
{
    running[ref].paused.reset();
    if (!isPaused() && timeLeft > std::chrono::milliseconds::zero())
        timeout.start(std::exchange(timeLeft, {}));
    Q_EMIT q->event(JobChanged{shownState(ref)});
}

bool Run::Private::isPaused() const
{
    return std::ranges::any_of(running, [](const auto &entry) { return entry.second.paused != nullptr; });
}

void Run::Private::jobFinished(JobRef ref, JobOutcome outcome)
{
    const auto entry = running.find(ref);
    if (entry->second.paused)
        resumed(ref);
    entry->second.log->close();
    outcome.message = entry->second.masked(outcome.message);
    entry->second.mask(outcome.reports);
    if (!entry->second.logProblem.isEmpty())
        outcome.message += (outcome.message.isEmpty() ? QString() : QStringLiteral("; ")) + entry->second.logProblem;
    entry->second.job->disconnect(q);
    entry->second.job.release()->deleteLater(); // its signal is being delivered
    if (isTimedOut && outcome.status == JobStatus::Canceled) {
        outcome.status = JobStatus::Failed;
        outcome.failureReason = FailureReason::JobExecutionTimeout;
        outcome.message = QCoreApplication::translate("stagecraft", "The run took longer than %1 seconds.")
                              .arg(options.timeoutSeconds);
    }
    const std::string &coverage = pipelineOf(ref).scheduler.plan(ref.job).coverage;
    if (coverage.empty()) {
        jobEnded(ref, outcome, {});
        return;
    }
    inBackground(
        q, [log = stateOf(ref).logFile, coverage] { return coverageInLog(log, coverage); },
        [this, ref, outcome](const std::optional<double> &found) { jobEnded(ref, outcome, found); });
}

void Run::Private::jobEnded(JobRef ref, const JobOutcome &outcome, std::optional<double> coverage)
{
    running.erase(ref);
    RunPipeline &pipeline = pipelineOf(ref);
    pipeline.scheduler.setResults(ref.job, resultsOf(ref, outcome.reports, coverage));
    pipeline.reported[ref.job] = outcome.variables;
    pipeline.scheduler.finish(ref.job, outcome, now());
    pump();
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/background.h"
#include "core/engine/job_settings.h"
#include "core/engine/run_private.h"

#include <QDir>
#include <QFileInfo>
#include <QThreadPool>

#include <algorithm>

namespace stagecraft::engine {

using namespace Qt::StringLiterals;

namespace {

/// What a job asks for, as far as that can be told before it runs; 0: all of it.
int historyOf(const plan::JobPlan &job, const plan::Variable *common)
{
    const auto isDepth = [](const plan::Variable &variable) { return variable.key == "GIT_DEPTH"; };
    const auto own = std::ranges::find_if(job.variables.rbegin(), job.variables.rend(), isDepth);
    const plan::Variable *depth = own == job.variables.rend() ? common : &*own;
    if (!depth)
        return JobSettings().gitDepth;
    if (depth->raw || !depth->value.contains('$')) // resolving all of a job's variables takes time
        return settingsOf({*depth}, job.timeoutSeconds).gitDepth;
    return settingsOf(plan::resolvedVariables(job.variables), job.timeoutSeconds).gitDepth;
}

} // namespace

int deepestHistory(const plan::RunPlan &plan)
{
    std::optional<plan::Variable> common; // of the runner's environment
    for (const std::string &entry : plan.runner.environment) {
        if (entry.starts_with("GIT_DEPTH=")) {
            common.emplace().key = "GIT_DEPTH";
            common->value = entry.substr(entry.find('=') + 1);
        }
    }
    int deepest = 1;
    for (const plan::JobPlan &job : plan.jobs) {
        const int depth = historyOf(job, common ? &*common : nullptr);
        if (depth == 0)
            return 0;
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

void Run::Private::copyProject()
{
    const auto done = [this](const Result<ProjectCopy> &copy) {
        if (copy)
            pipelines.front()->project = *copy;
        else if (copy.error().kind != ErrorKind::Cancelled)
            problem = describe(copy.error());
        copied = true;
        pump();
    };
    if (!problem.isEmpty() || options.source.root.isEmpty()) {
        done(ProjectCopy());
        return;
    }
    const auto report = [this](double fraction) {
        QMetaObject::invokeMethod(q, [this, fraction] {
            Q_EMIT q->event(JobProgress{{}, u"Copying the project"_s, fraction});
        });
    };
    copyProject(std::make_shared<const ProjectSource>(std::move(options.source)), pipelines.front()->plan,
                directory.snapshot(), report, done);
}

/// With the .git that the jobs of `plan` look for. `progress` is called on a pool thread.
void Run::Private::copyProject(std::shared_ptr<const ProjectSource> source, const plan::RunPlan &plan,
                               const QString &target, const std::function<void(double fraction)> &progress,
                               const Copied &then)
{
    copies << target;
    ProjectSource::RepositoryNeeds needs;
    needs.depth = deepestHistory(plan);
    needs.ownObjects = plan.runner.executor == runner::RunnerSettings::Executor::Docker;
    needs.packStore = directory.packs();
    inBackground(
        q,
        [source, target, needs, progress, stop = stopCopy]() -> Result<ProjectCopy> {
            ProjectCopy copy{.directory = target, .source = source, .gitDepth = needs.depth};
            if (source->committedOnly) {
                QDir().mkpath(target);
            } else if (const Result<> files = engine::copyProject(*source, target, stop, progress); !files) {
                return std::unexpected(files.error());
            }
            if (!source->makeRepository)
                return copy;
            const Result<> made = source->makeRepository(target, needs);
            if (!made && source->committedOnly)
                return std::unexpected(made.error());
            if (!made)
                copy.repositoryProblem = describe(made.error());
            return copy;
        },
        then);
}

/// What is shown and recorded of it, besides its log.
JobResults Run::Private::resultsOf(JobRef ref, const JobReports &reports, std::optional<double> coverage)
{
    const plan::JobPlan &job = pipelineOf(ref).scheduler.plan(ref.job);
    JobResults results;
    results.coverage = coverage;
    if (!reports.isEmpty())
        results.reports = std::make_shared<const JobReports>(reports);
    if (const QString kept = directory.artifacts(numberOf(ref), nameOf(ref)); job.artifacts && QFileInfo::exists(kept)) {
        results.artifacts = kept;
        if (job.artifacts->expireInSeconds)
            results.artifactsExpireAt = QDateTime::currentDateTimeUtc().addSecs(*job.artifacts->expireInSeconds);
        storeOnce(kept, FileStore::Times::Newest);
    }
    return results;
}

/// Nobody waits for it: what another job takes meanwhile is the same file before and after.
void Run::Private::storeOnce(const QString &files, FileStore::Times times) const
{
    QThreadPool::globalInstance()->start([store = FileStore(directory.state()), files, times, stop = stopStoring] {
        store.absorb(files, times, stop);
    });
}

/// When the run has ended: its caches, and room for the next run. Nobody waits for that but the end of the program.
void Run::Private::keepOnce() const
{
    QStringList caches;
    for (const auto &pipeline : pipelines) {
        const QString cache = directory.cache(QString::fromStdString(pipeline->plan.projectPath));
        if (!caches.contains(cache))
            caches << cache;
    }
    for (const QString &cache : std::as_const(caches))
        storeOnce(cache, FileStore::Times::Exact);
    if (options.keepBytes >= 0) {
        QThreadPool::globalInstance()->start([state = directory.state(), keep = options.keepBytes] {
            cleanRuns({.stateDirectory = state, .keepBytes = keep});
        });
    }
}

/// Test cases and findings repeat what programs have printed.
void Run::Private::Attempt::mask(JobReports &reports)
{
    if (reports.tests) {
        for (FailedTest &failure : reports.tests->failures) {
            failure.suite = masked(failure.suite);
            failure.name = masked(failure.name);
            failure.message = masked(failure.message);
        }
    }
    for (QualityFinding &finding : reports.quality) {
        finding.description = masked(finding.description);
        finding.file = masked(finding.file);
    }
    for (QString &problem : reports.problems)
        problem = masked(problem);
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/background.h"
#include "core/engine/run_private.h"

#include <QFileInfo>

#include <algorithm>

namespace stagecraft::engine {

namespace {

/// Child pipelines below the run's own one: GitLab's limit.
constexpr int maximumChildDepth = 2;
/// Pipelines of other projects that start each other. GitLab looks for circles; this ends them.
constexpr int maximumProjectDepth = 8;

QString text(const char *sentence)
{
    return QCoreApplication::translate("stagecraft", sentence);
}

} // namespace

void Run::Private::startBridge(JobRef ref)
{
    const RunPipeline &pipeline = pipelineOf(ref);
    plan::JobPlan job = pipeline.scheduler.plan(ref.job);
    const plan::Bridge bridge = *job.bridge;
    const bool isChild = bridge.project.empty();
    if (pipeline.depth >= (isChild ? maximumChildDepth : maximumProjectDepth)) {
        refuse(ref, FailureReason::ReachedMaxDescendantPipelinesDepth,
               text(QT_TRANSLATE_NOOP("stagecraft",
                                      "Too many pipelines would start each other: GitLab allows two levels of child "
                                      "pipelines.")));
        return;
    }
    if (!pipeline.maker) {
        refuse(ref, FailureReason::DownstreamPipelineCreationFailed,
               text(QT_TRANSLATE_NOOP("stagecraft", "This run cannot start other pipelines.")));
        return;
    }
    JobContext context;
    inherit(ref, job, context);
    const std::vector<plan::Variable> variables = plan::sentVariables(job.variables);
    PipelineRequest request{.job = job.name, .bridge = bridge, .variables = {}, .artifact = {}, .number = ++lastNumber};
    for (plan::Variable variable : bridge.forwarded) {
        if (!variable.raw)
            variable.value = plan::expandText(variable.value, variables);
        request.variables.push_back(std::move(variable));
    }
    if (!bridge.artifactJob.empty()) {
        const std::string file = plan::expandText(bridge.artifactFile, variables);
        const std::optional<int> other = pipeline.scheduler.find(bridge.artifactJob);
        const QString kept = other
                                 ? directory.artifacts(numberOf({ref.pipeline, *other}), nameOf({ref.pipeline, *other}))
                                 : options.earlierArtifacts.value(QString::fromStdString(bridge.artifactJob));
        const QString path = QFileInfo(kept + QLatin1Char('/') + QString::fromStdString(file)).canonicalFilePath();
        const QString root = QFileInfo(kept).canonicalFilePath();
        if (root.isEmpty() || !path.startsWith(root + QLatin1Char('/')) || !QFileInfo(path).isFile()) {
            refuse(ref, FailureReason::DownstreamPipelineCreationFailed,
                   text(QT_TRANSLATE_NOOP("stagecraft", "“%1” has left no artifact “%2”, which is to be the pipeline."))
                       .arg(QString::fromStdString(bridge.artifactJob), QString::fromStdString(file)));
            return;
        }
        request.artifact = path;
    }
    waiting.insert(ref);
    ++making;
    inBackground(
        q, [maker = pipeline.maker, request] { return maker->make(request); },
        [this, ref, number = request.number](const Result<MadePipeline> &made) {
            --making;
            if (!waiting.contains(ref)) {
                pump(); // canceled meanwhile
            } else if (made) {
                pipelineMade(ref, number, *made);
            } else {
                waiting.erase(ref);
                refuse(ref, FailureReason::DownstreamPipelineCreationFailed, describe(made.error()));
                pump();
            }
        });
}

/// The jobs of another project get a copy of that one, and so do those that want more history than there is.
void Run::Private::pipelineMade(JobRef ref, int number, MadePipeline made)
{
    const ProjectCopy &parent = pipelineOf(ref).project;
    const bool isOther = !made.source.root.isEmpty();
    if (!isOther && (!parent.source || hasEnoughHistory(made.plan, parent.gitDepth))) {
        beginPipeline(ref, number, std::move(made), ProjectCopy(parent));
        return;
    }
    const auto source = isOther ? std::make_shared<const ProjectSource>(std::move(made.source)) : parent.source;
    const QString target = directory.otherSnapshot(number);
    guard.removeAtEnd(target);
    ++making;
    copyProject(source, made.plan, target, [](double) {}, [this, ref, number, made](const Result<ProjectCopy> &copy) {
        --making;
        if (!waiting.contains(ref)) {
            pump();
        } else if (copy) {
            beginPipeline(ref, number, made, *copy);
        } else {
            waiting.erase(ref);
            refuse(ref, FailureReason::RunnerSystemFailure, describe(copy.error()));
            pump();
        }
    });
}

void Run::Private::beginPipeline(JobRef ref, int number, MadePipeline made, const ProjectCopy &project)
{
    const plan::Bridge::Strategy strategy = pipelineOf(ref).scheduler.plan(ref.job).bridge->strategy;
    auto pipeline = std::make_unique<RunPipeline>(std::move(made.plan), slots);
    pipeline->number = number;
    pipeline->startedBy = ref;
    pipeline->depth = pipelineOf(ref).depth + 1;
    pipeline->project = project;
    pipeline->maker = std::move(made.maker);
    addPipeline(std::move(pipeline));
    Q_EMIT q->event(
        JobsAdded{nameOf(ref), shownStates(static_cast<int>(pipelines.size()) - 1), pipelines.back()->plan.notes});
    pipelines.back()->scheduler.begin(QDateTime::currentDateTimeUtc());
    if (strategy == plan::Bridge::Strategy::None)
        endBridge(ref, JobStatus::Success);
    pump();
}

void Run::Private::endBridge(JobRef ref, JobStatus status, const QString &message)
{
    waiting.erase(ref);
    JobOutcome outcome;
    outcome.status = status;
    outcome.message = message;
    pipelineOf(ref).scheduler.finish(ref.job, outcome, QDateTime::currentDateTimeUtc());
}

bool Run::Private::settleBridge(int index)
{
    const RunPipeline &pipeline = *pipelines[static_cast<std::size_t>(index)];
    if (!pipeline.startedBy || !waiting.contains(*pipeline.startedBy) || !pipeline.scheduler.isIdle())
        return false;
    const auto isInside = [index](const JobRef &ref) { return ref.pipeline == index; };
    const JobStatus status = pipeline.scheduler.status();
    if (status == JobStatus::Manual || std::ranges::any_of(waiting, isInside))
        return false; // it goes on when somebody plays a job, or when another pipeline ends
    const JobRef bridge = *pipeline.startedBy;
    const auto strategy = pipelineOf(bridge).scheduler.plan(bridge.job).bridge->strategy;
    const QString message = status == JobStatus::Success
                                ? QString()
                                : text(QT_TRANSLATE_NOOP("stagecraft", "Its pipeline ended as: %1"))
                                      .arg(toText(status));
    if (status == JobStatus::Success || strategy == plan::Bridge::Strategy::Mirror)
        endBridge(bridge, status, message);
    else
        endBridge(bridge, JobStatus::Failed, message);
    return true;
}

} // namespace stagecraft::engine

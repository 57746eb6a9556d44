// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From an analysed pipeline to a run: which jobs, with which runner, on which copy of the project. The GUI and the CLI
// both start runs through here. prepareRun() reads the repository's file list; call it on a worker thread.
#pragma once

#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/plan/job_plan.h"
#include "core/project/analysis.h"
#include "core/runner/runner_settings.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace stagecraft::project {

/// What of the project the jobs get.
enum class ProjectContent {
    WithUntracked, ///< the work tree without what git ignores
    Tracked,       ///< of it what git tracks, changes included
    Committed,     ///< the commit of the pipeline, as a runner would
};

struct RunChoices {
    runner::RunnerSettings runner;
    int concurrency = 2;
    QStringList onlyJobs = {};   ///< names or keys of jobs; empty: the whole pipeline
    QStringList asked = {};      ///< those of them that somebody named: they run whatever their `when`
    QHash<QString, QString> earlierArtifacts = {}; ///< directories, by job: of earlier runs, for jobs that are not in this one
    bool startsGuarded = false;  ///< see plan::PlanOptions
    QHash<QString, QString> projects = {}; ///< folders of other projects, by path ("group/name"), for trigger jobs
    int pipelineNumber = 1;      ///< of the pipeline in its run
    int timeoutSeconds = 0;      ///< of the whole run; 0: none
    ProjectContent content = ProjectContent::WithUntracked;
};

struct RunRequest {
    plan::RunPlan plan;
    engine::RunOptions options;
};

/// Invalid when GitLab would not create this pipeline, or a job that was asked for is not in it; the text says why.
Result<RunRequest> prepareRun(const std::shared_ptr<const Analysis> &analysis, const QString &root, const RunChoices &choices);
/// The first half of it: whether there is a pipeline.
Result<> checkCreated(const Analysis &analysis);
/// What the jobs of a project get, with the .git that they find.
Result<engine::ProjectSource> sourceOf(const QString &root, const expand::Context &context, ProjectContent content);
plan::RunPlan planFor(const Analysis &analysis, const RunChoices &choices);

/// The context that a push of the checked-out commit would have: ref, commit, project path, the refs that there are, and the
/// CI_COMMIT_* variables that only git knows. Defaults outside a repository.
expand::Context contextOfCheckout(const QString &root);

/// Commit and message of the context's ref, if this clone has it; else they stay as they are.
void describeRef(expand::Context &context, const QString &root);

/// What a pipeline is created for.
struct Trigger {
    QString ref;
    bool tag = false;
    QString source = QStringLiteral("push"); ///< GitLab's CI_PIPELINE_SOURCE
    bool operator==(const Trigger &) const = default;
};
/// Commit and message are those of the ref if this clone has it, else those of the checkout.
expand::Context contextFor(const QString &root, const Trigger &trigger);

} // namespace stagecraft::project

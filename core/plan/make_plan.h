// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// makePlan(): from the jobs that a pipeline has to what the engine runs. The only bridge from YAML to the engine. Pure;
// any thread. Variables are in GitLab's order of precedence (gitlab-ci-language.md §4.1): those that GitLab predefines,
// the job's own, the project's, those given for the run. The runner's environment is weaker and added by the engine.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/plan/job_plan.h"

#include <QStringList>

namespace stagecraft::plan {

struct PlanOptions {
    int concurrency = 2;
    QStringList onlyJobs = {}; ///< names of jobs, or keys that stand for all of a parallel job; empty: all
};

/// Trigger jobs start other pipelines; they are left out, with a note. So are needs on jobs that do not run.
RunPlan makePlan(const expand::EffectivePipeline &pipeline, const expand::PipelineSelection &selection,
                 const expand::Context &context, const runner::RunnerSettings &runner, const PlanOptions &options = {});

} // namespace stagecraft::plan

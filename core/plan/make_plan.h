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
    QStringList asked = {};    ///< those of them that somebody named: they run whatever their `when`
    QStringList projects = {}; ///< paths of other projects that are here, for trigger jobs
    int pipelineNumber = 1;    ///< CI_PIPELINE_ID
    bool startsGuarded = false; ///< jobs that deploy to production or make a release start like any other
};

/// Jobs that this machine cannot run (another project's pipeline, steps) are in the plan as left out, with a note. Needs on
/// jobs that were not chosen are dropped.
RunPlan makePlan(const expand::EffectivePipeline &pipeline, const expand::PipelineSelection &selection,
                 const expand::Context &context, const runner::RunnerSettings &runner, const PlanOptions &options = {});

} // namespace stagecraft::plan

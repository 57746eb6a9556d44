// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The predefined variables that only jobs know, not rules: what GitLab and its runner add when a job runs, as far as there is
// something like it on this machine (gitlab-ci-language.md §4.8). Pure functions; any thread.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/plan/job_plan.h"

#include <vector>

namespace stagecraft::plan {

/// Of all jobs of a pipeline; `known` are its variables that rules know.
std::vector<Variable> pipelineRunVariables(const expand::EffectivePipeline &pipeline, const expand::Context &context,
                                           const std::vector<Variable> &known, int pipelineNumber);
/// Of one job, whose number in the pipeline is `jobNumber`.
std::vector<Variable> jobRunVariables(const expand::EffectiveJob &job, const expand::SelectedJob &selected,
                                      const expand::Context &context, const runner::RunnerSettings &runner,
                                      std::size_t jobNumber);

} // namespace stagecraft::plan

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which jobs of a pipeline a run has: some by name, a stage, what they need, what comes behind them. Pure; any thread.
#pragma once

#include "core/base/result.h"
#include "core/project/analysis.h"

#include <QStringList>

namespace stagecraft::project {

struct JobChoice {
    QStringList jobs = {};   ///< names or keys
    QStringList stages = {}; ///< all jobs of these
    QStringList from = {};   ///< these jobs and everything that waits for them
    bool withNeeds = false;  ///< and what the chosen ones wait for, through any number of steps
    bool isEmpty() const { return jobs.isEmpty() && stages.isEmpty() && from.isEmpty(); }
    bool operator==(const JobChoice &) const = default;
};

/// Names of the chosen jobs, in the pipeline's order. Invalid: there is no such job or stage in this pipeline.
Result<QStringList> chosenJobs(const Analysis &analysis, const JobChoice &choice);

} // namespace stagecraft::project

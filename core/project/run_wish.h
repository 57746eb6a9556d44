// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunWish: which jobs somebody wants to run, as the window's commands and the CLI's options say it, and what that comes to
// for a run. What a wish can never do is to start a guarded job (plan::JobPlan::guardedBy), or a manual one that nobody named.
#pragma once

#include "core/project/job_choice.h"
#include "core/project/run_request.h"

namespace stagecraft::project {

struct RunWish {
    JobChoice jobs = {}; ///< empty: the whole pipeline, unless `failed`
    bool failed = false; ///< and what has failed in the last run of this project
    bool operator==(const RunWish &) const = default;
};

/// Fills in RunChoices::onlyJobs, asked and earlierArtifacts. Jobs that are named, and those to start from, are asked for, so
/// they run whatever their `when`; a stage, needs, what comes behind, and manual jobs that have failed are not.
///
/// With `failed` it reads the runs that were kept, so call it on a worker thread. The artifacts are those of the newest run in
/// which a job ran. `stateDirectory` empty: the user's. False: nothing is left to run, as only what failed was
/// wanted and nothing has failed. NotFound: no run was kept. Invalid: no such job or stage in this pipeline.
Result<bool> fulfil(const RunWish &wish, const Analysis &analysis, RunChoices &choices,
                    const QString &stateDirectory = {});

} // namespace stagecraft::project

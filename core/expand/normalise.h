// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From checked jobs to the jobs of a pipeline: parallel jobs expanded, needs and dependencies named by instance, global
// variables inherited; reference/gitlab-ci-language.md §2.9. Internal to core/expand.
#pragma once

#include "core/expand/entry_job.h"

#include <memory>

namespace stagecraft::expand {

struct NormalJob {
    std::string name;
    std::size_t source = 0; ///< index of the checked job
    Value::Map matrix;      ///< the variables of this instance
    Value attributes;       ///< the form of `jobs` in the conformance set
};

/// Adds at most one error: a matrix expression that names nothing.
std::vector<NormalJob> normaliseJobs(const CheckedRoot &root, Report &report);

} // namespace stagecraft::expand

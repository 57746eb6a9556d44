// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A job's artifacts and caches, out of GitLab's normalised form of them. Pure; any thread.
#pragma once

#include "core/model/value.h"
#include "core/plan/job_plan.h"

namespace stagecraft::plan {

/// `artifacts` of a job; nullopt when there are none.
std::optional<Artifacts> artifactsOf(const model::Value &artifacts);
/// `cache` of a job, a list. On protected refs GitLab keeps caches of their own.
std::vector<Cache> cachesOf(const model::Value &caches, bool protectedRef);

} // namespace stagecraft::plan

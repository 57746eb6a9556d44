// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Advice on what jobs say once everything is merged. Internal to core/lint.
#pragma once

#include "core/expand/effective_pipeline.h"

namespace stagecraft::lint {

/// Ids: image-latest, branch-and-merge-request, stage-unused, retry-never, default-timeout,
/// interruptible-deployment, only-except-deprecated.
text::Diagnostics adviseOnJobs(const expand::EffectivePipeline &pipeline);

} // namespace stagecraft::lint

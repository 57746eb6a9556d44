// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Advice when a pipeline comes near one of GitLab's limits, which GitLab itself only tells about when they are passed.
// Internal to core/lint.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

namespace stagecraft::lint {

/// From four fifths of a limit on: how much there is, how much may be, and what to do. Ids: limit-file-size, limit-parsed-size,
/// limit-depth, limit-includes, limit-needs, limit-parallel, limit-tags, limit-paths, limit-name.
text::Diagnostics adviseOnLimits(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline,
                                 const QString &file);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Our own advice on a pipeline that GitLab accepts, beyond GitLab's errors (those come from expand()): suspicious values,
// deprecated ways, mistakes that only show at run time. Pure; safe on any thread.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

namespace stagecraft::lint {

text::Diagnostics advise(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline, const QString &file);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Ways to settle what GitLab refuses and what we advise: each a small patch of the main file, offered with the
// diagnostic. Pure; safe on any thread. Linear in the text and the diagnostics, but for at most a few patches that are
// checked on a copy of the text.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

#include <QStringList>

#include <functional>
#include <span>

namespace stagecraft::lint {

/// Adds fixes to those diagnostics on the text of `tree` that have none yet and for which a way is known.
/// `repositoryFiles` is asked only when a file that is included is missing.
void offerFixes(std::span<text::Diagnostic> diagnostics, const yaml::SyntaxTree &tree,
                const expand::EffectivePipeline &pipeline, const QString &file,
                const std::function<QStringList()> &repositoryFiles);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From GitLab's normalised job to the typed one. Internal to core/expand.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/expand/links.h"
#include "core/expand/normalise.h"
#include "core/expand/source_files.h"

namespace stagecraft::expand {

EffectiveJob effectiveJob(const NormalJob &job, const CheckedJob &source, const SourceFiles &files, const Links &links);

/// name → {value, raw?} as a list.
std::vector<Variable> variablesOf(const Value &variables);
std::vector<Need> needsOf(const Value &needs);
When whenOf(std::string_view text);
std::vector<std::string> stringsOf(const Value &list);

} // namespace stagecraft::expand

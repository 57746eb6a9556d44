// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How configurations become one: deep merge, extends, !reference; reference/gitlab-ci-language.md §2.5 to §2.7.
// Internal to core/expand.
#pragma once

#include "core/expand/links.h"
#include "core/expand/report.h"

#include <optional>

namespace stagecraft::expand {

/// Maps are merged key by key, everything else is replaced by the later one.
Value deepMerge(const Value &base, const Value &over);

struct MergeOutcome {
    Value value;
    std::optional<Problem> error;      ///< it ends everything, as in GitLab; the value is merged as far as it goes
    std::vector<Link> references = {}; ///< those that were resolved
};

/// Resolves `extends:` of every root key.
MergeOutcome resolveExtends(const Value &root);

/// Puts the values in the place of `!reference` tags.
MergeOutcome resolveReferences(const Value &root);

} // namespace stagecraft::expand

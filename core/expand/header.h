// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The `spec:` header of a file: which inputs it takes; and putting their values into the body;
// reference/gitlab-ci-language.md §2.3, §2.4. Internal to core/expand.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/expand/report.h"

#include <optional>

namespace stagecraft::expand {

/// Whether the header is one that GitLab takes. Its errors, joined, are one error of the report.
bool checkHeader(const Value &header, Report &report);

/// Pre: checkHeader(). The body with its $[[ … ]] blocks replaced. `component` is what the file's `spec:component` can list.
/// Nothing when there is an error, which is then in the report.
std::optional<Value> interpolateBody(const Value &header, const Value &body, const Value &inputs,
                                     const Value &component, const std::vector<Variable> &variables, Report &report);

} // namespace stagecraft::expand

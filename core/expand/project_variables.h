// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which CI/CD variables of the project a pipeline and its jobs get: protected ones for protected refs, those with a scope for
// jobs with such an environment; reference/gitlab-ci-language.md §4.1. Pure; any thread.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <string_view>
#include <vector>

namespace stagecraft::expand {

/// The context's ref is one of its protected ones. Without any, that is the default branch. Tags are protected by pattern only.
bool isProtectedRef(const Context &context);

/// The name of an environment, or a ref, against a text in which "*" stands for any text. Case counts.
bool wildcardMatches(std::string_view pattern, std::string_view name);

/// Those that a job with this environment gets; without one, only those for all environments. Weak ones first: of two with the
/// same key, that with the longer scope wins.
std::vector<Variable> variablesOfProject(const Context &context, std::string_view environment = {});

/// Some variables depend on the environment.
bool hasScopedVariables(const Context &context);

} // namespace stagecraft::expand

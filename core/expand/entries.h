// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// One function for each kind of configuration entry: checks a value that is given (not null) and answers with what
// GitLab makes of it. Values with errors give something harmless. Internal to core/expand.
#pragma once

#include "core/expand/entry.h"

namespace stagecraft::expand {

// entry_basics.cpp
Value commandsEntry(const Value &config, const Location &at, Report &report);
Value booleanEntry(const Value &config, const Location &at, Report &report);
Value stageEntry(const Value &config, const Location &at, Report &report);
Value stagesEntry(const Value &config, const Location &at, Report &report);
Value tagsEntry(const Value &config, const Location &at, Report &report);
Value timeoutEntry(const Value &config, const Location &at, Report &report);
Value coverageEntry(const Value &config, const Location &at, Report &report);
Value hooksEntry(const Value &config, const Location &at, Report &report);
Value idTokensEntry(const Value &config, const Location &at, Report &report);
Value retryEntry(const Value &config, const Location &at, Report &report);
Value allowFailureEntry(const Value &config, const Location &at, Report &report);
Value inheritEntry(const Value &config, const Location &at, Report &report);

// entry_image.cpp
Value imageEntry(const Value &config, const Location &at, Report &report);
Value servicesEntry(const Value &config, const Location &at, Report &report);

// entry_artifacts.cpp
Value artifactsEntry(const Value &config, const Location &at, Report &report);

// entry_cache.cpp; `at` is the location of the surrounding entry: errors stand at "caches" or "cache"
Value cachesEntry(const Value &config, const Location &at, Report &report);

// entry_environment.cpp
Value environmentEntry(const Value &config, const Location &at, Report &report);

// entry_variables.cpp
enum class VariableScope { Global, Job, PlainOnly };
Value variablesEntry(const Value &config, const Location &at, Report &report, VariableScope scope);

// entry_rules.cpp
enum class RulesScope { Job, Workflow, Include, TriggerInclude };
Value rulesEntry(const Value &config, const Location &at, Report &report, RulesScope scope);
Value workflowEntry(const Value &config, const Location &at, Report &report);

// entry_policy.cpp
Value policyEntry(const Value &config, const Location &at, Report &report, bool withDefaultRefs);

// entry_parallel.cpp
Value parallelEntry(const Value &config, const Location &at, Report &report, bool matrixOnly);

// entry_needs.cpp
enum class NeedsScope { Job, Bridge, Rule };
Value needsEntry(const Value &config, const Location &at, Report &report, NeedsScope scope);

// entry_trigger.cpp
/// The list of trigger:include or spec:include.
enum class IncludesScope { Trigger, Header };
void includesEntry(const Value &config, const Location &at, Report &report, IncludesScope scope);
Value triggerEntry(const Value &config, const Location &at, Report &report);

// entry_release.cpp
Value releaseEntry(const Value &config, const Location &at, Report &report);
Value pagesEntry(const Value &config, const Location &at, Report &report);

// entry_job_inputs.cpp
Value jobInputsEntry(const Value &config, const Location &at, Report &report);

/// Lists in lists become one list; anything else a list of itself.
Value::List flattened(const Value &value);
/// A list as it is, null as an empty list, anything else as a list of one.
Value listOf(const Value &value);
Value::List itemsOf(const Value &value); ///< the items of listOf()

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which rule of a list decides, and what it says; reference/gitlab-ci-language.md §2.10, §2.11. Internal to core/expand.
#pragma once

#include "core/expand/expand.h"
#include "core/expand/foreign_files.h"
#include "core/expand/report.h"
#include "core/expand/text_expansion.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stagecraft::expand {

/// What rules see. References stay valid during the evaluation.
struct RuleEnvironment {
    VariableLookup lookup;                                   ///< for if: unexpanded values
    std::function<std::vector<Variable>()> expansion;        ///< for the patterns of changes and exists
    const Context &context;                                  ///< its changed paths and refs
    std::function<const std::vector<std::string> &()> files; ///< of the repository
    const FileReader &reader;                                ///< for what is known of other projects
    /// Where `exists` without a project looks: empty for the pipeline's own.
    std::string project = {};
    std::string ref = {};
    ExpressionCache *expressions = nullptr;                  ///< may be shared by evaluations
    /// As FileReader::changes, and may be unset like it.
    std::function<ChangedPaths(const Context &context, const std::string &compareTo)> changes = {};
};

struct RuleOutcome {
    std::string when;                ///< "never" when no rule matches
    std::optional<std::size_t> rule; ///< which one decided
    Value matched;                   ///< that rule
    std::string because;             ///< for people: what made it match, in a few words
    std::vector<Origin> unknown = {}; ///< each `exists` that nobody can answer here; it counts as not met
    std::string error = {};          ///< GitLab's "Failed to parse rule" part; then nothing else counts
};

/// `rules` is what rulesEntry() made.
RuleOutcome evaluateRules(const Value &rules, const RuleEnvironment &environment, const std::string &defaultWhen);

struct PolicyContext {
    std::string ref;
    std::string source;
    bool tag = false;
    bool mergeRequest = false;
    std::string projectPath;
};

/// only and except as policyEntry() made them; either may be null. `because` gets a few words for people.
bool policiesAllow(const Value &only, const Value &except, const PolicyContext &context,
                   const RuleEnvironment &environment, std::string &because);

} // namespace stagecraft::expand

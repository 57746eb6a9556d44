// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The expansions of $NAME, ${NAME} and %NAME% that GitLab itself does (the runner's and the shell's come later);
// reference/gitlab-ci-language.md §4.3, mechanisms A, B and C.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::expand {

/// nullptr when there is no such variable.
using TextLookup = std::function<const std::string *(std::string_view name)>;

enum class UnknownNames { BecomeEmpty, Stay };

/// As much text as references may bring into one result: variables that name each other several times double with each
/// step, so a short file could fill the memory. What is beyond stays as written; no environment could hold it either.
inline constexpr std::size_t MaximalExpansion = 1024 * 1024;

/// One pass; values are not expanded again. At most MaximalExpansion.
std::string expandText(std::string_view text, const TextLookup &variables, UnknownNames unknown);
std::string expandText(std::string_view text, const std::vector<Variable> &variables, UnknownNames unknown);

struct SortOptions {
    bool keepUndefined = false;
    bool expandFileReferences = true;
    bool expandRawReferences = true;
};

struct SortedVariables {
    std::vector<Variable> variables; ///< those that others refer to first; unchanged when there is an error
    std::string error;               ///< "circular variable reference detected: …"
};

/// Expands variables in each other. A reference to itself means an earlier definition, or nothing.
SortedVariables sortAndExpand(const std::vector<Variable> &variables, const SortOptions &options = {});

/// The last variable of that name, as pipelines see it.
const Variable *findVariable(const std::vector<Variable> &variables, std::string_view key);

} // namespace stagecraft::expand

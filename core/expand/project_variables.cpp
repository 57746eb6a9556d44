// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/project_variables.h"

#include "core/base/wildcards.h"

#include <algorithm>

namespace stagecraft::expand {

namespace {

constexpr std::string_view AnyEnvironment = "*";

} // namespace

bool wildcardMatches(std::string_view pattern, std::string_view name)
{
    Wildcards wildcards;
    for (const char c : pattern) {
        if (c == '*')
            wildcards.addAnyText();
        else
            wildcards.addByte(c);
    }
    return wildcards.matches(name);
}

bool isProtectedRef(const Context &context)
{
    if (context.protectedRefs.empty())
        return !context.tag && context.ref == context.defaultBranch;
    return std::ranges::any_of(context.protectedRefs, [&context](const std::string &pattern) {
        return wildcardMatches(pattern, context.ref);
    });
}

bool hasScopedVariables(const Context &context)
{
    return std::ranges::any_of(context.projectVariables, [](const ProjectVariable &variable) {
        return variable.environmentScope != AnyEnvironment;
    });
}

std::vector<Variable> variablesOfProject(const Context &context, std::string_view environment)
{
    std::vector<const ProjectVariable *> fitting;
    const bool isProtected = isProtectedRef(context);
    for (const ProjectVariable &variable : context.projectVariables) {
        const bool isForAll = variable.environmentScope == AnyEnvironment;
        const bool isInScope = isForAll
                               || (!environment.empty() && wildcardMatches(variable.environmentScope, environment));
        if (isInScope && (isProtected || !variable.isProtected))
            fitting.push_back(&variable);
    }
    std::ranges::stable_sort(fitting, {}, [](const ProjectVariable *variable) {
        const std::string &scope = variable->environmentScope;
        return scope == AnyEnvironment ? 0 : scope.size();
    });
    std::vector<Variable> variables = context.variables;
    for (const ProjectVariable *variable : fitting)
        variables.push_back(variable->variable);
    return variables;
}

} // namespace stagecraft::expand

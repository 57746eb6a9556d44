// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/run_steps.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace stagecraft::expand {

namespace {

using model::Value;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isName(const std::string &text)
{
    return !text.empty() && isLetter(text.front())
           && std::ranges::all_of(text, [](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

bool isText(const Value *value)
{
    return value && value->isString();
}

bool hasOnly(const Value &map, std::initializer_list<std::string_view> keys)
{
    return std::ranges::all_of(map.members(), [&keys](const Value::Member &member) {
        return std::ranges::contains(keys, member.key);
    });
}

/// A step of another place: `git` needs url and rev, `oci` registry, repository and tag.
bool isSource(const Value *source, std::initializer_list<std::string_view> needed)
{
    return source && source->isMap()
           && std::ranges::all_of(needed, [source](std::string_view key) { return isText(source->find(key)); });
}

bool isStepReference(const Value &step)
{
    if (step.isString())
        return true;
    if (!step.isMap() || step.members().size() != 1)
        return false;
    return isSource(step.find("git"), {"url", "rev"}) || isSource(step.find("oci"), {"registry", "repository", "tag"});
}

bool isStep(const Value &step)
{
    if (!step.isMap() || !hasOnly(step, {"name", "step", "func", "action", "script", "env", "inputs"}))
        return false;
    const Value *name = step.find("name");
    if (!isText(name) || !isName(name->toString()))
        return false;
    // Older versions of the schema know `action`, newer ones `func`; this takes both.
    const Value *does = nullptr;
    for (const std::string_view key : {"step", "func", "action", "script"}) {
        const Value *one = step.find(key);
        if (one && does)
            return false;
        does = one ? one : does;
    }
    const bool isOneText = step.find("script") || step.find("action");
    if (!does || (isOneText ? !does->isString() : !isStepReference(*does)))
        return false;
    const Value *env = step.find("env");
    const Value *inputs = step.find("inputs");
    if (env && !(env->isMap() && std::ranges::all_of(env->members(), [](const Value::Member &one) {
                     return !one.value.isList() && !one.value.isMap();
                 })))
        return false;
    return !inputs || (inputs->isMap() && !step.find("script"));
}

} // namespace

bool isRunSteps(const Value &run)
{
    return run.isList() && std::ranges::all_of(run.items(), isStep);
}

} // namespace stagecraft::expand

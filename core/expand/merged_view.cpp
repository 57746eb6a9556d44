// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/merged_view.h"

#include <algorithm>
#include <unordered_map>

namespace stagecraft::expand {

namespace {

/// The map with another value for one of its keys; unchanged when it is no map or has no such key.
template<typename Change>
Value withMember(const Value &map, std::string_view key, Change change)
{
    const Value *old = map.find(key);
    if (!old || old->isNull())
        return map;
    Value changed = change(*old);
    if (changed.identity() == old->identity())
        return map;
    Value::Map members = map.members();
    for (Value::Member &member : members) {
        if (member.key == key && member.hasTextKey())
            member.value = changed;
    }
    return Value::map(std::move(members), map.origin());
}

Value asList(const Value &value)
{
    return value.isList() || value.isMap() ? value : listOf(value);
}

Value withoutNull(const Value &map, std::string_view key)
{
    const Value *value = map.find(key);
    if (!value || !value->isNull())
        return map;
    Value::Map members = map.members();
    std::erase_if(members, [key](const Value::Member &member) { return member.key == key; });
    return Value::map(std::move(members), map.origin());
}

Value jobView(const Value &config, const CheckedJob &job)
{
    Value view = config;
    const auto isGood = [&job](std::string_view keyword) {
        return job.value(keyword).isMap() && std::ranges::find(job.faulty, keyword) == job.faulty.end();
    };
    if (isGood("retry")) {
        view = withMember(view, "retry", [](const Value &retry) {
            return withoutNull(withMember(withMember(retry, "when", asList), "exit_codes", asList), "exit_codes");
        });
    }
    if (isGood("allow_failure"))
        view = withMember(view, "allow_failure",
                          [](const Value &criteria) { return withMember(criteria, "exit_codes", asList); });
    if (isGood("artifacts")) {
        view = withMember(view, "artifacts", [](const Value &artifacts) {
            return withMember(artifacts, "reports", [](const Value &reports) {
                Value result = reports;
                for (const Value::Member &member : reports.members())
                    result = withMember(result, member.key, asList);
                return result;
            });
        });
    }
    return view;
}

} // namespace

Value mergedView(const Value &config, const CheckedRoot &root)
{
    std::unordered_map<std::string_view, const CheckedJob *> jobs;
    for (const CheckedJob &job : root.jobs)
        jobs.emplace(job.name, &job);
    Value::Map members = config.members();
    for (Value::Member &member : members) {
        const auto found = jobs.find(member.key);
        if (found != jobs.end())
            member.value = jobView(member.value, *found->second);
    }
    return Value::map(std::move(members), config.origin());
}

} // namespace stagecraft::expand

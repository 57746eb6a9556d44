// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entry_job.h"

#include "core/expand/default_keys.h"
#include "core/expand/edge_stages.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 8> ReservedKeys = {"include",      "before_script", "image",  "services",
                                                          "after_script", "variables",     "stages", "cache"};
/// Old keywords of the root that mean the same in default:.
constexpr std::array<std::string_view, 5> LegacyKeys = {"before_script", "image", "services", "after_script", "cache"};

using EntryFunction = Value (*)(const Value &, const Location &, Report &);

EntryFunction functionOf(std::string_view key)
{
    static const std::map<std::string_view, EntryFunction> Functions = {{"before_script", commandsEntry},
                                                                        {"after_script", commandsEntry},
                                                                        {"image", imageEntry},
                                                                        {"services", servicesEntry},
                                                                        {"interruptible", booleanEntry},
                                                                        {"timeout", timeoutEntry},
                                                                        {"retry", retryEntry},
                                                                        {"tags", tagsEntry},
                                                                        {"artifacts", artifactsEntry},
                                                                        {"id_tokens", idTokensEntry},
                                                                        {"hooks", hooksEntry}};
    const auto found = Functions.find(key);
    return found == Functions.end() ? nullptr : found->second;
}

InheritedEntry checkInherited(std::string_view key, const Value *config, const Location &at, bool global,
                              Report &report)
{
    if (!config || config->isNull())
        return {};
    const std::size_t before = report.errors.size();
    Value value = key == "cache" ? cachesEntry(*config, at, report) : functionOf(key)(*config, at / key, report);
    InheritedEntry entry{true, std::move(value), global, {}};
    entry.errors.assign(report.errors.begin() + static_cast<std::ptrdiff_t>(before), report.errors.end());
    report.errors.resize(before);
    return entry;
}

void append(std::vector<Problem> &errors, const std::vector<Problem> &more)
{
    errors.insert(errors.end(), more.begin(), more.end());
}

/// default: and the old root keywords. False when a keyword stands in both, which ends everything.
bool checkDefaults(const Value &root, const Location &at, Report &report, Defaults &defaults, Defaults &legacy)
{
    for (const std::string_view key : LegacyKeys)
        legacy[std::string(key)] = checkInherited(key, root.find(key), at, true, report);
    const Value *config = root.find("default");
    const Location inner = at / "default";
    const Value given = config && !config->isNull() ? *config : Value::map({});
    Entry entry(report, inner, given);
    entry.whole().hash();
    entry.allowedKeys(DefaultKeys);
    for (const std::string_view key : DefaultKeys) {
        InheritedEntry own;
        if (entry.ok())
            own = checkInherited(key, given.find(key), inner, false, report);
        const auto old = legacy.find(key);
        const bool both = own.specified && old != legacy.end() && old->second.specified;
        if (both) {
            report.errors.clear();
            report.errors.push_back({"defined-twice",
                                     std::string(key) + " is defined in top-level and `default:` entry",
                                     given.member(key)->keyOrigin});
            return false;
        }
        InheritedEntry &result = defaults[std::string(key)];
        result = own.specified || old == legacy.end() ? std::move(own) : old->second;
        append(report.errors, result.errors);
    }
    return true;
}

/// GitLab replaces the blanks of a name by underscores when it holds nothing but letters and blanks.
std::string unmatchedName(const std::string &name)
{
    const bool words = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';
    });
    std::string result = name;
    if (words)
        std::ranges::replace(result, ' ', '_');
    return result;
}

void checkJobs(const Value::Map &jobs, const Location &root, Report &report, const Defaults &defaults,
               CheckedRoot &result)
{
    const Location at = root / "jobs";
    const Value none = Value::map({});
    Entry entry(report, at, none);
    bool visible = false;
    for (const Value::Member &member : jobs) {
        const JobType type = jobTypeOf(member);
        visible = visible || type == JobType::Job || type == JobType::Bridge;
        if (type == JobType::None)
            entry.error(unmatchedName(member.key), "config should implement the script:, run:, or trigger: keyword",
                        member.keyOrigin);
    }
    if (!visible)
        entry.error("config", "should contain at least one visible job");
    SharedEntries shared;
    for (const Value::Member &member : jobs) {
        const JobType type = jobTypeOf(member);
        if (type == JobType::Hidden) {
            if (!entry.ok())
                continue;
            const Location hidden = at / member.key;
            Entry(report, hidden, member.value).whole().present();
        } else if (type != JobType::None) {
            Report ignored; // GitLab does not look at the jobs then; we still draw them
            Report &target = entry.ok() ? report : ignored;
            result.jobs.push_back(jobEntry(member, at, target, defaults, result.workflowHasRules, shared));
        }
    }
}

} // namespace

CheckedRoot rootEntry(const Value &config, Report &report)
{
    CheckedRoot result;
    Value::Map jobs;
    Value::Map sections;
    for (const Value::Member &member : config.members()) {
        const bool section = (member.key == "default" || member.key == "workflow") && member.hasTextKey();
        const bool reserved = member.hasTextKey() && std::ranges::find(ReservedKeys, member.key) != ReservedKeys.end();
        const JobType type = jobTypeOf(member);
        if (!reserved && (!section || type != JobType::None))
            jobs.push_back(member);
        else
            sections.push_back(member);
    }
    const Value root = Value::map(std::move(sections), config.origin());
    const Location at;
    Defaults defaults;
    Defaults legacy;
    if (!checkDefaults(root, at, report, defaults, legacy))
        return result;
    const auto given = [&root](std::string_view key) {
        const Value *value = root.find(key);
        return value ? *value : Value();
    };
    for (const std::string_view key : {"before_script", "image", "services", "after_script"})
        append(report.errors, legacy[std::string(key)].errors);
    if (const Value variables = given("variables"); !variables.isNull())
        result.variables = variablesEntry(variables, at / "variables", report, VariableScope::Global);
    if (const Value stages = given("stages"); !stages.isNull())
        result.stages = stagesEntry(stages, at / "stages", report);
    else
        result.stages = Value::strings(withEdgeStages({"build", "test", "deploy"}));
    append(report.errors, legacy["cache"].errors);
    if (const Value workflow = given("workflow"); !workflow.isNull()) {
        result.workflow = workflowEntry(workflow, at / "workflow", report);
        result.workflowHasRules = workflow.find("rules") != nullptr;
    }
    checkJobs(jobs, at, report, defaults, result);
    return result;
}

} // namespace stagecraft::expand

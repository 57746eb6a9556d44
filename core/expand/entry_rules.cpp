// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/expression.h"
#include "core/expand/path_regexp.h"

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 9> JobRuleKeys = {"if",        "changes",  "exists",
                                                         "when",      "start_in", "allow_failure",
                                                         "variables", "needs",    "interruptible"};
constexpr std::array<std::string_view, 9> WorkflowRuleKeys = {"if",        "changes",  "exists",
                                                              "when",      "start_in", "allow_failure",
                                                              "variables", "needs",    "auto_cancel"};
constexpr std::array<std::string_view, 4> IncludeRuleKeys = {"if", "changes", "exists", "when"};
constexpr std::array<std::string_view, 6> JobTimes = {"on_success", "on_failure", "always",
                                                      "never",      "manual",     "delayed"};
constexpr std::array<std::string_view, 2> WorkflowTimes = {"always", "never"};
constexpr std::array<std::string_view, 3> NewCommitValues = {"conservative", "interruptible", "none"};
constexpr std::array<std::string_view, 2> JobFailureValues = {"none", "all"};
constexpr std::size_t MaximalPaths = 50;
constexpr std::int64_t Week = 604800;
constexpr std::string_view TooManyPaths = "has too many entries (maximum 50)";

std::string trimmed(std::string_view text)
{
    constexpr std::string_view Blanks = " \t\r\n\f\v";
    text.remove_prefix(std::min(text.find_first_not_of(Blanks), text.size()));
    return std::string(text.substr(0, text.find_last_not_of(Blanks) + 1));
}

Value pathsValue(const Value &paths)
{
    return Value::map({{"paths", {}, paths}}, paths.origin());
}

/// The two long forms, {paths, compare_to} and {paths, project, ref}.
Value pathMap(const Value &config, const Location &at, Report &report, std::span<const std::string_view> keys,
              bool changes)
{
    Entry entry(report, at, config);
    entry.allowedKeys(keys);
    entry.requiredKeys({"paths"});
    if (!changes && !entry.value("ref").isNull())
        entry.requiredKeys({"project"});
    const Value paths = entry.value("paths");
    // GitLab measures what is missing, too.
    Field field = changes ? entry.field("paths") : entry.optional("paths");
    field.arrayOfStrings().require(!paths.isNull() && rubyLength(paths) <= MaximalPaths, TooManyPaths);
    for (const std::string_view key : keys) {
        if (key != "paths")
            entry.optional(key).string();
    }
    return entry.ok() ? config : Value();
}

/// The newer form of both, which GitLab knows from 19.2 on: {regexp} in place of the paths.
Value regexpMap(const Value &config, const Location &at, Report &report, std::span<const std::string_view> keys)
{
    Entry entry(report, at, config);
    std::vector<std::string_view> all(keys.begin(), keys.end());
    all.emplace_back("regexp");
    entry.allowedKeys(all);
    entry.notTogether({"paths", "regexp"});
    entry.field("regexp").string().present();
    for (const std::string_view key : keys) {
        if (key != "paths")
            entry.optional(key).string();
    }
    const std::string text = entry.value("regexp").toString();
    if (entry.ok() && text.find_first_of("$%") == std::string::npos) {
        const PathRegexp regexp(text);
        entry.field("regexp").require(regexp.isValid(), regexp.error());
    }
    return entry.ok() ? config : Value();
}

Value changesEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 2> Keys = {"paths", "compare_to"};
    if (config.find("regexp"))
        return regexpMap(config, at, report, Keys);
    if (config.isMap())
        return pathMap(config, at, report, Keys, true);
    Entry entry(report, at, config);
    if (!config.isList()) {
        entry.error({}, "should be an array or a hash");
        return {};
    }
    entry.whole().arrayOfStrings().require(config.items().size() <= MaximalPaths, TooManyPaths);
    return pathsValue(config);
}

Value existsEntry(const Value &config, const Location &at, Report &report, RulesScope scope)
{
    static constexpr std::array<std::string_view, 3> Keys = {"paths", "project", "ref"};
    if (config.isBlank() && !config.isString() && !config.isList())
        return pathsValue(
            Value::list({config}, config.origin())); // false or {}: GitLab takes it for nothing, and keeps it
    if (config.find("regexp"))
        return regexpMap(config, at, report, Keys);
    if (config.isMap())
        return pathMap(config, at, report, Keys, false);
    Entry entry(report, at, config);
    if (!config.isList() && !config.isString()) {
        entry.error({}, "should be a string, an array of strings, or a hash");
        return {};
    }
    const Value paths = listOf(config);
    const bool limited = scope == RulesScope::Job || scope == RulesScope::Workflow; // GitLab has left that out there
    Field(entry, "config", paths, false)
        .arrayOfStrings()
        .require(!limited || paths.items().size() <= MaximalPaths, TooManyPaths);
    return pathsValue(paths);
}

Value autoCancelEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 2> Keys = {"on_new_commit", "on_job_failure"};
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(Keys);
    entry.optional("on_new_commit").string().oneOf(NewCommitValues, "must be one of: " + joined(NewCommitValues));
    entry.optional("on_job_failure").string().oneOf(JobFailureValues, "must be one of: " + joined(JobFailureValues));
    return config;
}

void checkRule(Entry &entry, RulesScope scope)
{
    entry.whole().present();
    entry.whole().hash();
    const Value when = entry.value("when");
    const Value condition = entry.value("if");
    const auto checkCondition = [&entry, &condition] {
        if (condition.isNull())
            return;
        const bool valid = condition.isString() && entry.report().expressions.get(condition.toString()).isValid();
        entry.field("if").require(valid, "invalid expression syntax");
    };
    if (scope == RulesScope::Include
        || scope == RulesScope::TriggerInclude) { // a kind of rule of its own: what the others take is unknown to it
        entry.allowedKeys(IncludeRuleKeys);
        checkCondition();
        entry.optional("when").allowedValue(WorkflowTimes);
        return;
    }
    const bool delayed = when.toString() == "delayed";
    if (!delayed)
        entry.disallowedKeys({"start_in"}, "contains disallowed keys", false);
    else
        entry.field("start_in").present().duration(Week);
    checkCondition();
    entry.optional("allow_failure").boolean();
    entry.optional("interruptible").boolean();
    if (scope == RulesScope::Job)
        entry.optional("when").allowedValue(JobTimes);
    else
        entry.optional("when").allowedValue(WorkflowTimes);
    entry.allowedKeys(scope == RulesScope::Job ? JobRuleKeys : WorkflowRuleKeys);
}

Value plainVariables(const Value &variables)
{
    Value::Map result;
    for (const Value::Member &member : variables.members()) {
        const Value *value = member.value.find("value");
        result.push_back({member.key, member.keyOrigin, value ? *value : Value()});
    }
    return Value::map(std::move(result), variables.origin());
}

Value ruleEntry(const Value &config, const Location &at, Report &report, RulesScope scope)
{
    Entry entry(report, at, config);
    checkRule(entry, scope);
    if (!entry.ok())
        return {};
    Value::Map result;
    for (const Value::Member &member : config.members()) {
        if (member.value.isNull())
            continue;
        const Location inner = at / member.key;
        Value value = member.value;
        if (member.key == "changes")
            value = changesEntry(value, inner, report);
        else if (member.key == "exists")
            value = existsEntry(value, inner, report, scope);
        else if (member.key == "variables")
            value = plainVariables(variablesEntry(value, inner, report, VariableScope::PlainOnly));
        else if (member.key == "needs")
            value = needsEntry(value, inner, report, NeedsScope::Rule);
        else if (member.key == "auto_cancel")
            value = autoCancelEntry(value, inner, report);
        result.push_back({member.key, member.keyOrigin, std::move(value)});
    }
    return Value::map(std::move(result), config.origin());
}

} // namespace

Value rulesEntry(const Value &config, const Location &at, Report &report, RulesScope scope)
{
    // An include names its rules "include:rules", but a rule of them "include:rule".
    const Location own = scope == RulesScope::Include ? at / "rules" : at;
    Entry entry(report, own, config);
    entry.whole().present().array();
    if (!entry.ok())
        return {};
    const Location inner = at / "rule";
    Value::List rules;
    for (const Value &item : flattened(config)) {
        if (item.isNull())
            continue;
        if (item.isMap()) {
            rules.push_back(ruleEntry(item, inner, report, scope));
        } else {
            Entry rule(report, inner, item);
            rule.whole().present().hash().hash();
        }
    }
    return Value::list(std::move(rules), config.origin());
}

Value workflowEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 3> Keys = {"name", "rules", "auto_cancel"};
    static constexpr std::size_t MaximalNameLength = 255;
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(Keys);
    entry.optional("name").maxLength(MaximalNameLength);
    if (!entry.ok())
        return {};
    Value::Map result;
    for (const Value::Member &member : config.members()) {
        if (member.value.isNull())
            continue;
        Value value = member.value;
        if (member.key == "rules")
            value = rulesEntry(value, at / "rules", report, RulesScope::Workflow);
        else if (member.key == "auto_cancel")
            value = autoCancelEntry(value, at / "auto_cancel", report);
        else if (member.key == "name" && value.isString())
            value = Value::string(trimmed(value.toString()), value.origin());
        result.push_back({member.key, member.keyOrigin, std::move(value)});
    }
    return Value::map(std::move(result), config.origin());
}

} // namespace stagecraft::expand

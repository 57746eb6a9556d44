// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 6> ImageKeys = {"name",        "entrypoint", "ports",
                                                       "pull_policy", "docker",     "kubernetes"};
constexpr std::array<std::string_view, 9> ServiceKeys = {"command",     "alias",      "variables",
                                                         "name",        "entrypoint", "ports",
                                                         "pull_policy", "docker",     "kubernetes"};
constexpr std::array<std::string_view, 3> PullPolicies = {"always", "if-not-present", "never"};
constexpr std::size_t MaximalUserLength = 255;
constexpr std::size_t MaximalPlatformLength = 64;

/// What GitLab's JSON schema of the executor options says, in the words of the schema validator.
void checkExecutorOptions(Entry &entry, std::string_view executor, bool integerUser, bool platform)
{
    const Value options = entry.value(executor);
    if (options.isNull())
        return;
    const std::string path = "/" + std::string(executor);
    const auto fail = [&entry](const std::string &text, Origin origin) { entry.error("executor opts", text, origin); };
    if (!options.isMap()) {
        fail("value at `" + path + "` is not an object", options.origin());
        return;
    }
    for (const Value::Member &member : options.members()) {
        const std::string property = path + "/" + member.key;
        if (member.key != "user" && (member.key != "platform" || !platform)) {
            fail("object property at `" + property + "` is a disallowed additional property", member.keyOrigin);
        } else if (!member.value.isString() && (!integerUser || !member.value.isInteger())) {
            fail("value at `" + property
                     + (integerUser ? "` is not one of the types: [\"string\", \"integer\"]" : "` is not a string"),
                 member.value.origin());
        } else if (member.value.isString()) {
            const std::size_t length = characterCount(member.value.toString());
            const std::size_t limit = member.key == "user" ? MaximalUserLength : MaximalPlatformLength;
            if (length > limit)
                fail("string length at `" + property + "` is greater than: " + std::to_string(limit),
                     member.value.origin());
            else if (length < 1)
                fail("string length at `" + property + "` is less than: 1", member.value.origin());
        }
    }
}

Value pullPolicyEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().arrayOfStringsOrString();
    if (config.isList())
        entry.whole().present().allowedArrayValues(PullPolicies);
    else if (config.isString())
        entry.whole().oneOf(PullPolicies, "is not included in the list");
    return listOf(config);
}

/// The checks that images and services share. GitLab reports the allowed keys last.
void checkImage(Entry &entry, std::span<const std::string_view> keys)
{
    const Value &config = entry.config();
    entry.whole().hashOrString();
    entry.disallowedKeys({"ports"}, "contains disallowed keys", false);
    const Value name = config.isString() ? config : entry.value("name");
    Field(entry, "name", name, false).string().present();
    entry.optional("entrypoint").arrayOfStrings();
    entry.allowedKeys(keys);
}

void addExecutorOptions(const Value &config, Value::Map &result)
{
    Value::Map options;
    for (const std::string_view executor : {"docker", "kubernetes"}) {
        const Value *value = config.find(executor);
        if (value && !value->isNull())
            options.push_back({std::string(executor), {}, *value});
    }
    if (!options.empty())
        result.push_back({"executor_opts", {}, Value::map(std::move(options))});
}

void addWhenGiven(const Value &config, std::string_view key, Value::Map &result)
{
    const Value *value = config.find(key);
    if (value && !value->isNull())
        result.push_back({std::string(key), {}, *value});
}

Value imageValue(const Value &config, const Location &at, Report &report)
{
    Value::Map result;
    addWhenGiven(config, "name", result);
    addWhenGiven(config, "entrypoint", result);
    addExecutorOptions(config, result);
    const Value *policy = config.find("pull_policy");
    if (policy && !policy->isNull())
        result.push_back({"pull_policy", {}, pullPolicyEntry(*policy, at / "pull_policy", report)});
    return Value::map(std::move(result), config.origin());
}

Value serviceEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    checkImage(entry, ServiceKeys);
    entry.optional("alias").string();
    checkExecutorOptions(entry, "docker", false, true);
    checkExecutorOptions(entry, "kubernetes", true, false);
    if (config.isString())
        return Value::map({{"name", {}, config}}, config.origin());
    if (!entry.ok())
        return {};
    Value image = imageValue(config, at, report);
    Value::Map result = image.members();
    addWhenGiven(config, "alias", result);
    if (const Value command = entry.value("command"); !command.isNull())
        result.push_back({"command", {}, commandsEntry(command, at / "command", report)});
    if (const Value variables = entry.value("variables"); !variables.isNull()) {
        const Value checked = variablesEntry(variables, at / "variables", report, VariableScope::PlainOnly);
        Value::Map plain;
        for (const Value::Member &member : checked.members())
            plain.push_back(
                {member.key, member.keyOrigin, member.value.find("value") ? *member.value.find("value") : Value()});
        result.push_back({"variables", {}, Value::map(std::move(plain))});
    }
    return Value::map(std::move(result), config.origin());
}

} // namespace

Value imageEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    checkImage(entry, ImageKeys);
    checkExecutorOptions(entry, "docker", false, true);
    checkExecutorOptions(entry, "kubernetes", true, false);
    if (config.isString())
        return Value::map({{"name", {}, config}}, config.origin());
    return entry.ok() ? imageValue(config, at, report) : Value();
}

Value servicesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().array();
    if (!entry.ok())
        return {};
    Value::List services;
    for (const Value &item : flattened(config)) {
        if (!item.isNull())
            services.push_back(serviceEntry(item, at / "service", report));
    }
    return Value::list(std::move(services), config.origin());
}

} // namespace stagecraft::expand

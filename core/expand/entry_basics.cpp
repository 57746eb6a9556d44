// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/default_keys.h"
#include "core/expand/durations.h"

#include <array>
#include <cmath>

namespace stagecraft::expand {

namespace {

constexpr std::string_view NestedScript = "should be a string or a nested array of strings up to 10 levels deep";
constexpr std::string_view NestedStages =
    "should be an array of strings or a nested array of strings up to 10 levels deep";
constexpr std::int64_t LongestTimeout = 2629746; // a month as ActiveSupport counts it
constexpr std::size_t TagLimit = 50;

constexpr std::array<std::string_view, 3> RetryKeys = {"max", "when", "exit_codes"};
/// The nine before "always" are of GitLab 19.1.
constexpr std::array<std::string_view, 49> RetryReasons = {"unknown_failure",
                                                           "script_failure",
                                                           "api_failure",
                                                           "stuck_or_timeout_failure",
                                                           "runner_system_failure",
                                                           "missing_dependency_failure",
                                                           "runner_unsupported",
                                                           "stale_schedule",
                                                           "job_execution_timeout",
                                                           "archived_failure",
                                                           "unmet_prerequisites",
                                                           "scheduler_failure",
                                                           "data_integrity_failure",
                                                           "forward_deployment_failure",
                                                           "user_blocked",
                                                           "project_deleted",
                                                           "insufficient_bridge_permissions",
                                                           "downstream_bridge_project_not_found",
                                                           "invalid_bridge_trigger",
                                                           "bridge_pipeline_is_child_pipeline",
                                                           "downstream_pipeline_creation_failed",
                                                           "secrets_provider_not_found",
                                                           "reached_max_descendant_pipelines_depth",
                                                           "reached_max_pipeline_hierarchy_size",
                                                           "ci_quota_exceeded",
                                                           "no_matching_runner",
                                                           "trace_size_exceeded",
                                                           "builds_disabled",
                                                           "environment_creation_failure",
                                                           "deployment_rejected",
                                                           "failed_outdated_deployment_job",
                                                           "ip_restriction_failure",
                                                           "protected_environment_failure",
                                                           "upstream_bridge_project_not_found",
                                                           "pipeline_loop_detected",
                                                           "no_matching_runner_configuration",
                                                           "runner_provisioning_timeout",
                                                           "job_router_failure",
                                                           "job_token_expired",
                                                           "runner_configuration_error",
                                                           "runner_external_dependency_failure",
                                                           "runner_interrupted",
                                                           "stuck_pending_with_matching_runners",
                                                           "stuck_pending_no_matching_runners",
                                                           "no_updates_running",
                                                           "no_updates_canceling",
                                                           "server_timeout_running",
                                                           "server_timeout_canceling",
                                                           "always"};

/// retry has its own fixed location, wherever it stands.
const Location RetryLocation{nullptr, "retry"};

Value fullRetry(const Value &config, Report &report)
{
    Entry entry(report, RetryLocation, config);
    entry.whole().hash();
    entry.allowedKeys(RetryKeys);
    entry.optional("max").numeric(0, 2);
    entry.optional("when").arrayOfStringsOrString();
    if (entry.value("when").isString())
        entry.field("when").oneOf(RetryReasons, "is not included in the list");
    else if (entry.value("when").isList())
        entry.field("when").allowedArrayValues(RetryReasons);
    entry.optional("exit_codes").integersOrInteger();

    Value::Map members = config.members();
    for (Value::Member &member : members) {
        if ((member.key == "when" || member.key == "exit_codes") && !member.value.isNull())
            member.value = listOf(member.value);
    }
    std::erase_if(members, [](const Value::Member &member) { return member.key != "max" && member.value.isNull(); });
    return Value::map(std::move(members), config.origin());
}

} // namespace

Value::List flattened(const Value &value)
{
    if (!value.isList())
        return {value};
    Value::List items;
    for (const Value &item : value.items()) {
        if (item.isList()) {
            Value::List inner = flattened(item);
            items.insert(items.end(), inner.begin(), inner.end());
        } else {
            items.push_back(item);
        }
    }
    return items;
}

Value listOf(const Value &value)
{
    if (value.isList())
        return value;
    return value.isNull() ? Value::list({}) : Value::list({value}, value.origin());
}

Value::List itemsOf(const Value &value)
{
    return listOf(value).items();
}

Value commandsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().nestedStrings(NestedScript);
    if (!entry.ok())
        return {};
    return Value::list(flattened(config), config.origin());
}

Value booleanEntry(const Value &config, const Location &at, Report &report)
{
    Entry(report, at, config).whole().boolean();
    return config;
}

Value stageEntry(const Value &config, const Location &at, Report &report)
{
    Entry(report, at, config).whole().string();
    return config;
}

Value stagesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().require(config.isList() && isNestedStrings(config, 0), NestedStages);
    return entry.ok() ? Value::list(flattened(config), config.origin()) : Value();
}

Value tagsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().arrayOfStrings();
    if (config.isList() && config.items().size() >= TagLimit)
        entry.error("config", "must be less than the limit of 50 tags");
    return config;
}

Value timeoutEntry(const Value &config, const Location &at, Report &report)
{
    const std::optional<double> seconds = config.isString() ? parseDuration(config.toString()) : std::nullopt;
    Entry(report, at, config).whole().duration(seconds, LongestTimeout);
    if (!seconds)
        return {};
    const bool isWhole = *seconds == std::floor(*seconds) && *seconds <= double(LongestTimeout);
    return isWhole ? Value::integer(static_cast<std::int64_t>(*seconds), config.origin())
                   : Value::number(*seconds, config.origin());
}

Value coverageEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().re2();
    const std::string &text = config.toString();
    return entry.ok() && text.size() >= 2 ? Value::string(text.substr(1, text.size() - 2), config.origin()) : Value();
}

Value hooksEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 1> Keys = {"pre_get_sources_script"};
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(Keys);
    const Value *script = config.find(Keys.front());
    if (!entry.ok() || !script || script->isNull())
        return Value::map({}, config.origin());
    return Value::map({{"pre_get_sources_script", {}, commandsEntry(*script, at / Keys.front(), report)}},
                      config.origin());
}

Value idTokensEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 1> Keys = {"aud"};
    Entry entry(report, at, config);
    entry.whole().hash();
    for (const Value::Member &member : config.members()) {
        const Location inner = at / member.key;
        Entry token(report, inner, member.value);
        token.requiredKeys({"aud"});
        token.allowedKeys(Keys);
        token.field("aud").arrayOfStringsOrString();
    }
    return config;
}

Value retryEntry(const Value &config, const Location &, Report &report)
{
    if (config.isMap())
        return fullRetry(config, report);
    Entry entry(report, RetryLocation, config);
    if (!config.isInteger()) {
        entry.error("config", "has to be either an integer or a hash");
        return {};
    }
    entry.whole().numeric(0, 2);
    return Value::map({{"max", {}, config}}, config.origin());
}

Value allowFailureEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 1> Keys = {"exit_codes"};
    if (!config.isMap())
        return config; // the job has checked it
    Entry entry(report, at, config);
    entry.allowedKeys(Keys);
    entry.optional("exit_codes").integersOrInteger();
    const Value codes = entry.value("exit_codes");
    if (codes.isBlank())
        return config;
    return Value::map({{"exit_codes", {}, listOf(codes)}}, config.origin());
}

Value inheritEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 2> Keys = {"default", "variables"};
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(Keys);
    if (!entry.ok())
        return {};
    for (const std::string_view key : Keys) {
        const Value value = entry.value(key);
        if (value.isNull() || value.isBool())
            continue;
        const Location inner = at / key;
        Entry child(report, inner, value);
        if (!value.isList()) {
            child.error({}, "should be a bool or array of strings");
            continue;
        }
        child.whole().arrayOfStrings();
        if (key == "default")
            child.whole().allowedArrayValues(DefaultKeys);
    }
    return config;
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/include_keys.h"

#include <QByteArray>

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 5> ProjectKeys = {"project", "branch", "strategy", "forward", "inputs"};
constexpr std::array<std::string_view, 3> IncludeKeysOfTrigger = {"strategy", "include", "forward"};
constexpr std::array<std::string_view, 2> ForwardKeys = {"yaml_variables", "pipeline_variables"};
constexpr std::array<std::string_view, 2> Strategies = {"depend", "mirror"};
constexpr std::array<std::string_view, 6> HeaderIncludeKeys = {"local",   "file", "remote",
                                                               "project", "ref",  "integrity"};
constexpr std::size_t MaximalIncludes = 3;

void forwardEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config); // GitLab does not mind when it is no map
    entry.allowedKeys(ForwardKeys);
    entry.optional("yaml_variables").boolean();
    entry.optional("pipeline_variables").boolean();
}

/// With its padding and nothing else around it, as Ruby's strict decoder wants it.
bool isBase64(const std::string &text)
{
    constexpr auto Strict = QByteArray::Base64Option::AbortOnBase64DecodingErrors;
    return text.size() % 4 == 0 && QByteArray::fromBase64Encoding(QByteArray::fromStdString(text), Strict);
}

/// As Ruby's if takes it.
bool isTruthy(const Value &value)
{
    return !value.isNull() && (!value.isBool() || value.toBool());
}

void checkIntegrity(Entry &entry)
{
    constexpr std::string_view Prefix = "sha256-";
    const Value integrity = entry.value("integrity");
    if (!isTruthy(integrity))
        return;
    if (entry.value("remote").isBlank())
        entry.error("config", "integrity can only be specified for remote includes", integrity.origin());
    if (!integrity.isString() || !integrity.toString().starts_with(Prefix))
        entry.error("config", "integrity hash must start with 'sha256-'", integrity.origin());
    else if (!isBase64(integrity.toString().substr(Prefix.size())))
        entry.error("config", "integrity hash must be base64 encoded", integrity.origin());
}

void includeItemEntry(const Value &config, const Location &at, Report &report, IncludesScope scope)
{
    Entry entry(report, at, config);
    entry.whole().hashOrString();
    if (isTruthy(entry.value("project")) && entry.value("file").isBlank())
        entry.error("config", "must specify the file where to fetch the config from");
    checkIntegrity(entry);
    if (scope == IncludesScope::Header)
        return entry.allowedKeys(HeaderIncludeKeys);
    entry.allowedKeys(IncludeItemKeys);
    if (isTruthy(entry.value("artifact")) && entry.value("job").isBlank())
        entry.error("config", "must specify the job where to fetch the artifact from");
    const Value rules = entry.value("rules");
    entry.optional("rules").arrayOfHashes();
    if (entry.ok() && !rules.isNull())
        rulesEntry(rules, at / "rules", report, RulesScope::TriggerInclude);
}

} // namespace

void includesEntry(const Value &config, const Location &at, Report &report, IncludesScope scope)
{
    Entry entry(report, at, config);
    if (!config.isList() && !config.isString())
        entry.error("config", "should be an array or a string");
    if (scope == IncludesScope::Trigger && config.isList() && config.items().size() > MaximalIncludes)
        entry.error("config", "is too long (maximum is 3)");
    if (!entry.ok())
        return;
    for (const Value &item : flattened(config)) {
        if (!item.isNull())
            includeItemEntry(item, at / "include", report, scope);
    }
}

Value triggerEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    if (config.isString()) {
        entry.whole().present();
        return Value::map({{"project", {}, config}}, config.origin());
    }
    if (!config.isMap()) {
        entry.error({}, "has to be either a string or a hash");
        return {};
    }
    const bool child = entry.has("include");
    if (child)
        entry.allowedKeys(IncludeKeysOfTrigger);
    else
        entry.allowedKeys(ProjectKeys);
    if (!child)
        entry.field("project").string().present();
    entry.optional("branch").string();
    entry.optional("strategy").string().oneOf(Strategies, "should be depend or mirror");
    if (!child)
        entry.optional("inputs").hash();
    if (!entry.ok())
        return {};
    if (const Value include = entry.value("include"); !include.isNull())
        includesEntry(include, at / "include", report, IncludesScope::Trigger);
    if (const Value forward = entry.value("forward"); !forward.isNull())
        forwardEntry(forward, at / "forward", report);
    Value::Map members = config.members();
    std::erase_if(members, [](const Value::Member &member) { return member.value.isNull(); });
    return Value::map(std::move(members), config.origin());
}

} // namespace stagecraft::expand

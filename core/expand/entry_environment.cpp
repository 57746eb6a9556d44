// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/patterns.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 7> EnvironmentKeys = {"name",         "url",        "action",         "on_stop",
                                                             "auto_stop_in", "kubernetes", "deployment_tier"};
constexpr std::array<std::string_view, 5> Actions = {"start", "stop", "prepare", "verify", "access"};
constexpr std::array<std::string_view, 5> KubernetesKeys = {"agent", "namespace", "flux_resource_path",
                                                            "managed_resources", "dashboard"};
constexpr std::string_view NameRule =
    "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, "
    "but it cannot start or end with '/'";
constexpr std::size_t MaximalUrlLength = 255;
constexpr std::size_t MaximalNamespaceLength = 63;
constexpr std::size_t MaximalFluxPathLength = 255;

struct SchemaField {
    std::string_view key;
    ValueKind kind;
    std::size_t maximalLength; ///< of a text, which is not empty
};

/// A small object that GitLab checks with a JSON schema: which keys, of which types, which must be there.
void checkSchemaObject(Entry &entry, std::string_view key, const std::vector<SchemaField> &fields,
                       std::string_view required)
{
    const Value value = entry.value(key);
    if (value.isNull())
        return;
    const std::string word = humanized(key);
    if (!value.isMap()) {
        entry.error(word, "value at root is not an object", value.origin());
        return;
    }
    for (const Value::Member &member : value.members()) {
        const auto field = std::ranges::find(fields, member.key, &SchemaField::key);
        const std::string path = "`/" + member.key + "`";
        if (field == fields.end())
            entry.error(word, "object property at " + path + " is a disallowed additional property", member.keyOrigin);
        else if (member.value.kind() != field->kind)
            entry.error(word,
                        "value at " + path + " is not a " + (field->kind == ValueKind::Bool ? "boolean" : "string"),
                        member.value.origin());
        else if (field->kind == ValueKind::String && member.value.toString().empty())
            entry.error(word, "string length at " + path + " is less than: 1", member.value.origin());
        else if (field->kind == ValueKind::String && rubyLength(member.value) > field->maximalLength)
            entry.error(word, "string length at " + path + " is greater than: " + std::to_string(field->maximalLength),
                        member.value.origin());
    }
    if (!required.empty() && !value.find(required))
        entry.error(word, "object at root is missing required properties: " + std::string(required), value.origin());
}

void kubernetesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().present();
    entry.allowedKeys(KubernetesKeys);
    const Value flux = entry.value("flux_resource_path");
    const Value resources = entry.value("managed_resources");
    const Value dashboard = entry.value("dashboard");
    entry.optional("namespace").string();
    if (!flux.isBlank())
        entry.field("namespace").present();
    const Value *enabled = resources.find("enabled");
    const bool managed = resources.isMap() ? enabled && enabled->toBool() : false;
    entry.optional("agent").string();
    if (!flux.isBlank() || managed || !dashboard.isBlank())
        entry.field("agent").present();
    entry.optional("flux_resource_path").string();
    checkSchemaObject(entry, "managed_resources", {{"enabled", ValueKind::Bool, 0}}, {});
    if (!dashboard.isBlank())
        checkSchemaObject(entry, "dashboard",
                          {{"namespace", ValueKind::String, MaximalNamespaceLength},
                           {"flux_resource_path", ValueKind::String, MaximalFluxPathLength}},
                          "namespace");
    for (const std::string_view key : {"namespace", "flux_resource_path"}) {
        const Value *other = dashboard.find(key);
        if (!entry.value(key).isBlank() && other && !other->isBlank())
            entry.error(humanized(key), "cannot be specified when dashboard." + std::string(key) + " is set",
                        entry.value(key).origin());
    }
}

} // namespace

Value environmentEntry(const Value &config, const Location &at, Report &report)
{
    static const Pattern NamePattern = compileBarePattern(
        "\\A[a-zA-Z0-9_\\$\\{\\}\\. -]([a-zA-Z0-9_/\\$\\{\\}\\. -]*[a-zA-Z0-9_\\$\\{\\}\\. -])?\\z");
    Entry entry(report, at, config);
    entry.whole().hashOrString();
    const Value name = config.isString() ? config : entry.value("name");
    Field(entry, "name", name, false)
        .present()
        .require(name.isString(), NameRule)
        .require(matches(NamePattern, name.text()), NameRule);
    if (config.isMap()) {
        entry.allowedKeys(EnvironmentKeys);
        entry.optional("url").string().maxLength(MaximalUrlLength);
        const bool noAction = entry.value("action").isBool() && !entry.value("action").toBool(); // means start
        Field(entry, "action", entry.value("action"), entry.value("action").isNull() || noAction)
            .string()
            .oneOf(Actions, "should be start, stop, prepare, verify, or access");
        entry.optional("deployment_tier").string();
        entry.optional("on_stop").string();
        entry.optional("kubernetes").hash();
        entry.optional("auto_stop_in").string();
    }
    if (config.isString())
        return Value::map({{"name", {}, config}, {"action", {}, Value::string("start")}}, config.origin());
    if (!entry.ok())
        return {};
    if (const Value kubernetes = entry.value("kubernetes"); !kubernetes.isNull())
        kubernetesEntry(kubernetes, at / "kubernetes", report);
    return config;
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 4> GlobalData = {"value", "description", "expand", "options"};
constexpr std::array<std::string_view, 2> JobData = {"value", "expand"};

bool isKeyAlphanumeric(const Value::Member &member)
{
    return member.hasTextKey() || member.keyKind == ValueKind::Integer;
}

bool includes(const Value &options, const Value &value)
{
    if (options.isString())
        return value.isString() && options.toString().find(value.toString()) != std::string::npos;
    if (options.isMap())
        return value.isString() && options.find(value.toString());
    return std::ranges::find(options.items(), value) != options.items().end();
}

Value complexVariable(const Value::Member &member, const Location &at, Report &report, VariableScope scope)
{
    const Value config = member.value.isNull() ? Value::map({}, member.keyOrigin) : member.value;
    Entry entry(report, at, config);
    if (!isKeyAlphanumeric(member))
        entry.error("key", "must be an alphanumeric string", member.keyOrigin);
    const Value value = entry.value("value");
    const Value expand = entry.value("expand");
    const Value options = entry.value("options");
    if (!value.isNull())
        Field(entry, "config value", value, false).scalar();
    if (const Value description = entry.value("description"); !description.isNull())
        Field(entry, "config description", description, false).alphanumeric();
    if (!expand.isNull())
        Field(entry, "config expand", expand, false).boolean();
    if (!options.isNull())
        Field(entry, "config options", options, false).arrayOfStrings();
    if (scope == VariableScope::PlainOnly)
        entry.error("config", "must be a string");
    else if (scope == VariableScope::Global)
        entry.allowedKeys(GlobalData, "uses invalid data keys: ");
    else
        entry.allowedKeys(JobData, "uses invalid data keys: ");
    if (!options.isBlank() && (options.isList() || options.isMap() || options.isString()) && !includes(options, value))
        entry.error("config", "value must be present in options", options.origin());

    Value::Map result;
    result.push_back({"value", {}, Value::string(value.text(), value.origin())});
    if (scope == VariableScope::Global) {
        for (const std::string_view key : {"description", "options"}) {
            if (const Value given = entry.value(key); !given.isNull())
                result.push_back({std::string(key), {}, given});
        }
    }
    if (!expand.isNull())
        result.push_back({"raw", {}, Value::boolean(!expand.toBool())});
    return Value::map(std::move(result), config.origin());
}

} // namespace

Value variablesEntry(const Value &config, const Location &at, Report &report, VariableScope scope)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    if (!entry.ok())
        return {};
    Value::Map variables;
    variables.reserve(config.members().size());
    for (const Value::Member &member : config.members()) {
        const bool complex = member.value.isMap() || member.value.isNull();
        const bool nameless = member.key.empty();
        const Location inner = at / (nameless ? std::string_view(complex ? "complex variable" : "simple variable")
                                              : std::string_view(member.key));
        if (complex) {
            variables.push_back({member.key, member.keyOrigin, complexVariable(member, inner, report, scope)});
            continue;
        }
        if (member.value.isList() || member.value.isReference()) {
            report.errors.push_back(
                {"wrong-type", "variable definition must be either a string or a hash", member.value.origin()});
            continue;
        }
        Entry variable(report, inner, member.value);
        if (!isKeyAlphanumeric(member))
            variable.error("key", "must be an alphanumeric string", member.keyOrigin);
        variable.whole().scalar();
        variables.push_back({member.key, member.keyOrigin,
                             Value::map({{"value", {}, member.value.isString() ? member.value
                                                                             : Value::string(member.value.text(),
                                                                                             member.value.origin())}},
                                        member.value.origin())});
    }
    return Value::map(std::move(variables), config.origin());
}

} // namespace stagecraft::expand

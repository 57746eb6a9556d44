// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// only and except.
#include "core/expand/entries.h"

#include "core/expand/expression.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 4> PolicyKeys = {"refs", "kubernetes", "variables", "changes"};
constexpr std::string_view RefsRule = "should be an array of strings or regular expressions using re2 syntax";

/// "/…/flags" is meant as a regular expression and must be one; anything else is a name.
bool looksLikePattern(const std::string &text)
{
    const std::size_t close = text.rfind('/');
    return text.starts_with('/') && close > 0 && text.find_first_not_of("ismU", close + 1) == std::string::npos;
}

bool isRefList(const Value &value)
{
    return value.isList() && std::ranges::all_of(value.items(), [](const Value &item) {
               return item.isString() && (!looksLikePattern(item.toString()) || isPatternText(item.toString()));
           });
}

Value defaultRefs()
{
    return Value::strings({"branches", "tags"});
}

void checkPolicyMap(Entry &entry)
{
    entry.whole().present();
    entry.allowedKeys(PolicyKeys);
    const Value variables = entry.value("variables");
    const bool texts = std::ranges::all_of(variables.items(), isTextValue);
    for (const Value &expression : variables.items()) {
        if (texts && !entry.report().expressions.get(expression.toString()).isValid())
            entry.error("variables", "invalid expression syntax", expression.origin());
    }
    if (const Value refs = entry.value("refs"); !refs.isNull())
        entry.field("refs").require(isRefList(refs), RefsRule);
    static constexpr std::array<std::string_view, 1> Kubernetes = {"active"};
    entry.optional("kubernetes").allowedValue(Kubernetes);
    entry.optional("variables").arrayOfStrings();
    entry.optional("changes").arrayOfStrings();
}

} // namespace

Value policyEntry(const Value &config, const Location &at, Report &report, bool withDefaultRefs)
{
    Entry entry(report, at, config);
    if (config.isList()) {
        entry.whole().require(isRefList(config), RefsRule);
        return Value::map({{"refs", {}, config}}, config.origin());
    }
    if (!config.isMap()) {
        entry.error({}, "has to be either an array of conditions or a hash");
        return {};
    }
    checkPolicyMap(entry);
    Value::Map result;
    if (withDefaultRefs && !entry.has("refs"))
        result.push_back({"refs", {}, defaultRefs()});
    for (const Value::Member &member : config.members())
        result.push_back(member);
    return Value::map(std::move(result), config.origin());
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/header.h"

#include "core/expand/entry.h"
#include "core/expand/inputs.h"
#include "core/expand/interpolation.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 1> HeaderKeys = {"spec"};
constexpr std::array<std::string_view, 4> SpecKeys = {"inputs", "include", "component", "description"};
constexpr std::array<std::string_view, 6> InputKeys = {"default", "description", "options", "regex", "type", "rules"};
constexpr std::array<std::string_view, 3> RuleKeys = {"if", "options", "default"};
constexpr std::array<std::string_view, 4> InputTypes = {"string", "number", "boolean", "array"};
constexpr std::array<std::string_view, 4> ComponentFields = {"name", "sha", "version", "reference"};
constexpr std::size_t MaximalOptions = 50;
constexpr std::size_t MaximalDescription = 256;
constexpr std::size_t ShownErrors = 3;

void inputRulesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().array();
    if (!entry.ok())
        return;
    const Location inner = at / "rule";
    for (const Value &item : config.items()) {
        Entry rule(report, inner, item);
        rule.whole().hash();
        rule.allowedKeys(RuleKeys);
        const Value condition = rule.value("if");
        if (!condition.isNull()) {
            const bool valid = condition.isString() && Expression(condition.toString(), true).isValid();
            rule.field("if").require(valid, "invalid expression syntax");
        }
    }
}

void inputEntry(const Value &config, const Location &at, Report &report)
{
    if (config.isNull())
        return;
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(InputKeys);
    entry.notTogether({"options", "rules"});
    entry.notTogether({"default", "rules"});
    const auto field = [&entry](std::string_view key) {
        const Value value = entry.value(key);
        return Field(entry, "input " + std::string(key), value, value.isNull());
    };
    field("type").allowedValue(InputTypes);
    field("description").alphanumeric();
    field("options").array();
    field("regex").string();
    const Value options = entry.value("options");
    if (std::ranges::any_of(options.items(), [](const Value &option) { return option.isNull(); }))
        entry.error("config", "options array cannot contain null values", options.origin());
    if (options.items().size() > MaximalOptions)
        entry.error("config", "cannot define more than 50 options", options.origin());
    if (const Value rules = entry.value("rules"); entry.ok() && !rules.isNull())
        inputRulesEntry(rules, at / "rules", report);
}

void specEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(SpecKeys);
    if (const Value description = entry.value("description"); !description.isNull())
        entry.field("description").string().maxLength(MaximalDescription);
    if (!entry.ok())
        return;
    if (const Value inputs = entry.value("inputs"); !inputs.isNull()) {
        const Location inner = at / "inputs";
        Entry list(report, inner, inputs);
        list.whole().hash();
        for (const Value::Member &member : inputs.members())
            inputEntry(member.value, inner / member.key, report);
    }
    if (const Value component = entry.value("component"); !component.isNull()) {
        const Location inner = at / "component";
        Entry list(report, inner, component);
        list.whole().arrayOfStrings().allowedArrayValues(ComponentFields);
    }
}

/// Gives every declared input its value.
class InputCollector
{
public:
    InputCollector(const Value &declarations, const Value &given) : m_declarations(declarations), m_given(given) {}

    Value collect()
    {
        Value::Map inputs;
        for (const Value::Member &member : m_declarations.members()) {
            inputs.push_back(member);
            inputs.back().value = valueOf(member);
        }
        std::string unknown;
        for (const Value::Member &member : m_given.members()) {
            if (!m_declarations.find(member.key))
                unknown += (unknown.empty() ? "" : ", ") + member.key;
        }
        if (!unknown.empty())
            m_errors.push_back({"unknown input arguments: " + unknown, m_given.origin()});
        return Value::map(std::move(inputs));
    }

    struct InputError {
        std::string message;
        Origin origin;
    };
    const std::vector<InputError> &errors() const { return m_errors; }

private:
    Value valueOf(const Value::Member &member)
    {
        Value declaration = member.value.isNull() ? Value::map({}, member.keyOrigin) : member.value;
        const auto complain = [this, &member](const std::string &text) {
            m_errors.push_back({"`" + member.key + "` input: " + text, member.keyOrigin});
        };
        const Value *type = declaration.find("type");
        if (type && type->isNull()) {
            m_errors.push_back(
                {"unknown input specification for `" + member.key + "` (valid types: array, boolean, number, string)",
                 member.keyOrigin});
            return {};
        }
        const std::string kind = type ? type->toString() : "string";
        if (const Value *rules = declaration.find("rules"); rules && !rules->isNull()) {
            const std::size_t before = m_errors.size();
            declaration = byRules(*rules, declaration, complain);
            if (m_errors.size() > before)
                return {};
        }
        if (declaration.find("options") && kind != "string" && kind != "number")
            complain("Options can only be used with string and number inputs");
        else if (declaration.find("regex") && kind != "string")
            complain("RegEx validation can only be used with string inputs");
        else
            return checked(member, declaration, complain);
        return {};
    }

    template<typename Complain>
    Value checked(const Value::Member &member, const Value &declaration, const Complain &complain)
    {
        const Value *given = m_given.find(member.key);
        const Value *fallback = declaration.find("default");
        const bool ruled = member.value.find("rules") != nullptr;
        if (!given && !fallback && !ruled) {
            complain("required value has not been provided");
            return {};
        }
        std::vector<std::string> problems;
        Value value;
        if (fallback && !fallback->isNull())
            value = inputValue(declaration, *fallback, "default value", problems);
        if (given && problems.empty())
            value = inputValue(declaration, *given, "provided value", problems);
        for (const std::string &problem : problems)
            complain(problem);
        return problems.empty() ? value : Value();
    }

    /// The first rule that applies gives options and default.
    template<typename Complain>
    Value byRules(const Value &rules, const Value &declaration, const Complain &complain)
    {
        for (const Value &rule : rules.items()) {
            const Value *options = rule.find("options");
            const Value *fallback = rule.find("default");
            if (!options || options->isBlank() || !fallback) {
                complain("rule must define 'options' with at least one value and a 'default'");
                return declaration;
            }
            if (std::ranges::find(options->items(), *fallback) == options->items().end()) {
                complain("default '" + fallback->text() + "' must be one of the options");
                return declaration;
            }
        }
        for (const Value &rule : rules.items()) {
            const Value *condition = rule.find("if");
            if (condition && !condition->isNull() && !holds(condition->toString()))
                continue;
            Value::Map members = declaration.members();
            members.push_back({"options", {}, *rule.find("options")});
            members.push_back({"default", {}, *rule.find("default")});
            return Value::map(std::move(members), declaration.origin());
        }
        return declaration;
    }

    bool holds(const std::string &condition)
    {
        std::vector<std::string> texts; // keeps the values alive while the expression runs
        texts.reserve(100);
        return Expression(condition, true).evaluate({}, [&](std::string_view name) -> const std::string * {
            const Value *given = m_given.find(name);
            const Value *declaration = m_declarations.find(name);
            const Value *value = given ? given : declaration ? declaration->find("default") : nullptr;
            if (!value || value->isNull())
                return nullptr;
            texts.push_back(value->text());
            return &texts.back();
        });
    }

    const Value &m_declarations;
    const Value &m_given;
    std::vector<InputError> m_errors;
};

} // namespace

bool checkHeader(const Value &header, Report &report)
{
    Report found;
    const Location at{nullptr, "header"};
    Entry entry(found, at, header);
    entry.allowedKeys(HeaderKeys);
    if (const Value spec = entry.value("spec"); entry.ok() && !spec.isNull())
        specEntry(spec, at / "spec", found);
    if (found.errors.empty())
        return true;
    std::string all;
    for (const Problem &problem : found.errors)
        all += (all.empty() ? "" : ", ") + problem.message;
    report.errors.push_back({"inputs", std::move(all), found.errors.front().origin});
    return false;
}

std::optional<Value> interpolateBody(const Value &header, const Value &body, const Value &inputs,
                                     const Value &component, const std::vector<Variable> &variables, Report &report)
{
    const auto fail = [&report](std::string message, Origin origin) {
        report.errors.push_back({"inputs", std::move(message), origin});
        return std::nullopt;
    };
    if (!inputs.isMap() && !inputs.isNull())
        return fail("Given inputs must be a hash", inputs.origin());
    const Value *spec = header.find("spec");
    const Value *declared = spec->find("inputs");
    const Value declarations = declared ? *declared : Value();
    InputCollector collector(declarations, inputs);
    const Value values = collector.collect();
    if (!collector.errors().empty()) {
        std::string shown;
        for (std::size_t i = 0; i < std::min(collector.errors().size(), ShownErrors); ++i)
            shown += (i == 0 ? "" : ", ") + collector.errors()[i].message;
        return fail(std::move(shown), collector.errors().front().origin);
    }
    Value::Map listed;
    if (const Value *fields = spec->find("component")) {
        for (const Value &field : fields->items()) {
            if (const Value *known = component.find(field.toString()))
                listed.push_back({field.toString(), {}, *known});
        }
    }
    const Value context = Value::map(std::move(listed));
    Interpolator interpolator(Value::map({{"inputs", {}, values}, {"component", {}, context}}), variables);
    Value result = interpolator.apply(body);
    if (!interpolator.error().empty())
        return fail(interpolator.error(), interpolator.errorOrigin());
    return result;
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/header.h"

#include "core/expand/entries.h"
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
constexpr std::array<std::string_view, 4> ComponentFields = {"name", "sha", "version", "reference"};
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
        if (item.isNull())
            continue;
        Entry rule(report, inner, item);
        rule.whole().present().hash();
        rule.allowedKeys(RuleKeys);
        const Value condition = rule.value("if");
        if (!condition.isNull()) {
            const bool valid = condition.isString() && Expression(condition.toString(), true).isValid();
            rule.field("if").require(valid, "invalid expression syntax");
        }
        rule.optional("options").array();
    }
}

void inputEntry(const Value::Member &member, const Location &at, Report &report)
{
    const Value &config = member.value;
    if (config.isNull())
        return;
    Entry entry(report, at, config);
    checkInput(entry, member);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(InputKeys);
    entry.notTogether({"rules", "options"});
    entry.notTogether({"rules", "default"});
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
            inputEntry(member, inner / member.key, report);
    }
    if (const Value include = entry.value("include"); !include.isNull())
        includesEntry(include, at / "include", report, IncludesScope::Header);
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
        std::string unknown;
        for (const Value::Member &member : m_given.members()) {
            if (!m_declarations.find(member.key))
                unknown += (unknown.empty() ? "" : ", ") + member.key;
        }
        if (!unknown.empty())
            m_errors.push_back({"unknown input arguments: " + unknown, m_given.origin()});
        Value::Map inputs;
        for (const Value::Member &member : m_declarations.members()) {
            const Value *type = member.value.find("type");
            if (type && type->isNull()) {
                m_errors.push_back({"unknown input specification for `" + member.key
                                        + "` (valid types: array, boolean, number, string)",
                                    member.keyOrigin});
            }
        }
        for (const Value::Member &member : m_declarations.members()) {
            Value value = valueOf(member);
            m_resolved.push_back({member.key, member.keyOrigin, value});
            inputs.push_back(member);
            inputs.back().value = std::move(value);
        }
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
        if (const Value *type = declaration.find("type"); type && type->isNull())
            return {};
        if (const Value *rules = declaration.find("rules"); rules && !rules->isNull()) {
            const std::size_t before = m_errors.size();
            declaration = byRules(*rules, declaration, complain);
            if (m_errors.size() > before)
                return {};
        }
        return checked(member, declaration, complain);
    }

    template<typename Complain>
    Value checked(const Value::Member &member, const Value &declaration, const Complain &complain)
    {
        const Value *given = m_given.find(member.key);
        const Value *fallback = declaration.find("default");
        const bool ruled = member.value.find("rules") != nullptr;
        if ((!given || given->isNull()) && !fallback && !ruled) {
            complain("required value has not been provided");
            return {};
        }
        std::vector<std::string> problems;
        Value value;
        if (fallback && !fallback->isNull())
            value = inputValue(declaration, *fallback, "default value", problems);
        if (given && !given->isNull())
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
            // What is given, or what the inputs declared before this one have come to.
            const Value *value = m_given.find(name);
            if (!value) {
                const auto before = std::ranges::find(m_resolved, name, &Value::Member::key);
                value = before == m_resolved.end() ? nullptr : &before->value;
            }
            if (!value || value->isNull())
                return nullptr;
            texts.push_back(value->text());
            return &texts.back();
        });
    }

    const Value &m_declarations;
    const Value &m_given;
    Value::Map m_resolved; ///< the inputs that have their value
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

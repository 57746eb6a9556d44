// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/missing_content.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 10> Forgivable
    = {"reference",        "job-without-script",     "no-visible-job",   "script-missing", "value-missing",
       "stage-missing",    "dependency-undefined",   "need-undefined",   "on-stop",        "need-later-stage"};
constexpr std::array<std::string_view, 10> NoJobs = {"include", "before_script", "image", "services", "after_script",
                                                     "variables", "stages",      "cache", "default",  "workflow"};

const Value *targetOf(const Value &root, const Value &path)
{
    const Value *target = &root;
    for (const Value &part : path.items()) {
        target = part.isString() ? target->find(part.toString()) : nullptr;
        if (!target)
            break;
    }
    return target;
}

class ReferenceFilter
{
public:
    ReferenceFilter(const Value &root, Report &report) : m_root(root), m_report(report) {}

    /// The value without tags that lead nowhere; nothing when it is one.
    std::optional<Value> filtered(const Value &value)
    {
        if (!value.containsReference())
            return value;
        if (value.isReference())
            return isKnown(value) ? std::optional(value) : std::nullopt;
        if (value.isList()) {
            Value::List items;
            for (const Value &item : value.items()) {
                if (std::optional<Value> kept = filtered(item))
                    items.push_back(std::move(*kept));
            }
            return Value::list(std::move(items), value.origin());
        }
        Value::Map members;
        for (const Value::Member &member : value.members()) {
            if (std::optional<Value> kept = filtered(member.value)) {
                members.push_back(member);
                members.back().value = std::move(*kept);
            }
        }
        return Value::map(std::move(members), value.origin());
    }

private:
    bool isKnown(const Value &reference)
    {
        const Value path = reference.referenceArgument();
        const bool isPath = path.isList() && !path.items().empty()
                            && std::ranges::all_of(path.items(), [](const Value &part) { return part.isString(); });
        const Value *target = isPath ? targetOf(m_root, path) : nullptr;
        if (!isPath || (target && !target->isNull()))
            return true; // wrong in itself, or found
        m_report.notes.push_back(
            unresolved({"reference", reference.inspect() + " could not be found", reference.origin()}));
        return false;
    }

    const Value &m_root;
    Report &m_report;
};

} // namespace

bool mayBeInAnInclude(const Problem &problem)
{
    if (problem.id == "extends")
        return problem.message.contains("unknown keys in `extends`");
    return problem.id == "dependency-later-stage" || std::ranges::contains(Forgivable, problem.id);
}

Problem unresolved(const Problem &problem)
{
    return {"include-unresolved", problem.message + ". What is missing may be in an include that was not fetched.",
            problem.origin};
}

void forgiveMissingContent(Report &report)
{
    std::vector<Problem> errors;
    for (const Problem &problem : report.errors) {
        if (mayBeInAnInclude(problem))
            report.notes.push_back(unresolved(problem));
        else
            errors.push_back(problem);
    }
    report.errors = std::move(errors);
}

Value withoutUnknownReferences(const Value &config, Report &report)
{
    return ReferenceFilter(config, report).filtered(config).value_or(config);
}

Value withScriptsInPlace(const Value &config, Report &report, std::set<std::string> &names)
{
    Value::Map members = config.members();
    for (Value::Member &member : members) {
        const bool isJob = member.hasTextKey() && member.value.isMap() && !member.key.starts_with('.')
                           && !std::ranges::contains(NoJobs, member.key);
        const auto says = [&member](std::string_view key) { return member.value.find(key) != nullptr; };
        if (!isJob || says("script") || says("run") || says("trigger"))
            continue;
        Value::Map job = member.value.members();
        job.push_back({"script", {}, Value::strings({":"})});
        member.value = Value::map(std::move(job), member.value.origin());
        names.insert(member.key);
        report.notes.push_back(unresolved(
            {"job-without-script",
             "jobs " + member.key + " config should implement the script:, run:, or trigger: keyword",
             member.keyOrigin}));
    }
    return names.empty() ? config : Value::map(std::move(members), config.origin());
}

Value withoutScript(const Value &job)
{
    Value::Map members = job.members();
    std::erase_if(members, [](const Value::Member &member) { return member.key == "script"; });
    return Value::map(std::move(members), job.origin());
}

} // namespace stagecraft::expand

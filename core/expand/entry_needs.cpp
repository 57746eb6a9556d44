// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalCrossNeeds = 5;
constexpr std::array<std::string_view, 4> JobNeedKeys = {"job", "artifacts", "optional", "parallel"};
constexpr std::array<std::string_view, 3> CrossNeedKeys = {"pipeline", "job", "artifacts"};

struct Needs {
    Value::List jobs;
    Value::List cross;
    bool hasNumber = false; ///< a parallel: <number> among them
};

Value flagOr(const Value &config, std::string_view key, bool fallback)
{
    const Value *given = config.find(key);
    return given && !given->isNull() ? *given : Value::boolean(fallback);
}

void jobNeed(const Value &config, const Location &at, Report &report, Needs &needs)
{
    Entry entry(report, at, config);
    entry.allowedKeys(JobNeedKeys);
    entry.field("job").string().present();
    entry.optional("artifacts").boolean();
    entry.optional("optional").boolean();
    if (!entry.ok())
        return;
    Value::Map need = {{"name", {}, entry.value("job")},
                       {"artifacts", {}, flagOr(config, "artifacts", true)},
                       {"optional", {}, flagOr(config, "optional", false)}};
    if (const Value given = entry.value("parallel"); !given.isNull()) {
        const bool number = given.isInteger() || given.kind() == ValueKind::Float;
        needs.hasNumber = needs.hasNumber || number;
        if (!number)
            need.push_back({"parallel", {}, parallelEntry(given, at / "parallel", report, false)});
    }
    needs.jobs.push_back(Value::map(std::move(need), config.origin()));
}

void crossNeed(const Value &config, const Location &at, Report &report, Needs &needs)
{
    Entry entry(report, at, config);
    entry.allowedKeys(CrossNeedKeys);
    entry.field("pipeline").string().present();
    entry.field("job").string().present();
    entry.optional("artifacts").boolean();
    needs.cross.push_back(Value::map({{"pipeline", {}, entry.value("pipeline")},
                                      {"job", {}, entry.value("job")},
                                      {"artifacts", {}, flagOr(config, "artifacts", true)}},
                                     config.origin()));
}

void needEntry(const Value &config, const Location &at, Report &report, Needs &needs)
{
    if (config.isString()) {
        Entry entry(report, at, config);
        entry.whole().present();
        needs.jobs.push_back(Value::map({{"name", {}, config},
                                         {"artifacts", {}, Value::boolean(true)},
                                         {"optional", {}, Value::boolean(false)}},
                                        config.origin()));
        return;
    }
    const bool foreign = config.find("project") || config.find("ref");
    if (config.find("job") && !config.find("pipeline") && !foreign)
        jobNeed(config, at, report, needs);
    else if (config.find("pipeline") && config.find("job") && !foreign)
        crossNeed(config, at, report, needs);
    else
        Entry(report, at, config).error({}, "has an unsupported type");
}

} // namespace

Value needsEntry(const Value &config, const Location &at, Report &report, NeedsScope scope)
{
    Entry entry(report, at, config);
    if (!config.isMap() && !config.isList())
        entry.error("config", "can only be a hash or an array");
    else if (config.isMap() && config.members().empty())
        entry.error("config", "can not be an empty hash");
    if (!entry.ok())
        return {};
    Needs needs;
    const Location inner = at / "need";
    for (const Value &item : flattened(config)) {
        if (!item.isNull())
            needEntry(item, inner, report, needs);
    }
    if (scope != NeedsScope::Job && !needs.cross.empty())
        entry.error("config", "uses invalid types: cross_dependency");
    if (needs.cross.size() > MaximalCrossNeeds)
        entry.error("config", "must be less than or equal to 5");
    if (needs.hasNumber)
        entry.error("config", "cannot use \"parallel: <number>\".");
    Value::Map result;
    if (!needs.jobs.empty())
        result.push_back({"job", {}, Value::list(std::move(needs.jobs))});
    if (!needs.cross.empty())
        result.push_back({"cross_dependency", {}, Value::list(std::move(needs.cross))});
    return Value::map(std::move(result), config.origin());
}

} // namespace stagecraft::expand

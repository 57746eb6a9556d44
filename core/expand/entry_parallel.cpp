// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::int64_t MaximalJobs = 200;

bool isMatrixScalar(const Value &value)
{
    return isTextValue(value) || value.isInteger();
}

Value matrixRow(const Value &config, const Location &at, Report &report, std::int64_t &jobs)
{
    Entry entry(report, at, config);
    const bool good = std::ranges::all_of(config.members(), [](const Value::Member &member) {
        return (member.hasTextKey() || member.keyKind == ValueKind::Integer)
               && (isMatrixScalar(member.value)
                   || (member.value.isList() && std::ranges::all_of(member.value.items(), isMatrixScalar)));
    });
    entry.whole().require(good, "should be a hash of key value pairs, value can be an array");
    entry.whole().require(!config.members().empty(), "requires at least 1 items");
    std::int64_t product = 1;
    Value::Map row;
    for (const Value::Member &member : config.members()) {
        Value::List values;
        for (const Value &value : itemsOf(member.value))
            values.push_back(Value::string(value.text(), value.origin()));
        product = std::min(MaximalJobs + 1, product * static_cast<std::int64_t>(values.size()));
        row.push_back({member.key, member.keyOrigin, Value::list(std::move(values))});
    }
    jobs = std::min(MaximalJobs + 1, jobs + product);
    return Value::map(std::move(row), config.origin());
}

Value matrixEntry(const Value &config, const Location &at, Report &report, std::int64_t &jobs)
{
    Entry entry(report, at, config);
    entry.whole().arrayOfHashes();
    if (!entry.ok())
        return {};
    Value::List rows;
    for (const Value &row : config.items())
        rows.push_back(matrixRow(row, at / "variables", report, jobs));
    if (jobs > MaximalJobs)
        entry.error("config", "generates too many jobs (maximum is 200)");
    return Value::list(std::move(rows), config.origin());
}

} // namespace

Value parallelEntry(const Value &config, const Location &at, Report &report, bool matrixOnly)
{
    static constexpr std::array<std::string_view, 1> Keys = {"matrix"};
    Entry entry(report, at, config);
    if (config.isInteger() || config.kind() == ValueKind::Float) {
        entry.whole().numeric(1, MaximalJobs);
        if (matrixOnly)
            entry.error("config", "cannot use \"parallel: <number>\".");
        return Value::map({{"number", {}, config}, {"total", {}, config}}, config.origin());
    }
    if (!config.isMap()) {
        entry.error({}, "should be an integer or a hash");
        return {};
    }
    entry.allowedKeys(Keys);
    entry.requiredKeys({"matrix"});
    if (!entry.ok())
        return {};
    const Value given = entry.value("matrix");
    std::int64_t jobs = 0;
    Value matrix = given.isNull() ? Value::list({}) : matrixEntry(given, at / "matrix", report, jobs);
    return Value::map({{"matrix", {}, std::move(matrix)}, {"total", {}, Value::integer(jobs)}}, config.origin());
}

} // namespace stagecraft::expand

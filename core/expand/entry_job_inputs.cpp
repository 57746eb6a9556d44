// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/inputs.h"

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 5> InputKeys = {"default", "description", "options", "regex", "type"};

} // namespace

Value jobInputsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    if (!entry.ok())
        return {};
    Value::Map inputs;
    for (const Value::Member &member : config.members()) {
        const Location inner = at / member.key;
        const Value declaration = member.value.isNull() ? Value::map({}, member.keyOrigin) : member.value;
        Entry input(report, inner, declaration);
        checkInput(input, member);
        input.whole().hash();
        if (!declaration.isMap())
            continue;
        input.allowedKeys(InputKeys);
        if (input.value("default").isNull())
            input.error({}, "must have a default value");
        if (!input.ok())
            continue;
        Value::Map typed = declaration.members();
        if (input.value("type").isNull())
            typed.push_back({"type", {}, Value::string("string")});
        inputs.push_back({member.key, member.keyOrigin, Value::map(std::move(typed), declaration.origin())});
        std::vector<std::string> errors;
        inputValue(declaration, input.value("default"), "default value", errors);
        for (const std::string &error : errors) {
            // This one names the job, not the input's place.
            report.errors.push_back({"input", lowerCase(at.parent->text() + " inputs `" + member.key + "`: " + error),
                                     declaration.origin()});
        }
    }
    return Value::map(std::move(inputs), config.origin());
}

} // namespace stagecraft::expand

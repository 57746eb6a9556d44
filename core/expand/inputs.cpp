// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/inputs.h"

#include "core/expand/context_json.h"
#include "core/expand/patterns.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

/// Inputs that are not strings may be given as JSON in a string.
Value parsed(const Value &given)
{
    if (!given.isString())
        return given;
    const QByteArray wrapped = "[" + QByteArray::fromStdString(given.toString()) + "]";
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(wrapped, &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return given;
    const QJsonValue value = document.array().first();
    const bool decimal = value.isDouble() && given.toString().find_first_of(".eE") != std::string::npos;
    return decimal ? Value::number(value.toDouble(), given.origin()) : valueFromJson(value).withOrigin(given.origin());
}

bool isNumber(const Value &value)
{
    return value.isInteger() || value.kind() == ValueKind::Float;
}

/// For Ruby 1 is 1.0.
bool isSameNumber(const Value &one, const Value &other)
{
    return one == other || (isNumber(one) && isNumber(other) && one.toNumber() == other.toNumber());
}

} // namespace

void checkInput(Entry &entry, const Value::Member &member)
{
    static constexpr std::array<std::string_view, 4> Types = {"string", "number", "boolean", "array"};
    static constexpr std::size_t MaximalOptions = 50;
    const auto field = [&entry](std::string_view key) {
        const Value value = entry.value(key);
        return Field(entry, "input " + std::string(key), value, value.isNull());
    };
    if (!member.hasTextKey() && member.keyKind != ValueKind::Integer)
        entry.error("key", "must be an alphanumeric string", member.keyOrigin);
    field("description").alphanumeric();
    field("regex").string();
    field("type").allowedValue(Types);
    field("options").array();
    const Value options = entry.value("options");
    if (std::ranges::any_of(options.items(), [](const Value &option) { return option.isNull(); }))
        entry.error("config", "options array cannot contain null values", options.origin());
    if (rubyLength(options) > MaximalOptions)
        entry.error("config", "cannot define more than 50 options", options.origin());
}

Value inputValue(const Value &declaration, const Value &given, std::string_view kind, std::vector<std::string> &errors)
{
    const Value *typeValue = declaration.find("type");
    const std::string type = typeValue && typeValue->isString() ? typeValue->toString() : "string";
    const std::size_t before = errors.size();
    const auto complain = [&errors](std::string text) { errors.push_back(std::move(text)); };
    const Value value = type == "string" ? Value::string(given.text(), given.origin()) : parsed(given);
    const auto require = [&](bool condition, std::string_view expected) {
        if (!condition)
            complain(std::string(kind) + " is not " + std::string(expected));
    };
    if (type == "number")
        require(isNumber(value), "a number");
    else if (type == "boolean")
        require(value.isBool(), "a boolean");
    else if (type == "array")
        require(value.isList(), "an array");

    const Value *options = declaration.find("options");
    if (options && !options->isNull() && (type == "string" || (type == "number" && !value.isNull()))) {
        const bool listed = std::ranges::any_of(options->items(), [&](const Value &option) {
            return type == "string" ? option.text() == value.text() : isSameNumber(option, value);
        });
        if (!listed) {
            complain("`" + value.text() + "` cannot be used because it is not in the list of "
                     + (type == "number" ? "the allowed options" : "allowed options"));
        }
    } else if (options && !options->isNull() && type != "number") {
        complain("Options can only be used with string and number inputs");
    }
    const Value *regex = declaration.find("regex");
    if (regex && type != "string") {
        complain("RegEx validation can only be used with string inputs");
    } else if (regex && regex->isString()) {
        const Pattern pattern = compileBarePattern(regex->toString());
        if (!pattern)
            complain("invalid regular expression");
        else if (!matches(pattern, value.toString()))
            complain(std::string(kind) + " does not match required RegEx pattern");
    }
    return errors.size() > before ? Value() : value;
}

} // namespace stagecraft::expand

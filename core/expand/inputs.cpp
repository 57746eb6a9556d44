// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/inputs.h"

#include "core/expand/context_json.h"
#include "core/expand/patterns.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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
    const bool decimal = value.isDouble() && given.toString().find('.') != std::string::npos;
    return decimal ? Value::number(value.toDouble(), given.origin()) : valueFromJson(value).withOrigin(given.origin());
}

bool isNumber(const Value &value)
{
    return value.isInteger() || value.kind() == ValueKind::Float;
}

} // namespace

Value inputValue(const Value &declaration, const Value &given, std::string_view kind, std::vector<std::string> &errors)
{
    const Value *typeValue = declaration.find("type");
    const std::string type = typeValue && typeValue->isString() ? typeValue->toString() : "string";
    const std::size_t before = errors.size();
    Value value = type == "string" ? Value::string(given.text(), given.origin()) : parsed(given);
    const auto require = [&](bool condition, std::string_view expected) {
        if (!condition)
            errors.push_back(std::string(kind) + " is not " + std::string(expected));
    };
    if (type == "number")
        require(isNumber(value), "a number");
    else if (type == "boolean")
        require(value.isBool(), "a boolean");
    else if (type == "array")
        require(value.isList(), "an array");

    if (errors.size() > before)
        return {};

    const Value *options = declaration.find("options");
    if (options && options->isList()) {
        const bool listed = std::ranges::any_of(options->items(), [&](const Value &option) {
            return type == "string" ? option.text() == value.text() : option == value;
        });
        if (!listed) {
            errors.push_back("`" + value.text() + "` cannot be used because it is not in the list of "
                             + (type == "number" ? "the allowed options" : "allowed options"));
        }
    }
    const Value *regex = declaration.find("regex");
    if (regex && regex->isString() && type == "string") {
        const Pattern pattern = compileBarePattern(regex->toString());
        if (!pattern)
            errors.emplace_back("invalid regular expression");
        else if (!matches(pattern, value.toString()))
            errors.push_back(std::string(kind) + " does not match required RegEx pattern");
    }
    return value;
}

} // namespace stagecraft::expand

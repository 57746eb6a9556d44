// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entry.h"

#include "core/expand/durations.h"
#include "core/expand/entries.h"
#include "core/expand/patterns.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace stagecraft::expand {

namespace {

constexpr int MaximalNesting = 10;

bool isArrayOfStrings(const Value &value)
{
    return value.isList() && std::ranges::all_of(value.items(), isTextValue);
}

bool isArrayOfIntegers(const Value &value)
{
    return value.isList() && std::ranges::all_of(value.items(), [](const Value &item) { return item.isInteger(); });
}

/// What Rails takes for an integer in a text: \A[+-]?\d+\z.
bool isIntegerText(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What Ruby's Float() reads, but no hexadecimal number.
bool isNumberText(std::string_view text)
{
    static const Pattern Number = compileBarePattern(
        "\\A\\s*[+-]?\\d+(_\\d+)*(\\.\\d+(_\\d+)*)?([eE][+-]?\\d+(_\\d+)*)?\\s*\\z");
    return matches(Number, text);
}

std::string problemId(std::string_view location, std::string_view attribute, std::string_view message)
{
    if (message.starts_with("contains unknown keys"))
        return location.empty() ? "unknown-global-keyword" : "unknown-keyword";
    if (message.contains("should implement the script"))
        return "job-without-script";
    if (message.starts_with("should contain at least one visible job"))
        return "no-visible-job";
    if (message.starts_with("these keys cannot be used together") || message.starts_with("key may not be used with")
        || message.starts_with("contains disallowed keys"))
        return "conflicting-keywords";
    if (message.starts_with("can't be blank"))
        return attribute == "script" ? "script-missing" : "value-missing";
    if (message.starts_with("invalid expression syntax"))
        return "invalid-expression";
    if (message.starts_with("should be one of") || message.starts_with("unknown value")
        || message.starts_with("contains unknown values") || message.starts_with("is not included"))
        return "unknown-value";
    if (message.starts_with("should be") || message.starts_with("must be") || message.starts_with("has to be"))
        return "wrong-type";
    return "invalid-configuration";
}

} // namespace

std::string Location::text() const
{
    if (!parent)
        return std::string(key);
    std::string result = parent->text();
    if (!result.empty() && !key.empty())
        result += ':';
    return result.append(key);
}

std::string humanized(std::string_view key)
{
    std::string word(key);
    std::ranges::replace(word, '_', ' ');
    return word;
}

std::string joined(std::span<const std::string_view> words, std::string_view separator)
{
    std::string result;
    for (const std::string_view word : words) {
        if (!result.empty())
            result += separator;
        result += word;
    }
    return result;
}

std::string lowerCase(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        std::string lower(text);
        for (char &c : lower) {
            if (c >= 'A' && c <= 'Z')
                c = static_cast<char>(c - 'A' + 'a');
        }
        return lower;
    }
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLower().toStdString();
}

std::size_t characterCount(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool isTextValue(const Value &value)
{
    return value.isString() || value.kind() == ValueKind::Symbol;
}

bool isNestedStrings(const Value &value, int depth)
{
    if (isTextValue(value))
        return true;
    return value.isList() && depth < MaximalNesting
           && std::ranges::all_of(
               value.items(), [depth](const Value &item) { return isNestedStrings(item, depth + 1); });
}

std::size_t rubyLength(const Value &value)
{
    if (value.isList())
        return value.items().size();
    return value.isMap() ? value.members().size() : characterCount(value.text());
}

Value Entry::value(std::string_view key) const
{
    const Value *found = find(key);
    return found ? *found : Value();
}

void Entry::error(std::string_view attribute, std::string_view message, Origin origin)
{
    m_failed = true;
    const std::string location = m_location.text();
    std::string text = location;
    for (const std::string_view part : {attribute, message}) {
        if (!text.empty() && !part.empty())
            text += ' ';
        text += part;
    }
    m_report.errors.insert(m_report.errors.begin() + static_cast<std::ptrdiff_t>(m_end),
                           Problem{problemId(location, attribute, message), lowerCase(text), origin});
    ++m_end;
}

Field Entry::whole()
{
    return Field(*this, "config", m_config, false);
}

Field Entry::field(std::string_view key)
{
    return Field(*this, humanized(key), value(key), false);
}

Field Entry::optional(std::string_view key)
{
    const Value *found = find(key);
    return found && !found->isNull() ? Field(*this, humanized(key), *found, false) : Field(*this, {}, {}, true);
}

Field Entry::whenPresent(std::string_view key)
{
    const Value *found = find(key);
    return found && !found->isBlank() ? Field(*this, humanized(key), *found, false) : Field(*this, {}, {}, true);
}

void Entry::allowedKeys(std::span<const std::string_view> keys, std::string_view text)
{
    std::string unknown;
    Origin origin;
    for (const Value::Member &member : m_config.members()) {
        if (member.hasTextKey() && std::ranges::find(keys, member.key) != keys.end())
            continue;
        if (unknown.empty())
            origin = member.keyOrigin;
        else
            unknown += ", ";
        unknown += member.key;
    }
    if (origin != Origin() || !unknown.empty())
        error("config", std::string(text) + unknown, origin);
}

void Entry::requiredKeys(std::initializer_list<std::string_view> keys)
{
    std::vector<std::string_view> missing;
    std::ranges::copy_if(keys, std::back_inserter(missing), [this](std::string_view key) { return !has(key); });
    if (!missing.empty())
        error("config", "missing required keys: " + joined(missing));
}

void Entry::notTogether(std::initializer_list<std::string_view> keys)
{
    std::vector<std::string_view> used; // in the order written
    Origin origin;
    for (const Value::Member &member : m_config.members()) {
        if (member.hasTextKey() && std::ranges::find(keys, member.key) != keys.end()) {
            used.push_back(member.key);
            origin = member.keyOrigin;
        }
    }
    if (used.size() > 1)
        error("config", "these keys cannot be used together: " + joined(used), origin);
}

void Entry::disallowedKeys(std::initializer_list<std::string_view> keys, std::string_view text, bool ignoreNull)
{
    std::vector<std::string_view> used;
    Origin origin;
    for (const Value::Member &member : m_config.members()) {
        if (!member.hasTextKey() || std::ranges::find(keys, member.key) == keys.end()
            || (ignoreNull && member.value.isNull()))
            continue;
        if (used.empty())
            origin = member.keyOrigin;
        used.push_back(member.key);
    }
    if (!used.empty())
        error("config", std::string(text) + ": " + joined(used), origin);
}

Field &Field::require(bool condition, std::string_view message)
{
    if (!m_skip && !condition) {
        const Origin own = m_value.origin();
        m_entry.error(m_word, message, own == Origin() ? m_entry.config().origin() : own);
    }
    return *this;
}

Field &Field::hash()
{
    return require(m_value.isMap(), "should be a hash");
}

Field &Field::string()
{
    return require(m_value.isString(), "should be a string");
}

Field &Field::array()
{
    return require(m_value.isList(), "should be an array");
}

Field &Field::boolean()
{
    return require(m_value.isBool(), "should be a boolean value");
}

Field &Field::present()
{
    return require(!m_value.isBlank(), "can't be blank");
}

Field &Field::arrayOfStrings()
{
    return require(isArrayOfStrings(m_value), "should be an array of strings");
}

Field &Field::arrayOfStringsOrString()
{
    return require(isTextValue(m_value) || isArrayOfStrings(m_value), "should be an array of strings or a string");
}

Field &Field::arrayOfHashes()
{
    return require(m_value.isList()
                       && std::ranges::all_of(m_value.items(), [](const Value &item) { return item.isMap(); }),
                   "should be an array of hashes");
}

Field &Field::integersOrInteger()
{
    return require(m_value.isInteger() || isArrayOfIntegers(m_value), "should be an array of integers or an integer");
}

Field &Field::hashOrString()
{
    return require(m_value.isMap() || m_value.isString(), "should be a hash or a string");
}

Field &Field::hashOrBoolean()
{
    return require(m_value.isMap() || m_value.isBool(), "should be a hash or a boolean value");
}

Field &Field::hashOrInteger()
{
    return require(m_value.isMap() || m_value.isInteger(), "should be a hash or an integer");
}

Field &Field::nestedStrings(std::string_view message)
{
    return require(isNestedStrings(m_value, 0), message);
}

Field &Field::scalar()
{
    const bool scalar = m_value.isString() || m_value.isBool() || m_value.isInteger()
                        || m_value.kind() == ValueKind::Float || m_value.kind() == ValueKind::Symbol;
    return require(scalar, "must be a scalar");
}

Field &Field::alphanumeric()
{
    return require(m_value.isString() || m_value.isInteger() || m_value.kind() == ValueKind::Symbol,
                   "must be an alphanumeric string");
}

Field &Field::oneOf(std::span<const std::string_view> values, std::string_view message)
{
    const auto allowed = [&values](const Value &value) {
        return value.isString() && std::ranges::find(values, value.toString()) != values.end();
    };
    return require(m_value.isList() ? std::ranges::all_of(m_value.items(), allowed) : allowed(m_value), message);
}

Field &Field::allowedValue(std::span<const std::string_view> values)
{
    // Ruby's to_s: a symbol is as good as its text.
    const bool known = !m_value.isList() && !m_value.isMap()
                       && std::ranges::find(values, m_value.text()) != values.end();
    return require(known, "unknown value: " + m_value.text());
}

Field &Field::allowedArrayValues(std::span<const std::string_view> values)
{
    std::string unknown;
    bool found = false;
    for (const Value &item : m_value.items()) {
        if (item.isString() && std::ranges::find(values, item.toString()) != values.end())
            continue;
        for (const Value &part : flattened(item)) { // Ruby joins lists in lists, too
            unknown += (found ? ", " : "") + part.text();
            found = true;
        }
    }
    return require(!found, "contains unknown values: " + unknown);
}

Field &Field::maxLength(std::size_t length)
{
    return require(rubyLength(m_value) <= length, "is too long (maximum is " + std::to_string(length) + " characters)");
}

Field &Field::duration(std::optional<std::int64_t> limitSeconds)
{
    if (m_skip)
        return *this;
    return duration(m_value.isString() ? parseDuration(m_value.toString()) : std::nullopt, limitSeconds);
}

Field &Field::duration(std::optional<double> seconds, std::optional<std::int64_t> limitSeconds)
{
    require(seconds.has_value(), "should be a duration");
    if (limitSeconds)
        require(seconds && *seconds <= static_cast<double>(*limitSeconds), "should not exceed the limit");
    return *this;
}

Field &Field::numeric(std::int64_t minimum, std::int64_t maximum)
{
    if (m_skip)
        return *this;
    const bool digits = m_value.isString() && isIntegerText(m_value.toString());
    const bool number = m_value.isInteger() || m_value.kind() == ValueKind::Float || digits
                        || (m_value.isString() && isNumberText(m_value.toString()));
    if (!number)
        return require(false, "is not a number");
    if (!m_value.isInteger() && !digits)
        return require(false, "must be an integer");
    const std::int64_t value = digits ? std::strtoll(m_value.toString().c_str(), nullptr, 10) : m_value.toInteger();
    require(value >= minimum, "must be greater than or equal to " + std::to_string(minimum));
    return require(value <= maximum, "must be less than or equal to " + std::to_string(maximum));
}

Field &Field::re2()
{
    return require(m_value.isString() && isPatternText(m_value.toString()),
                   "must be a regular expression with re2 syntax");
}

} // namespace stagecraft::expand

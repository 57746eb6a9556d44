// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/scalar_resolver.h"

#include "core/yaml/number_patterns.h"
#include "core/yaml/referee.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace stagecraft::yaml {

namespace {

/// Longer numbers are strings to us: nobody writes them, and converting takes quadratic time.
constexpr std::size_t maxNumberLength = 1024;

ScalarValue nullValue()
{
    return {};
}

ScalarValue boolValue(bool value)
{
    ScalarValue result;
    result.type = ScalarType::Bool;
    result.boolean = value;
    result.text = value ? "true" : "false";
    return result;
}

ScalarValue textValue(ScalarType type, std::string_view text)
{
    ScalarValue result;
    result.type = type;
    result.text = text;
    return result;
}

ScalarValue floatValue(double number)
{
    ScalarValue result;
    result.type = ScalarType::Float;
    result.number = number;
    result.text = rubyFloatText(number);
    return result;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase)
{
    return std::ranges::equal(text, lowerCase, {}, lower);
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) { return equalsIgnoringCase(text, word); });
}

std::string without(std::string_view text, std::string_view characters)
{
    std::string kept;
    for (const char c : text) {
        if (!characters.contains(c))
            kept += c;
    }
    return kept;
}

/// Decimal digits of a number that is written in another base.
std::string decimalDigits(std::string_view digits, int base)
{
    std::string decimal = "0"; // lowest digit first
    for (const char c : digits) {
        int carry = c <= '9' ? c - '0' : lower(c) - 'a' + 10;
        for (char &place : decimal) {
            const int value = (place - '0') * base + carry;
            place = static_cast<char>('0' + value % 10);
            carry = value / 10;
        }
        for (; carry > 0; carry /= 10)
            decimal += static_cast<char>('0' + carry % 10);
    }
    std::ranges::reverse(decimal);
    return decimal;
}

ScalarValue integerValue(std::string_view digits, bool negative)
{
    const std::size_t firstDigit = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    ScalarValue result;
    result.type = ScalarType::Integer;
    result.text = digits.substr(firstDigit);
    if (negative && result.text != "0")
        result.text.insert(0, 1, '-');
    const char *begin = result.text.data();
    const char *end = begin + result.text.size();
    if (std::from_chars(begin, end, result.integer).ec == std::errc::result_out_of_range) {
        result.integer = negative ? std::numeric_limits<std::int64_t>::min()
                                  : std::numeric_limits<std::int64_t>::max();
    }
    std::from_chars(begin, end, result.number);
    return result;
}

ScalarValue integerOf(std::string_view content, IntegerBase base)
{
    std::string digits = without(content, "+-_,");
    if (base == IntegerBase::Binary || base == IntegerBase::Hexadecimal)
        digits.erase(0, 2);
    if (base != IntegerBase::Decimal)
        digits = decimalDigits(digits, static_cast<int>(base));
    return integerValue(digits, content.front() == '-');
}

/// "12": what nearly all numbers look like.
bool isShortDecimal(std::string_view content)
{
    constexpr std::size_t Longest = 18;
    return content.size() <= Longest && content.front() >= '1'
           && std::ranges::all_of(content, [](char c) { return c >= '0' && c <= '9'; });
}

double doubleOf(std::string text)
{
    // from_chars knows no '+' and wants a digit before the exponent's letter or the dot.
    if (text.starts_with('+'))
        text.erase(0, 1);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Psych counts the parts from the front: "12:30" is twelve hours and thirty minutes, in seconds.
template<typename Visitor>
void forEachBase60Part(std::string_view content, Visitor visit)
{
    int weight = 3600;
    while (!content.empty()) {
        const std::size_t colon = std::min(content.find(':'), content.size());
        visit(content.substr(0, colon), weight);
        content.remove_prefix(std::min(colon + 1, content.size()));
        weight /= 60;
    }
}

ScalarValue base60Integer(std::string_view content)
{
    double sum = 0; // exact up to 2^53, far more seconds than anybody writes
    forEachBase60Part(content, [&](std::string_view part, int weight) {
        sum += doubleOf(without(part, "_")) * weight;
    });
    std::array<char, 32> digits = {};
    const auto magnitude = static_cast<std::uint64_t>(std::min(std::abs(sum), 9e18));
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude);
    return integerValue({digits.data(), static_cast<std::size_t>(written.ptr - digits.data())}, sum < 0);
}

ScalarValue base60Float(std::string_view content)
{
    double sum = 0;
    forEachBase60Part(content, [&](std::string_view part, int weight) {
        sum += doubleOf(without(part, "_")) * weight;
    });
    return floatValue(sum);
}

/// "yes", "~" and the like; nothing for every other word.
std::optional<ScalarValue> keyword(std::string_view word)
{
    constexpr std::size_t Longest = 5;
    if (word.size() > Longest)
        return std::nullopt;
    if (word == "~" || isOneOf(word, {"null"}))
        return nullValue();
    if (isOneOf(word, {"yes", "true", "on"}))
        return boolValue(true);
    if (isOneOf(word, {"no", "false", "off"}))
        return boolValue(false);
    return std::nullopt;
}

/// Psych's patterns look at each line, so that a short folded scalar such as "no⏎⏎on" is a boolean. Faithfully so.
ScalarValue resolveLines(std::string_view content)
{
    std::optional<ScalarValue> found;
    std::size_t begin = 0;
    while (begin <= content.size() && content.size() <= 5) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string_view line = content.substr(begin, end - begin);
        const bool ordinary = begin < content.size() && !std::string_view("ytonf~").contains(lower(content[begin]));
        if (ordinary)
            return textValue(ScalarType::String, content);
        const std::optional<ScalarValue> value = line == "~" ? std::nullopt : keyword(line);
        const auto rank = [](const ScalarValue &v) { return v.type == ScalarType::Null ? 2 : v.boolean ? 1 : 0; };
        if (value && (!found || rank(*value) > rank(*found)))
            found = value;
        begin = end + 1;
    }
    return found.value_or(textValue(ScalarType::String, content));
}

ScalarValue symbolOf(std::string_view content)
{
    std::string_view name = content.substr(1);
    if (!name.empty() && (name.front() == '"' || name.front() == '\'')) {
        const std::size_t close = name.rfind(name.front());
        if (close > 0) {
            name = name.substr(1, close - 1);
            if (name.starts_with(':'))
                name.remove_prefix(1);
        }
    }
    return textValue(ScalarType::Symbol, name);
}

ScalarValue resolveTagged(std::string_view tag, const std::string &content)
{
    constexpr std::string_view ruby = "!ruby/";
    if (tag == "!binary" || tag == "tag:yaml.org,2002:binary")
        return textValue(ScalarType::String, QByteArray::fromBase64(QByteArray::fromStdString(content)).toStdString());
    if (tag == "!str" || tag == "tag:yaml.org,2002:str" || tag == "!ruby/string")
        return textValue(ScalarType::String, content);
    if (tag.starts_with("!str:"))
        return textValue(ScalarType::Disallowed, tag.substr(5));
    if (tag == "!float" || tag == "tag:yaml.org,2002:float") {
        const ScalarValue value = resolvePlain(content);
        const bool isNumber = value.type == ScalarType::Integer || value.type == ScalarType::Float;
        return isNumber ? floatValue(value.number) : value;
    }
    if (tag.starts_with("!ruby/sym"))
        return textValue(ScalarType::Symbol, content);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> refused = {{
        {"!ruby/object:DateTime", "DateTime"},
        {"!ruby/object:Complex", "Complex"},
        {"!ruby/object:Rational", "Rational"},
        {"!ruby/regexp", "Regexp"},
        {"!ruby/range", "Range"},
    }};
    for (const auto &[name, type] : refused) {
        if (tag == name)
            return textValue(ScalarType::Disallowed, type);
    }
    if (tag == "!ruby/class" || tag == "!ruby/module")
        return textValue(ScalarType::Disallowed, content);
    if (tag.starts_with("!ruby/string:"))
        return textValue(ScalarType::Disallowed, tag.substr(ruby.size() + 7));
    return resolvePlain(content);
}

} // namespace

ScalarValue resolvePlain(std::string_view content)
{
    if (content.empty())
        return nullValue();
    if (content.contains('\n'))
        return resolveLines(content);
    if (const std::optional<ScalarValue> value = keyword(content))
        return *value;
    const char first = content.front();
    const bool mayBeNumber = (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.';
    if (first == ':' && content.size() > 1)
        return symbolOf(content);
    if (isShortDecimal(content))
        return integerOf(content, IntegerBase::Decimal);
    if (!mayBeNumber || content.size() > maxNumberLength)
        return textValue(ScalarType::String, content);
    if (looksLikeTime(content))
        return textValue(ScalarType::Disallowed, "Time");
    if (looksLikeDate(content))
        return textValue(ScalarType::Disallowed, "Date");
    if (isOneOf(content, {".inf", "+.inf"}))
        return floatValue(std::numeric_limits<double>::infinity());
    if (isOneOf(content, {"-.inf"}))
        return floatValue(-std::numeric_limits<double>::infinity());
    if (isOneOf(content, {".nan"}))
        return floatValue(std::numeric_limits<double>::quiet_NaN());
    if (looksLikeBase60Integer(content))
        return base60Integer(content);
    if (looksLikeBase60Float(content))
        return base60Float(content);
    if (looksLikeFloat(content))
        return floatValue(doubleOf(without(content, ",_")));
    if (const IntegerBase base = integerBaseOf(content); base != IntegerBase::None)
        return integerOf(content, base);
    return textValue(ScalarType::String, content);
}

ScalarValue resolveScalar(const SyntaxTree &tree, NodeId scalar)
{
    const Node &node = tree.node(scalar);
    if (node.style == ScalarStyle::Empty && node.tag.isEmpty())
        return nullValue();
    const bool plain = node.style == ScalarStyle::Plain || node.style == ScalarStyle::Empty;
    if (node.tag.isEmpty())
        return plain ? resolvePlain(node.scalar) : textValue(ScalarType::String, node.scalar);
    const QByteArrayView written = tree.buffer().slice(node.tag);
    const std::string tag = tagName({written.data(), static_cast<std::size_t>(written.size())});
    // "! text" is never typed.
    return tag == "!" ? textValue(ScalarType::String, node.scalar) : resolveTagged(tag, node.scalar);
}

std::string rubyFloatText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    std::array<char, 64> buffer = {};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                       std::chars_format::scientific);
    const std::string_view scientific(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t letter = scientific.find('e');
    std::string digits = without(scientific.substr(0, letter), ".");
    const int exponent = std::atoi(std::string(scientific.substr(letter + 1)).c_str());
    const auto count = static_cast<int>(digits.size());
    const auto padded = [&](int length) { digits.append(static_cast<std::size_t>(std::max(length - count, 0)), '0'); };
    std::string text = std::signbit(number) ? "-" : "";
    if (exponent >= 0 && exponent < 15) {
        padded(exponent + 2);
        text += digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
    } else if (exponent < 0 && exponent > -5) {
        text += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    } else {
        padded(2);
        text += digits.insert(1, ".") + (exponent < 0 ? "e-" : "e+");
        const std::string size = std::to_string(std::abs(exponent));
        text += size.size() < 2 ? "0" + size : size;
    }
    return text;
}

} // namespace stagecraft::yaml

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How Ruby writes values as text. GitLab's error texts and its conversions of numbers to variables show it.
#include "core/model/value.h"
#include "core/yaml/scalar_resolver.h"

#include <algorithm>

namespace stagecraft::model {

namespace {

bool isPlainSymbol(std::string_view name)
{
    const auto isStart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    if (name.empty() || !isStart(name.front()))
        return false;
    if (name.back() == '?' || name.back() == '!' || name.back() == '=')
        name.remove_suffix(1);
    return std::ranges::all_of(name, [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); });
}

std::string symbolText(std::string_view name)
{
    return ":" + (isPlainSymbol(name) ? std::string(name) : inspectString(name));
}

std::string keyText(const Value::Member &member, Value::KeyStyle style)
{
    if (member.keyKind == ValueKind::Null)
        return "nil";
    if (!member.hasTextKey())
        return member.key;
    return style == Value::KeyStyle::Symbols || member.keyKind == ValueKind::Symbol ? symbolText(member.key)
                                                                                    : inspectString(member.key);
}

} // namespace

std::string Value::inspect(KeyStyle keys) const
{
    switch (kind()) {
    case ValueKind::Null:
        return "nil";
    case ValueKind::String:
        return inspectString(toString());
    case ValueKind::Symbol:
        return symbolText(toString());
    case ValueKind::Reference:
        return "!reference " + referenceArgument().inspect(KeyStyle::Strings);
    case ValueKind::List: {
        std::string result = "[";
        for (const Value &item : items())
            result += (result.size() > 1 ? ", " : "") + item.inspect(keys);
        return result + "]";
    }
    case ValueKind::Map: {
        std::string result = "{";
        for (const Member &member : members())
            result += (result.size() > 1 ? ", " : "") + keyText(member, keys) + "=>" + member.value.inspect(keys);
        return result + "}";
    }
    default:
        return text();
    }
}

std::string inspectString(std::string_view text)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    std::string result = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '"': result += "\\\""; continue;
        case '\\': result += "\\\\"; continue;
        case '\n': result += "\\n"; continue;
        case '\t': result += "\\t"; continue;
        case '\r': result += "\\r"; continue;
        case '\f': result += "\\f"; continue;
        case '\v': result += "\\v"; continue;
        case '\a': result += "\\a"; continue;
        case '\b': result += "\\b"; continue;
        case '\x1b': result += "\\e"; continue;
        default: break;
        }
        const auto byte = static_cast<unsigned char>(c);
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (c == '#' && (next == '{' || next == '$' || next == '@')) {
            result += "\\#";
        } else if (byte < 0x20 || byte == 0x7f) {
            result += "\\x";
            result += Hex[byte >> 4U];
            result += Hex[byte & 15U];
        } else {
            result += c;
        }
    }
    return result + "\"";
}

std::string floatText(double value)
{
    return yaml::rubyFloatText(value);
}

bool isBlankText(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            continue;
        // The white space beyond ASCII that Ruby's [[:space:]] knows: NEL, NBSP, U+1680, U+2000-200A, 2028, 2029, 202F,
        // 205F and U+3000.
        const std::string_view two = text.substr(i, 2);
        const std::string_view three = text.substr(i, 3);
        if (two == "\xc2\x85" || two == "\xc2\xa0") {
            i += 1;
            continue;
        }
        if (three == "\xe1\x9a\x80" || three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9" || three == "\xe2\x80\xaf"
            || three == "\xe2\x81\x9f" || three == "\xe3\x80\x80"
            || (three.starts_with("\xe2\x80") && three.size() == 3 && static_cast<unsigned char>(three[2]) <= 0x8aU)) {
            i += 2;
            continue;
        }
        return false;
    }
    return true;
}

} // namespace stagecraft::model

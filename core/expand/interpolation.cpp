// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/interpolation.h"

#include "core/expand/text_expansion.h"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <algorithm>
#include <charconv>

namespace stagecraft::expand {

using model::Value;
using model::ValueKind;

namespace {

constexpr std::size_t MaximalBlockSize = 1024;
constexpr std::size_t MaximalFunctions = 3;
constexpr std::size_t MaximalBlocks = 10000;
constexpr std::size_t MaximalPathParts = 5;
constexpr std::size_t MaximalIndices = 5;

std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n\f\v")
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// Ruby's String#sub reads its replacement: \0 and \& are the match, \` and \' what stands around it.
std::string replacementText(std::string_view replacement, std::string_view before, std::string_view match,
                            std::string_view after)
{
    std::string result;
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != '\\' || i + 1 == replacement.size()) {
            result += replacement[i];
            continue;
        }
        const char c = replacement[++i];
        if (c == '0' || c == '&')
            result += match;
        else if (c == '`')
            result += before;
        else if (c == '\'')
            result += after;
        else if (c == '\\')
            result += '\\';
        else if (c < '1' || c > '9')
            result.append({'\\', c});
    }
    return result;
}

/// Ruby's shellescape.
std::string shellEscaped(std::string_view text)
{
    if (text.empty())
        return "''";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                           || std::string_view("_-.,:+/@").find(c) != std::string_view::npos;
        if (c == '\n')
            result += "'\n'";
        else if (plain || static_cast<unsigned char>(c) >= 0x80)
            result += c;
        else
            result.append({'\\', c});
    }
    return result;
}

/// `offset` and `length` count characters.
std::string truncatedText(std::string_view text, std::size_t offset, std::size_t length)
{
    std::string result;
    std::size_t index = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
            ++end;
        if (index >= offset && index - offset < length)
            result.append(text.substr(i, end - i));
        ++index;
        i = end;
    }
    return result;
}

} // namespace

std::optional<Value> Interpolator::fail(std::string message)
{
    if (m_error.empty())
        m_error = std::move(message);
    return {};
}

std::vector<Interpolator::Block> Interpolator::blocksOf(std::string_view text)
{
    static const RE2 Pattern("\\$\\[\\[\\s*\\S.*?\\S\\s*\\]\\]"); // without groups, which take RE2 many times as long
    constexpr std::string_view PatternBlanks = " \t\r\n\f";
    std::vector<Block> blocks;
    std::size_t at = text.find("$[[");
    const re2::StringPiece subject(text.data(), text.size());
    re2::StringPiece match;
    while (at != std::string_view::npos && at < text.size()
           && Pattern.Match(subject, at, text.size(), RE2::UNANCHORED, &match, 1)) {
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        blocks.push_back(
            {begin, begin + match.size(), trimmed(text.substr(begin + 3, match.size() - 5), PatternBlanks)});
        at = begin + match.size();
    }
    std::erase_if(blocks, [](const Block &block) { return block.content.starts_with("matrix."); });
    return blocks;
}

Value Interpolator::apply(const Value &value)
{
    if (!m_error.empty())
        return value;
    switch (value.kind()) {
    case ValueKind::String: return applyText(value);
    case ValueKind::List: {
        Value::List items;
        bool changed = false;
        for (const Value &item : value.items()) {
            Value applied = apply(item);
            changed = changed || applied.identity() != item.identity();
            // A list that stands for an item goes into the list.
            if (item.isString() && applied.isList())
                items.insert(items.end(), applied.items().begin(), applied.items().end());
            else
                items.push_back(std::move(applied));
        }
        return changed ? Value::list(std::move(items), value.origin()) : value;
    }
    case ValueKind::Map: {
        Value::Map members = value.members();
        bool changed = false;
        for (Value::Member &member : members) {
            if (member.key.find("$[[") != std::string::npos) {
                const Value key = applyText(Value::string(member.key, member.keyOrigin));
                member.key = key.text();
                member.keyKind = key.kind();
                changed = true;
            }
            Value applied = apply(member.value);
            changed = changed || applied.identity() != member.value.identity();
            member.value = std::move(applied);
        }
        return changed ? Value::map(std::move(members), value.origin()) : value;
    }
    default: return value;
    }
}

Value Interpolator::applyText(const Value &value)
{
    const std::string &text = value.toString();
    const std::vector<Block> blocks = blocksOf(text);
    if (blocks.empty())
        return value;
    m_blocks += blocks.size();
    if (m_blocks > MaximalBlocks)
        fail("too many interpolation blocks");
    std::string result;
    std::size_t at = 0;
    for (const Block &block : blocks) {
        const std::optional<Value> replacement = m_error.empty() ? evaluate(block.content) : std::nullopt;
        if (!replacement) {
            m_errorOrigin = value.origin();
            return value;
        }
        if (block.begin == 0 && block.end == text.size())
            return replacement->withOrigin(value.origin());
        const std::string_view whole(text);
        const std::string plain = replacement->isList() || replacement->isMap()
                                      ? replacement->inspect(Value::KeyStyle::Strings)
                                      : replacement->text();
        result += whole.substr(at, block.begin - at);
        result += replacementText(plain, whole.substr(0, block.begin),
                                  whole.substr(block.begin, block.end - block.begin), whole.substr(block.end));
        at = block.end;
    }
    result += text.substr(at);
    return Value::string(std::move(result), value.origin());
}

std::optional<Value> Interpolator::evaluate(std::string_view content)
{
    if (content.size() > MaximalBlockSize)
        return fail("maximum interpolation expression size exceeded");
    std::vector<std::string_view> parts = split(content, '|');
    while (parts.size() > 1 && parts.back().empty()) // as Ruby splits
        parts.pop_back();
    if (parts.size() - 1 > MaximalFunctions)
        return fail("too many functions in interpolation block");
    std::optional<Value> value = access(trimmed(parts.front()));
    for (std::size_t i = 1; i < parts.size() && value; ++i)
        value = call(trimmed(parts[i]), *value);
    return value;
}

std::optional<Value> Interpolator::access(std::string_view path)
{
    const std::string shown(path);
    const std::vector<std::string_view> parts = split(path, '.');
    if (parts.size() < 2)
        return fail("invalid pattern used for interpolation. valid pattern is $[[ inputs.input ]]");
    if (parts.size() > MaximalPathParts)
        return fail("too many access levels in `" + shown + "`");
    Value value = m_access;
    for (const std::string_view part : parts) {
        const std::size_t open = std::min(part.find('['), part.size());
        const std::string name(part.substr(0, open));
        if (name.empty() && open < part.size())
            return fail("invalid indexed access without a key in `" + shown + "`");
        const Value *member = value.find(name);
        if (!member)
            return fail("unknown interpolation provided: `" + name + "` in `" + shown + "`");
        value = *member;
        std::string_view rest = part.substr(open);
        for (std::size_t count = 1; !rest.empty(); ++count) {
            const std::size_t close = rest.find(']');
            if (!rest.starts_with('[') || close == std::string_view::npos)
                return fail("invalid array index in `" + shown + "`: missing closing bracket");
            const std::string index(rest.substr(1, close - 1));
            rest.remove_prefix(close + 1);
            if (count > MaximalIndices) {
                return fail("too many array indices in `" + shown
                            + "` (maximum depth: " + std::to_string(MaximalIndices) + ")");
            }
            std::size_t number = 0;
            const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
            if (index.empty() || error != std::errc() || end != index.data() + index.size())
                return fail("invalid array index in `" + shown + "`: `" + index + "` is not a valid index");
            if (!value.isList())
                return fail("cannot index into non-array value at [" + index + "] in `" + shown + "`");
            if (number >= value.items().size()) {
                return fail("array index " + index + " out of bounds (size: " + std::to_string(value.items().size())
                            + ") in `" + shown + "`");
            }
            value = Value(value.items()[number]);
        }
    }
    return value;
}

std::optional<Value> Interpolator::call(std::string_view function, const Value &argument)
{
    static const RE2 Truncate("truncate\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)?");
    std::size_t offset = 0;
    std::size_t length = 0;
    const bool truncates = RE2::FullMatch(std::string(function), Truncate, &offset, &length);
    if (!truncates && function != "expand_vars" && function != "posix_escape") {
        return fail("no function matching `" + std::string(function)
                    + "`: check that the function name, arguments, and types are correct");
    }
    const std::string name = truncates ? "truncate" : std::string(function);
    if (!argument.isString()) {
        return fail("error in `" + name + "` function: invalid input type: " + name
                    + " can only be used with string inputs");
    }
    const std::string &text = argument.toString();
    if (truncates)
        return Value::string(truncatedText(text, offset, length), argument.origin());
    if (name == "posix_escape")
        return Value::string(shellEscaped(text), argument.origin());
    bool masked = false;
    const TextLookup lookup = [this, &masked](std::string_view key) -> const std::string * {
        const Variable *variable = findVariable(m_variables, key);
        masked = masked || (variable && variable->masked);
        return variable ? &variable->value : nullptr;
    };
    std::string expanded = expandText(text, lookup, UnknownNames::Stay);
    if (masked)
        return fail("error in `expand_vars` function: variable expansion error: masked variables cannot be expanded");
    return Value::string(std::move(expanded), argument.origin());
}

} // namespace stagecraft::expand

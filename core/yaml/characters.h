// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Character classes of YAML 1.1 as libyaml has them: NEL, LS and PS break lines too. Offsets past the end of a text
// behave like a line's end.
#pragma once

#include <QtTypes>

#include <array>
#include <string_view>

namespace stagecraft::yaml {

/// Bytes of the line break at the offset, 0 when there is none.
constexpr qsizetype lineBreakLength(std::string_view text, qsizetype offset)
{
    const auto size = static_cast<qsizetype>(text.size());
    if (offset >= size)
        return 0;
    const auto at = [&](qsizetype i) { return i < size ? text[static_cast<std::size_t>(i)] : '\0'; };
    switch (at(offset)) {
    case '\n': return 1;
    case '\r': return at(offset + 1) == '\n' ? 2 : 1;
    case '\xC2': return at(offset + 1) == '\x85' ? 2 : 0;
    case '\xE2':
        return at(offset + 1) == '\x80' && (at(offset + 2) == '\xA8' || at(offset + 2) == '\xA9') ? 3 : 0;
    default: return 0;
    }
}

/// Folding treats LF, CR LF, CR and NEL as a newline; LS and PS stay themselves.
constexpr bool isFoldedBreak(std::string_view lineBreak)
{
    return lineBreak.size() < 3;
}

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

inline constexpr std::array<bool, 256> ordinaryCharacters = [] {
    std::array<bool, 256> table = {};
    for (unsigned char c = '!'; c <= '~'; ++c)
        table[c] = !std::string_view("#:,[]{}$'\"\\").contains(static_cast<char>(c));
    return table;
}();

/// Stands for itself wherever it stands inside of a scalar.
constexpr bool isOrdinary(char c)
{
    return ordinaryCharacters[static_cast<unsigned char>(c)];
}

/// Behind the ordinary characters from the offset on.
constexpr std::size_t endOfOrdinary(std::string_view text, std::size_t offset)
{
    while (offset < text.size() && isOrdinary(text[offset]))
        ++offset;
    return offset;
}

constexpr bool isFlowIndicator(char c)
{
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

constexpr bool isAnchorCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

} // namespace stagecraft::yaml

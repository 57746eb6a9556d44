// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/durations.h"

#include "core/expand/entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace stagecraft::expand {

namespace {

struct Unit {
    double seconds;
    std::array<std::string_view, 7> names;
};

constexpr double Day = 86400;
constexpr std::array<Unit, 7> Units = {{
    {1, {"seconds", "second", "secs", "sec", "s"}},
    {60, {"minutes", "minute", "mins", "min", "m"}},
    {3600, {"hours", "hour", "hrs", "hr", "h"}},
    {Day, {"days", "day", "dy", "d"}},
    {7 * Day, {"weeks", "week", "wks", "wk", "w"}},
    {30 * Day, {"months", "month", "mos", "mo"}},
    {31557600, {"years", "year", "yrs", "yr", "y"}},
}};

const Unit *findUnit(std::string_view word)
{
    for (const Unit &unit : Units) {
        if (!word.empty() && std::ranges::find(unit.names, word) != unit.names.end())
            return &unit;
    }
    return nullptr;
}

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "1:20", "1:20:30.5": right-aligned as years, months, days, hours, minutes, seconds.
std::optional<double> clockSeconds(std::string_view text)
{
    static constexpr std::array<double, 6> Weights = {1, 60, 3600, Day, 30 * Day, 31557600};
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(':', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (parts.size() < 2 || parts.size() > Weights.size())
        return {};
    double sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view part = parts[parts.size() - 1 - i];
        const bool fraction = part.find('.') != std::string_view::npos;
        const std::optional<double> value = numberOf(part);
        if (!value || (fraction && i > 0) || !isDigit(part.front()))
            return {};
        sum += *value * Weights[i];
    }
    return sum;
}

/// English numerals up to a hundred, as the numerizer library understands them.
std::optional<double> numeral(std::string_view word)
{
    static constexpr std::array<std::string_view, 20> Small = {
        "zero",    "one",     "two",       "three",    "four",     "five",    "six",
        "seven",   "eight",   "nine",      "ten",      "eleven",   "twelve",  "thirteen",
        "fourteen", "fifteen", "sixteen",  "seventeen", "eighteen", "nineteen"};
    static constexpr std::array<std::string_view, 8> Tens = {"twenty", "thirty",  "forty",  "fifty",
                                                             "sixty",  "seventy", "eighty", "ninety"};
    if (const auto *found = std::ranges::find(Small, word); found != Small.end())
        return static_cast<double>(found - Small.begin());
    if (const auto *found = std::ranges::find(Tens, word); found != Tens.end())
        return static_cast<double>(10 * (found - Tens.begin() + 2));
    return word == "a" ? std::optional(1.0) : std::nullopt;
}

/// Words and numbers, "3h30m" taken apart; nothing where a character belongs to neither.
std::optional<std::vector<std::string>> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t i = 0;
    while (i < text.size()) {
        const char c = text[i];
        std::size_t end = i;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            ++i;
            continue;
        }
        if (isDigit(c) || (c == '.' && i + 1 < text.size() && isDigit(text[i + 1]))) {
            while (end < text.size() && (isDigit(text[end]) || text[end] == '.' || text[end] == ':'))
                ++end;
        } else if (c >= 'a' && c <= 'z') {
            while (end < text.size() && text[end] >= 'a' && text[end] <= 'z')
                ++end;
        } else if (c == ',' && (i + 1 == text.size() || text[i + 1] == ' ')) {
            ++i;
            continue;
        } else {
            return {};
        }
        words.emplace_back(text.substr(i, end - i));
        i = end;
    }
    return words;
}

} // namespace

std::optional<double> parseDuration(std::string_view text)
{
    const std::optional<std::vector<std::string>> words = wordsOf(lowerCase(text));
    if (!words)
        return {};
    double sum = 0;
    std::optional<double> amount;
    for (const std::string &word : *words) {
        if (word == "and" || word == "with" || word == "plus")
            continue;
        if (const Unit *unit = findUnit(word)) {
            sum += amount.value_or(1) * unit->seconds;
            amount.reset();
            continue;
        }
        std::optional<double> value = word.find(':') == std::string::npos ? numberOf(word) : clockSeconds(word);
        if (!value)
            value = numeral(word);
        if (!value)
            return {};
        sum += amount.value_or(0);
        amount = value;
    }
    sum += amount.value_or(0);
    if (sum <= 0)
        return {};
    return sum;
}

} // namespace stagecraft::expand

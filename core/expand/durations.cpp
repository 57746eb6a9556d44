// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/durations.h"

#include "core/expand/entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
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

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || isDigit(c);
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// A word, a blank or any other character of the text. A numeral remembers that it was a word.
struct Piece {
    std::string text;
    bool numeral = false;

    bool isNumber() const { return !text.empty() && std::ranges::all_of(text, isDigit); }
};

std::vector<Piece> piecesOf(std::string_view text)
{
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        if (text[i] == ' ') {
            while (end < text.size() && text[end] == ' ')
                ++end;
            pieces.push_back({" "});
        } else if (text[i] == '-' && i > 0 && end < text.size() && !isDigit(text[i - 1]) && !isDigit(text[end])) {
            pieces.push_back({" "}); // "twenty-five"
        } else {
            while (isWordCharacter(text[i]) && end < text.size() && isWordCharacter(text[end]))
                ++end;
            pieces.push_back({std::string(text.substr(i, end - i))});
        }
        i = end;
    }
    return pieces;
}

std::optional<int> numeral(std::string_view word)
{
    static constexpr std::array<std::string_view, 20> Small = {"zero",    "one",       "two",      "three",
                                                               "four",    "five",      "six",      "seven",
                                                               "eight",   "nine",      "ten",      "eleven",
                                                               "twelve",  "thirteen",  "fourteen", "fifteen",
                                                               "sixteen", "seventeen", "eighteen", "nineteen"};
    static constexpr std::array<std::string_view, 8> Tens = {"twenty", "thirty",  "forty",  "fifty",
                                                             "sixty",  "seventy", "eighty", "ninety"};
    if (const auto *found = std::ranges::find(Small, word); found != Small.end())
        return static_cast<int>(found - Small.begin());
    for (std::size_t i = 0; i < Tens.size(); ++i) {
        if (!word.starts_with(Tens.at(i)))
            continue;
        const int tens = 10 * (static_cast<int>(i) + 2);
        const std::string_view rest = word.substr(Tens.at(i).size());
        const auto *unit = std::find(Small.begin() + 1, Small.begin() + 10, rest);
        if (rest.empty())
            return tens;
        if (unit != Small.begin() + 10)
            return tens + static_cast<int>(unit - Small.begin());
    }
    return word == "a" ? std::optional(1) : std::nullopt;
}

/// Where the number before `at` is, with a blank or " and " between them; the size of the list when there is none.
std::size_t numberBefore(const std::vector<Piece> &pieces, std::size_t at, bool &joined)
{
    if (at < 2 || pieces[at - 1].text != " ")
        return pieces.size();
    joined = at >= 4 && pieces[at - 2].text == "and" && pieces[at - 3].text == " ";
    const std::size_t place = joined ? at - 4 : at - 2;
    return pieces[place].isNumber() ? place : pieces.size();
}

/// "twenty five", "one hundred and five": numerals beside each other are one number.
void addNumerals(std::vector<Piece> &pieces)
{
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        bool joined = false;
        const std::size_t before = numberBefore(pieces, i, joined);
        if (!pieces[i].numeral || before == pieces.size() || !pieces[before].numeral)
            continue;
        if (!joined && pieces[before].text.size() <= pieces[i].text.size())
            continue;
        pieces[i].text = std::to_string(std::stoll(pieces[before].text) + std::stoll(pieces[i].text));
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(before),
                     pieces.begin() + static_cast<std::ptrdiff_t>(i));
        i = before;
    }
}

void multiplyNumerals(std::vector<Piece> &pieces, std::string_view word, std::int64_t factor)
{
    constexpr std::int64_t Most = 1'000'000;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!pieces[i].text.starts_with(word))
            continue;
        const std::string rest = pieces[i].text.substr(word.size());
        const std::size_t before = i >= 2 && pieces[i - 1].text == " " ? i - 2 : pieces.size();
        if (before == pieces.size() || !pieces[before].isNumber() || pieces[before].text.size() > 6) {
            pieces[i].text = std::to_string(factor) + rest;
            continue;
        }
        pieces[before] = {std::to_string(std::min<std::int64_t>(std::stoll(pieces[before].text), Most) * factor), true};
        if (rest.empty())
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
        else
            pieces[i].text = rest;
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        i = before;
    }
}

/// "two and a half": GitLab's library knows halves of this kind only.
void addHalves(std::vector<Piece> &pieces)
{
    for (std::size_t i = 2; i < pieces.size(); ++i) {
        if (pieces[i].text != "half" || pieces[i - 1].text != " " || !pieces[i - 2].numeral
            || pieces[i - 2].text != "1")
            continue;
        bool joined = false;
        const std::size_t before = numberBefore(pieces, i - 2, joined);
        if (before == pieces.size())
            continue;
        pieces[before].text += ".5";
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(before) + 1,
                     pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        i = before + 1;
    }
}

/// English numerals become numbers, as the numerizer library understands them.
std::string withNumbers(std::string_view text)
{
    std::vector<Piece> pieces = piecesOf(text);
    if (!pieces.empty() && pieces.back().text == "a")
        pieces.pop_back();
    for (Piece &piece : pieces) {
        if (const std::optional<int> value = numeral(piece.text))
            piece = {std::to_string(*value), true};
    }
    addHalves(pieces);
    multiplyNumerals(pieces, "hundred", 100);
    addNumerals(pieces);
    multiplyNumerals(pieces, "thousand", 1000);
    addNumerals(pieces);
    std::string result;
    for (const Piece &piece : pieces)
        result += piece.text;
    return result;
}

/// "1:20" in words: right-aligned as years, months, days, hours, minutes, seconds. Any other text as it is.
std::string clockInWords(const std::string &text)
{
    static constexpr std::array<std::string_view, 6> Names = {" seconds", " minutes", " hours",
                                                              " days",    " months",  " years"};
    std::string compact = text;
    std::erase(compact, ' ');
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= compact.size();) {
        const std::size_t end = std::min(compact.find(':', begin), compact.size());
        parts.push_back(compact.substr(begin, end - begin));
        begin = end + 1;
    }
    if (parts.size() < 2 || parts.size() > Names.size())
        return text;
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        const std::size_t dot = last ? std::min(parts[i].find('.'), parts[i].size()) : parts[i].size();
        const std::string_view digits = std::string_view(parts[i]).substr(0, dot);
        const std::string_view fraction = std::string_view(parts[i]).substr(std::min(dot + 1, parts[i].size()));
        if (digits.empty() || !std::ranges::all_of(digits, isDigit) || !std::ranges::all_of(fraction, isDigit))
            return text;
        result.append(parts[i]).append(Names.at(parts.size() - 1 - i)).append(" ");
    }
    return result;
}

/// Numbers stand apart from the words around them: "3h30m" is "3 h 30 m". A number is [0-9]*\.?[0-9]+.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&words, &word] {
        if (!word.empty())
            words.push_back(std::exchange(word, {}));
    };
    for (std::size_t i = 0; i < text.size();) {
        const bool decimal = text[i] == '.' && i + 1 < text.size() && isDigit(text[i + 1]);
        if (!isDigit(text[i]) && !decimal) {
            if (isSpace(text[i]))
                finish();
            else
                word += text[i];
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end + 1 < text.size() && text[end] == '.' && isDigit(text[end + 1])) {
            ++end;
            while (end < text.size() && isDigit(text[end]))
                ++end;
        }
        finish();
        words.emplace_back(text.substr(i, end - i));
        i = end;
    }
    finish();
    return words;
}

} // namespace

std::optional<double> parseDuration(std::string_view text)
{
    struct Token {
        std::optional<double> number;
        const Unit *unit = nullptr;
    };
    std::vector<Token> tokens;
    for (const std::string &word : wordsOf(clockInWords(withNumbers(lowerCase(text))))) {
        if (isDigit(word.back())) {
            tokens.push_back({numberOf(word).value_or(0)});
            continue;
        }
        std::string_view plain = word;
        plain.remove_prefix(plain.starts_with(',') ? 1 : 0);
        plain.remove_suffix(plain.ends_with(',') ? 1 : 0);
        if (const Unit *unit = findUnit(plain))
            tokens.push_back({{}, unit});
        else if (plain != "and" && plain != "with" && plain != "plus")
            return {};
    }
    if (!tokens.empty() && tokens.front().unit)
        tokens.insert(tokens.begin(), Token{1.0}); // "day" is one day; a unit without its number counts nowhere else
    double sum = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].number)
            continue;
        const bool last = i + 1 == tokens.size();
        const Unit *unit = last ? &Units.front() : tokens[i + 1].unit;
        sum += *tokens[i].number * (unit ? unit->seconds : 0); // a number before a number counts for nothing
    }
    if (sum <= 0)
        return {};
    return sum;
}

int wholeSeconds(double seconds)
{
    return static_cast<int>(std::clamp(seconds, 0.0, double(std::numeric_limits<int>::max())));
}

} // namespace stagecraft::expand

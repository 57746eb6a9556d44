// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/durations.h"

#include "core/expand/entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <deque>
#include <limits>
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

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || isDigit(c);
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
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
    if (word == "a")
        return 1;
    if (word.empty() || !std::string_view("efnostz").contains(word.front()))
        return {};
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
    return {};
}

/// English numerals become numbers, as the numerizer library understands them.
class Numerizer
{
public:
    explicit Numerizer(std::string_view text)
    {
        split(text);
        if (!m_pieces.empty() && m_pieces.back().text == "a")
            m_pieces.pop_back();
        for (Piece &piece : m_pieces) {
            if (const std::optional<int> value = numeral(piece.text))
                piece = {made(std::to_string(*value)), true};
        }
    }

    std::string run()
    {
        addHalves();
        multiplyNumerals("hundred", 100);
        addNumerals();
        multiplyNumerals("thousand", 1000);
        addNumerals();
        std::string result;
        for (const Piece &piece : m_pieces)
            result += piece.text;
        return result;
    }

private:
    /// A word, a blank or any other character of the text. A numeral remembers that it was a word.
    struct Piece {
        std::string_view text;
        bool numeral = false;

        bool isNumber() const { return !text.empty() && std::ranges::all_of(text, isDigit); }
        std::int64_t number() const { return std::stoll(std::string(text)); }
    };
    static constexpr std::size_t Nowhere = std::string_view::npos;

    void split(std::string_view text)
    {
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i + 1;
            if (text[i] == ' ') {
                while (end < text.size() && text[end] == ' ')
                    ++end;
                m_pieces.push_back({" "});
            } else if (text[i] == '-' && i > 0 && end < text.size() && !isDigit(text[i - 1]) && !isDigit(text[end])) {
                m_pieces.push_back({" "}); // "twenty-five"
            } else {
                while (isWordCharacter(text[i]) && end < text.size() && isWordCharacter(text[end]))
                    ++end;
                m_pieces.push_back({text.substr(i, end - i)});
            }
            i = end;
        }
    }

    std::string_view made(std::string text) { return m_texts.emplace_back(std::move(text)); }

    /// Takes the pieces again, one after the other. `settle` looks at the last of those that were taken, and may take some back.
    template<typename Settle>
    void settleEach(const Settle &settle)
    {
        m_taken = 0;
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            m_pieces[m_taken++] = m_pieces[i];
            settle(m_taken - 1);
        }
        m_pieces.resize(m_taken);
    }

    /// Where the number before `at` is, with a blank or " and " between them.
    std::size_t numberBefore(std::size_t at, bool &joined) const
    {
        if (at < 2 || m_pieces[at - 1].text != " ")
            return Nowhere;
        joined = at >= 4 && m_pieces[at - 2].text == "and" && m_pieces[at - 3].text == " ";
        const std::size_t place = joined ? at - 4 : at - 2;
        return m_pieces[place].isNumber() ? place : Nowhere;
    }

    /// "two and a half": GitLab's library knows halves of this kind only.
    void addHalves()
    {
        settleEach([this](std::size_t at) {
            if (at < 2 || m_pieces[at].text != "half" || m_pieces[at - 1].text != " " || !m_pieces[at - 2].numeral
                || m_pieces[at - 2].text != "1")
                return;
            bool joined = false;
            const std::size_t before = numberBefore(at - 2, joined);
            if (before == Nowhere)
                return;
            m_pieces[before].text = made(std::string(m_pieces[before].text) + ".5");
            m_taken = before + 1;
        });
    }

    void multiplyNumerals(std::string_view word, std::int64_t factor)
    {
        static constexpr std::int64_t Most = 1'000'000;
        settleEach([this, word, factor](std::size_t at) {
            while (m_pieces[at].text.starts_with(word)) {
                const std::string_view rest = m_pieces[at].text.substr(word.size());
                const bool isAlone = at < 2 || m_pieces[at - 1].text != " " || !m_pieces[at - 2].isNumber()
                                     || m_pieces[at - 2].text.size() > 6;
                if (isAlone) {
                    m_pieces[at].text = made(std::to_string(factor).append(rest));
                    return;
                }
                Piece &before = m_pieces[at - 2];
                before = {made(std::to_string(std::min(before.number(), Most) * factor)), true};
                m_taken = --at;
                if (rest.empty())
                    return;
                m_pieces[m_taken++] = {rest};
            }
        });
    }

    /// "twenty five", "one hundred and five": numerals beside each other are one number.
    void addNumerals()
    {
        settleEach([this](std::size_t at) {
            bool joined = false;
            const std::size_t before = m_pieces[at].numeral ? numberBefore(at, joined) : Nowhere;
            if (before == Nowhere || !m_pieces[before].numeral)
                return;
            if (!joined && m_pieces[before].text.size() <= m_pieces[at].text.size())
                return;
            m_pieces[before].text = made(std::to_string(m_pieces[before].number() + m_pieces[at].number()));
            m_taken = before + 1;
        });
    }

    std::vector<Piece> m_pieces;
    std::deque<std::string> m_texts; ///< of pieces that are not in the text
    std::size_t m_taken = 0;
};

/// "1:20" in words: right-aligned as years, months, days, hours, minutes, seconds. Any other text as it is.
std::string clockInWords(const std::string &text)
{
    static constexpr std::array<std::string_view, 6> Names = {" seconds", " minutes", " hours",
                                                              " days",    " months",  " years"};
    if (!text.contains(':'))
        return text;
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

/// Numbers stand apart from the words around them: "3h30m" is "3 h 30 m". A number is [0-9]*\.?[0-9]+. Views into the text.
std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end, std::size_t next) {
        if (end > begin)
            words.push_back(text.substr(begin, end - begin));
        begin = next;
    };
    for (std::size_t i = 0; i < text.size();) {
        const bool decimal = text[i] == '.' && i + 1 < text.size() && isDigit(text[i + 1]);
        if (!isDigit(text[i]) && !decimal) {
            if (isSpace(text[i]))
                finish(i, i + 1);
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
        finish(i, i);
        finish(end, end);
        i = end;
    }
    finish(text.size(), text.size());
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
    const std::string lower = lowerCase(text);
    const std::string written = clockInWords(Numerizer(lower).run());
    const std::vector<std::string_view> words = wordsOf(written);
    tokens.reserve(words.size() + 1);
    for (const std::string_view word : words) {
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

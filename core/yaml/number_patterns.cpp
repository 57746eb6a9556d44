// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/number_patterns.h"

#include <algorithm>

namespace stagecraft::yaml {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSign(char c)
{
    return c == '+' || c == '-';
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Eats a text from its front, piece by piece.
class Cursor
{
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }

    bool one(char c)
    {
        return one([c](char other) { return other == c; });
    }

    template<typename Predicate>
    bool one(Predicate wanted)
    {
        if (m_rest.empty() || !wanted(m_rest.front()))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    template<typename Predicate>
    int many(Predicate wanted, int atMost = 1 << 30)
    {
        int count = 0;
        while (count < atMost && one(wanted))
            ++count;
        return count;
    }

    bool digits(int atLeast, int atMost) { return many(isDigit, atMost) >= atLeast; }

private:
    std::string_view m_rest;
};

/// "+2", "-02:30", "+0230"; the cursor is at the sign.
bool eatTimeZone(Cursor &cursor)
{
    if (!cursor.one(isSign) || !cursor.digits(1, 2))
        return false;
    cursor.one(':');
    return cursor.atEnd() || (cursor.digits(2, 2) && cursor.atEnd());
}

bool eatBase60(Cursor &cursor)
{
    cursor.one(isSign);
    if (!cursor.one(isDigit))
        return false;
    cursor.many([](char c) { return isDigit(c) || c == '_'; });
    int groups = 0;
    while (groups < 2 && cursor.one(':')) {
        // [0-5]?[0-9]
        Cursor two = cursor;
        if (two.one([](char c) { return c >= '0' && c <= '5'; }) && two.one(isDigit))
            cursor = two;
        else if (!cursor.one(isDigit))
            return false;
        ++groups;
    }
    return groups > 0;
}

} // namespace

bool looksLikeTime(std::string_view text)
{
    Cursor cursor(text);
    cursor.one('-');
    const bool date = cursor.digits(4, 4) && cursor.one('-') && cursor.digits(1, 2) && cursor.one('-')
                      && cursor.digits(1, 2);
    if (!date || !(cursor.one('T') || cursor.one('t') || cursor.many(isSpace) > 0))
        return false;
    const bool time = cursor.digits(1, 2) && cursor.one(':') && cursor.digits(2, 2) && cursor.one(':')
                      && cursor.digits(2, 2);
    if (!time)
        return false;
    if (cursor.one('.'))
        cursor.many(isDigit);
    if (cursor.atEnd())
        return true;
    cursor.many(isSpace);
    return cursor.one('Z') ? cursor.atEnd() : eatTimeZone(cursor);
}

bool looksLikeDate(std::string_view text)
{
    Cursor cursor(text);
    if (!cursor.digits(4, 4) || !cursor.one('-'))
        return false;
    const auto number = [&cursor](int highest) {
        int value = 0;
        const int digits = cursor.many(
            [&value](char c) {
                value = isDigit(c) ? value * 10 + (c - '0') : value;
                return isDigit(c);
            },
            2);
        return digits > 0 && value <= highest;
    };
    return number(12) && cursor.one('-') && number(31) && cursor.atEnd();
}

bool looksLikeBase60Integer(std::string_view text)
{
    Cursor cursor(text);
    return eatBase60(cursor) && cursor.atEnd();
}

bool looksLikeBase60Float(std::string_view text)
{
    Cursor cursor(text);
    if (!eatBase60(cursor) || !cursor.one('.'))
        return false;
    cursor.many([](char c) { return isDigit(c) || c == '_'; });
    return cursor.atEnd();
}

bool looksLikeFloat(std::string_view text)
{
    Cursor cursor(text);
    cursor.one(isSign);
    int digits = 0;
    if (cursor.one(isDigit)) {
        ++digits;
        cursor.many([](char c) { return isDigit(c) || c == '_' || c == ','; });
    }
    if (!cursor.one('.'))
        return false;
    digits += cursor.many(isDigit);
    if (digits == 0)
        return false;
    if (cursor.one('e') || cursor.one('E'))
        return cursor.one(isSign) && cursor.many(isDigit) > 0 && cursor.atEnd();
    return cursor.atEnd();
}

IntegerBase integerBaseOf(std::string_view text)
{
    if (!text.empty() && isSign(text.front()))
        text.remove_prefix(1);
    if (text.empty())
        return IntegerBase::None;
    const auto isSeparator = [](char c) { return c == '_' || c == ','; };
    const auto consistsOf = [&](std::string_view digits, auto isBaseDigit) {
        return std::ranges::any_of(digits, isBaseDigit)
               && std::ranges::all_of(digits, [&](char c) { return isBaseDigit(c) || isSeparator(c); });
    };
    if (text.front() == '0' && text.size() > 1) {
        const std::string_view digits = text.substr(2);
        if (text[1] == 'b')
            return consistsOf(digits, [](char c) { return c == '0' || c == '1'; }) ? IntegerBase::Binary
                                                                                   : IntegerBase::None;
        if (text[1] == 'x') {
            const auto isHex = [](char c) {
                return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            };
            return consistsOf(digits, isHex) ? IntegerBase::Hexadecimal : IntegerBase::None;
        }
        return consistsOf(text.substr(1), [](char c) { return c >= '0' && c <= '7'; }) ? IntegerBase::Octal
                                                                                       : IntegerBase::None;
    }
    if (text == "0")
        return IntegerBase::Decimal;
    if (!isDigit(text.front()))
        return IntegerBase::None;
    // a separator stands between two digits
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = isSeparator(text[i]) && i + 1 < text.size() && isDigit(text[i + 1]);
        if (!isDigit(text[i]) && !between)
            return IntegerBase::None;
    }
    return IntegerBase::Decimal;
}

} // namespace stagecraft::yaml

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The regular expressions by which Psych 5.1 tells numbers, dates and times from strings, as matchers of whole texts.
#pragma once

#include <string_view>

namespace stagecraft::yaml {

/// "2024-01-02 10:00:00", "2024-01-02T10:00:00.5Z" …
bool looksLikeTime(std::string_view text);
/// "2024-01-02", "2024-1-2"; no check of the calendar.
bool looksLikeDate(std::string_view text);
/// "12:30", "-1:02:03": two or three numbers in base 60.
bool looksLikeBase60Integer(std::string_view text);
/// The same with a fraction.
bool looksLikeBase60Float(std::string_view text);
/// "1.5", "1.", ".5", "1_000.0e+3"; the exponent needs its sign.
bool looksLikeFloat(std::string_view text);

enum class IntegerBase { None = 0, Binary = 2, Octal = 8, Decimal = 10, Hexadecimal = 16 };
/// "12", "-1_000", "1,000", "017", "0x1F", "0b101"; None for anything else.
IntegerBase integerBaseOf(std::string_view text);

} // namespace stagecraft::yaml

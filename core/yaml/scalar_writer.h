// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Writes a value as YAML text with the least quoting that GitLab's loader reads back as the same type and content.
// Pure functions; any thread.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace stagecraft::yaml {

/// Where the text will stand.
struct ScalarContext {
    bool flow = false;  ///< inside of [] or {}
    bool key = false;   ///< as a mapping's key: always on one line
    int indent = 0;     ///< column of the key or dash that the value belongs to; a block scalar's lines stand deeper
    std::string_view lineEnding = "\n";
};

/// A string. `preferred` is the style of a sibling: it decides between quotes where quotes are needed, and keeps them
/// where the value that is replaced had them. Text of several lines becomes a literal block where one may stand.
std::string writeString(std::string_view value, const ScalarContext &context,
                        ScalarStyle preferred = ScalarStyle::Plain);

std::string writeBool(bool value);
std::string writeInteger(std::int64_t value);
std::string writeNull();

} // namespace stagecraft::yaml

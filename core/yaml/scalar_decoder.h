// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The content of plain and quoted scalars: folding of lines, escapes. Bad escapes stay as they are written.
#pragma once

#include <string>
#include <string_view>

namespace stagecraft::yaml {

std::string decodePlain(std::string_view token);
/// The token with its quotes; a missing closing quote is forgiven.
std::string decodeSingleQuoted(std::string_view token);
std::string decodeDoubleQuoted(std::string_view token);

} // namespace stagecraft::yaml

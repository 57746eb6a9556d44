// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Regular expressions of pipelines, with GitLab's engine RE2: linear time on any input. The patterns that were compiled
// last are kept, for all threads. Internal to core/expand.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace stagecraft::expand {

using Pattern = std::shared_ptr<const re2::RE2>;

/// "/text/flags" with flags out of i, s, m, U. Null when it is not of that form or does not compile.
Pattern compilePattern(std::string_view text);
/// The bare text of an expression. Null when it does not compile.
Pattern compileBarePattern(std::string_view text);
/// Bytes of the compiled program, about.
std::size_t memoryOf(const Pattern &pattern);
bool isPatternText(std::string_view text);
/// Unanchored.
bool matches(const Pattern &pattern, std::string_view subject);

} // namespace stagecraft::expand

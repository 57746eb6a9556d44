// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/patterns.h"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <algorithm>

namespace stagecraft::expand {

Pattern compileBarePattern(std::string_view text)
{
    RE2::Options options;
    options.set_log_errors(false);
    auto pattern = std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), options);
    return pattern->ok() ? pattern : nullptr;
}

Pattern compilePattern(std::string_view text)
{
    // Ruby's ^/.*/[ismU]*$ looks at one line; the rest of a text of several lines does not matter to it.
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        const std::size_t close = line.rfind('/');
        if (line.starts_with('/') && close > 0 && close != std::string_view::npos
            && line.find_first_not_of("ismU", close + 1) == std::string_view::npos) {
            const std::string_view flags = line.substr(close + 1);
            std::string pattern = flags.empty() ? std::string() : "(?" + std::string(flags) + ")";
            return compileBarePattern(pattern.append(line.substr(1, close - 1)));
        }
        begin = end + 1;
    }
    return nullptr;
}

bool isPatternText(std::string_view text)
{
    return compilePattern(text) != nullptr;
}

bool matches(const Pattern &pattern, std::string_view subject)
{
    return pattern && RE2::PartialMatch(re2::StringPiece(subject.data(), subject.size()), *pattern);
}

} // namespace stagecraft::expand

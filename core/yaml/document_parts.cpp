// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/document_parts.h"

namespace stagecraft::yaml {

namespace {

constexpr std::size_t maxParts = 3;
constexpr std::string_view whiteSpace = " \t\r\n\f\v";

} // namespace

std::vector<text::TextRange> documentParts(std::string_view text)
{
    std::vector<text::TextRange> parts;
    const auto add = [&](std::size_t begin, std::size_t end) {
        parts.push_back({static_cast<qsizetype>(begin), static_cast<qsizetype>(end)});
    };
    std::size_t begin = 0;
    std::size_t lineStart = 0;
    while (parts.size() + 1 < maxParts) {
        if (text.substr(lineStart, 3) == "---") {
            const std::size_t dashesEnd = lineStart + 3;
            const std::size_t contentBegin = std::min(text.find_first_not_of(whiteSpace, dashesEnd), text.size());
            if (contentBegin > dashesEnd) {
                add(begin, lineStart);
                begin = contentBegin;
            }
        }
        lineStart = text.find('\n', lineStart);
        if (lineStart == std::string_view::npos)
            break;
        ++lineStart;
        // The white space behind a divider may have swallowed this line's start.
        if (lineStart < begin)
            lineStart = begin;
    }
    add(begin, text.size());
    return parts;
}

} // namespace stagecraft::yaml

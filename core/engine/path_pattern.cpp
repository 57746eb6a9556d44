// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/path_pattern.h"

#include <algorithm>

namespace stagecraft::engine {

namespace {

constexpr std::size_t mostAlternatives = 256; // {a,b}{c,d}… multiply

std::vector<std::string> namesOf(std::string_view path)
{
    std::vector<std::string> names;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0)
            names.emplace_back(path.substr(0, slash));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return names;
}

/// The end of the group that opens at `open`, and where its parts are separated; npos when it is not closed.
std::size_t closingBrace(std::string_view text, std::size_t open, std::vector<std::size_t> &commas)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '{')
            ++depth;
        else if (text[i] == ',' && depth == 1)
            commas.push_back(i);
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

void expandBraces(const std::string &text, std::vector<std::string> &result)
{
    const std::size_t open = text.find('{');
    std::vector<std::size_t> ends;
    const std::size_t close = open == std::string::npos ? open : closingBrace(text, open, ends);
    if (close == std::string::npos || result.size() >= mostAlternatives) {
        result.push_back(text);
        return;
    }
    ends.push_back(close);
    for (std::size_t from = open + 1; const std::size_t end : ends) {
        expandBraces(text.substr(0, open) + text.substr(from, end - from) + text.substr(close + 1), result);
        from = end + 1;
    }
}

/// `[…]` at the start of `pattern`: whether it holds `c`, and its length; 0 when it is not closed.
std::pair<bool, std::size_t> matchClass(std::string_view pattern, unsigned char c)
{
    std::size_t i = 1;
    const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    i += negated ? 1 : 0;
    bool found = false;
    for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
        if (pattern[i] == '\\' && i + 1 < pattern.size())
            ++i;
        const auto low = static_cast<unsigned char>(pattern[i++]);
        auto high = low;
        if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
            high = static_cast<unsigned char>(pattern[i + 1]);
            i += 2;
        }
        found = found || (low <= c && c <= high);
    }
    return i < pattern.size() ? std::pair(found != negated, i + 1) : std::pair(false, std::size_t{0});
}

/// One name. `*` goes back to the last one only, so it is never slower than pattern times name.
bool matchName(std::string_view pattern, std::string_view name)
{
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t starName = 0;
    while (n < name.size()) {
        bool matched = false;
        std::size_t length = 1;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starName = n;
            continue;
        }
        if (p < pattern.size() && pattern[p] == '?') {
            matched = true;
        } else if (p < pattern.size() && pattern[p] == '[') {
            std::tie(matched, length) = matchClass(pattern.substr(p), static_cast<unsigned char>(name[n]));
        } else if (p < pattern.size()) {
            const bool escaped = pattern[p] == '\\' && p + 1 < pattern.size();
            matched = pattern[p + (escaped ? 1 : 0)] == name[n];
            length = escaped ? 2 : 1;
        }
        if (matched) {
            p += length;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++starName;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

using Names = std::vector<std::string>;

/// The same for paths, where "**" stands for any number of names.
bool matchNames(const Names &pattern, const Names &path, std::size_t length)
{
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string::npos;
    std::size_t starName = 0;
    while (n < length) {
        if (p < pattern.size() && pattern[p] == "**") {
            star = p++;
            starName = n;
        } else if (p < pattern.size() && matchName(pattern[p], path[n])) {
            ++p;
            ++n;
        } else if (star != std::string::npos) {
            p = star + 1;
            n = ++starName;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                       [](const std::string &name) { return name == "**"; });
}

bool isPlain(const std::string &name)
{
    return name.find_first_of("*?[\\") == std::string::npos;
}

} // namespace

PathPattern::PathPattern(std::string_view text)
{
    std::vector<std::string> expanded;
    expandBraces(std::string(text), expanded);
    for (const std::string &one : expanded)
        m_alternatives.push_back(namesOf(one));
}

bool PathPattern::matches(std::string_view path) const
{
    const Names names = namesOf(path);
    return std::ranges::any_of(m_alternatives,
                               [&names](const Names &pattern) { return matchNames(pattern, names, names.size()); });
}

bool PathPattern::covers(std::string_view path) const
{
    const Names names = namesOf(path);
    return std::ranges::any_of(m_alternatives, [&names](const Names &pattern) {
        if (pattern.empty())
            return true; // the project itself
        for (std::size_t length = 1; length <= names.size(); ++length) {
            if (matchNames(pattern, names, length))
                return true;
        }
        return false;
    });
}

std::string PathPattern::root() const
{
    if (m_alternatives.size() != 1)
        return {};
    std::string root;
    for (const std::string &name : m_alternatives.front()) {
        if (!isPlain(name))
            break;
        root += (root.empty() ? "" : "/") + name;
    }
    return root;
}

CleanPath cleanPath(std::string_view path, std::string_view directory)
{
    std::vector<std::string> names;
    bool absolute = path.starts_with('/');
    const std::vector<std::string> base = namesOf(directory);
    if (!absolute)
        names = base;
    for (std::string &name : namesOf(path)) {
        if (name == "..") {
            if (!names.empty())
                names.pop_back();
        } else if (name != ".") {
            names.push_back(std::move(name));
        }
    }
    if (names.size() < base.size() || !std::equal(base.begin(), base.end(), names.begin()))
        return {false, {}};
    CleanPath clean;
    for (std::size_t i = base.size(); i < names.size(); ++i)
        clean.path += (i == base.size() ? "" : "/") + names[i];
    return clean;
}

} // namespace stagecraft::engine

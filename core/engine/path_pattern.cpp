// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/path_pattern.h"

#include <algorithm>
#include <vector>

namespace stagecraft::engine {

namespace {

std::vector<std::string_view> namesOf(std::string_view path)
{
    std::vector<std::string_view> names;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0)
            names.push_back(path.substr(0, slash));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return names;
}

/// `[…]` at `i`, which moves behind it. One that is not closed matches nothing, and ends the pattern.
Wildcards::Bytes readClass(std::string_view pattern, std::size_t &i)
{
    ++i;
    const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    i += negated ? 1 : 0;
    Wildcards::Bytes found;
    for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
        if (pattern[i] == '\\' && i + 1 < pattern.size())
            ++i;
        const auto low = static_cast<unsigned char>(pattern[i++]);
        auto high = low;
        if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
            high = static_cast<unsigned char>(pattern[i + 1]);
            i += 2;
        }
        for (unsigned byte = low; byte <= high; ++byte)
            found.set(byte);
    }
    if (i >= pattern.size())
        return {};
    ++i;
    return negated ? ~found : found;
}

Wildcards readName(std::string_view pattern)
{
    Wildcards name;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] == '[') {
            name.addOneOf(readClass(pattern, i));
            continue;
        }
        if (pattern[i] == '*') {
            name.addAnyText();
        } else if (pattern[i] == '?') {
            name.addAnyByte();
        } else {
            if (pattern[i] == '\\' && i + 1 < pattern.size())
                ++i;
            name.addByte(pattern[i]);
        }
        ++i;
    }
    return name;
}

bool isPlain(std::string_view name)
{
    return name.find_first_of("*?[\\") == std::string_view::npos;
}

} // namespace

PathPattern::PathPattern(std::string_view text)
{
    const std::vector<std::string> alternatives = braceAlternatives(text);
    for (const std::string &alternative : alternatives) {
        if (&alternative != &alternatives.front())
            m_wildcards.addAlternative();
        bool isRoot = alternatives.size() == 1;
        for (const std::string_view name : namesOf(alternative)) {
            isRoot = isRoot && isPlain(name);
            if (isRoot)
                m_root.append(m_root.empty() ? "" : "/").append(name);
            if (name == "**")
                m_wildcards.addAnyNames();
            else
                m_wildcards.addName(readName(name));
        }
    }
}

bool PathPattern::matches(std::string_view path) const
{
    return m_wildcards.matches(namesOf(path));
}

bool PathPattern::covers(std::string_view path) const
{
    return m_wildcards.isEmpty() || m_wildcards.matchesBeginning(namesOf(path)); // empty: the project itself
}

CleanPath cleanPath(std::string_view path, std::string_view directory)
{
    std::vector<std::string_view> names;
    bool absolute = path.starts_with('/');
    const std::vector<std::string_view> base = namesOf(directory);
    if (!absolute)
        names = base;
    for (const std::string_view name : namesOf(path)) {
        if (name == "..") {
            if (!names.empty())
                names.pop_back();
        } else if (name != ".") {
            names.push_back(name);
        }
    }
    if (names.size() < base.size() || !std::equal(base.begin(), base.end(), names.begin()))
        return {false, {}};
    CleanPath clean;
    for (std::size_t i = base.size(); i < names.size(); ++i)
        clean.path.append(i == base.size() ? "" : "/").append(names[i]);
    return clean;
}

} // namespace stagecraft::engine

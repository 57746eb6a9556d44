// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/globs.h"

#include <algorithm>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalComparisons = 50000;
constexpr std::size_t MaximalAlternatives = 4096; // braces multiply

/// Reads "[…]" at `i`; moves `i` behind it. False when the set is not closed.
bool matchSet(std::string_view glob, std::size_t &i, char c, bool &matched)
{
    std::size_t at = i + 1;
    const bool negated = at < glob.size() && (glob[at] == '!' || glob[at] == '^');
    if (negated)
        ++at;
    bool found = false;
    while (at < glob.size() && glob[at] != ']') {
        if (glob[at] == '\\' && at + 1 < glob.size())
            ++at;
        char first = glob[at++];
        char last = first;
        if (at + 1 < glob.size() && glob[at] == '-' && glob[at + 1] != ']') {
            ++at;
            if (glob[at] == '\\' && at + 1 < glob.size())
                ++at;
            last = glob[at++];
        }
        found = found || (static_cast<unsigned char>(first) <= static_cast<unsigned char>(c)
                          && static_cast<unsigned char>(c) <= static_cast<unsigned char>(last));
    }
    if (at >= glob.size())
        return false;
    i = at + 1;
    matched = found != negated && c != '/';
    return true;
}

/// One path segment against one glob segment; iterative with a single backtrack point, so linear in practice.
bool segmentMatches(std::string_view glob, std::string_view text)
{
    std::size_t g = 0;
    std::size_t t = 0;
    std::size_t starGlob = std::string_view::npos;
    std::size_t starText = 0;
    while (t < text.size()) {
        bool matched = false;
        std::size_t nextGlob = g;
        std::size_t nextText = t + 1;
        if (g < glob.size() && glob[g] == '*') {
            starGlob = ++g;
            starText = t;
            continue;
        }
        if (g < glob.size()) {
            if (glob[g] == '?') {
                matched = true;
                nextGlob = g + 1;
                while (nextText < text.size() && (static_cast<unsigned char>(text[nextText]) & 0xc0U) == 0x80U)
                    ++nextText;
            } else if (glob[g] == '[' && matchSet(glob, nextGlob, text[t], matched)) {
                // matchSet has moved nextGlob
            } else {
                const std::size_t at = glob[g] == '\\' && g + 1 < glob.size() ? g + 1 : g;
                matched = glob[at] == text[t];
                nextGlob = at + 1;
            }
        }
        if (matched) {
            g = nextGlob;
            t = nextText;
        } else if (starGlob != std::string_view::npos) {
            g = starGlob;
            t = ++starText;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*')
        ++g;
    return g == glob.size();
}

std::vector<std::string_view> segmentsOf(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('/', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool pathMatches(std::span<const std::string_view> glob, std::span<const std::string_view> path)
{
    // The same backtracking over segments: "**/" stands for any number of them.
    std::size_t g = 0;
    std::size_t p = 0;
    std::size_t starGlob = std::string_view::npos;
    std::size_t starPath = 0;
    while (p < path.size()) {
        if (g + 1 < glob.size() && glob[g] == "**") {
            starGlob = ++g;
            starPath = p;
        } else if (g < glob.size() && segmentMatches(glob[g], path[p])) {
            ++g;
            ++p;
        } else if (starGlob != std::string_view::npos) {
            g = starGlob;
            p = ++starPath;
        } else {
            return false;
        }
    }
    return g == glob.size();
}

/// All texts that the outermost braces stand for.
std::vector<std::string> alternatives(std::string_view glob)
{
    std::vector<std::string> results;
    std::vector<std::string> open = {std::string(glob)};
    while (!open.empty() && results.size() + open.size() < MaximalAlternatives) {
        const std::string text = std::move(open.back());
        open.pop_back();
        const auto find = [&text](std::size_t from, bool inside) -> std::vector<std::size_t> {
            std::vector<std::size_t> marks; // '{', its ',' and '}'
            int depth = 0;
            for (std::size_t i = from; i < text.size(); ++i) {
                if (text[i] == '\\') {
                    ++i;
                } else if (text[i] == '{') {
                    if (depth++ == 0)
                        marks.push_back(i);
                } else if (text[i] == ',' && depth == 1 && inside) {
                    marks.push_back(i);
                } else if (text[i] == '}' && depth > 0 && --depth == 0) {
                    marks.push_back(i);
                    return marks;
                }
            }
            return {};
        };
        const std::vector<std::size_t> marks = find(0, true);
        if (marks.size() < 2) {
            results.push_back(text);
            continue;
        }
        // Pushed in reverse, so that they are taken in the order written.
        for (std::size_t i = marks.size() - 1; i-- > 0;) {
            open.push_back(text.substr(0, marks.front()) + text.substr(marks[i] + 1, marks[i + 1] - marks[i] - 1)
                           + text.substr(marks.back() + 1));
        }
    }
    return results;
}

bool hasMeta(std::string_view glob)
{
    return glob.find_first_of("*?[{") != std::string_view::npos;
}

} // namespace

bool globMatches(std::string_view glob, std::string_view path)
{
    const std::vector<std::string_view> segments = segmentsOf(path);
    return std::ranges::any_of(alternatives(glob), [&segments](const std::string &alternative) {
        return pathMatches(segmentsOf(alternative), segments);
    });
}

bool anyGlobMatches(std::span<const std::string> globs, std::span<const std::string> paths)
{
    if (globs.size() * paths.size() > MaximalComparisons)
        return true;
    return std::ranges::any_of(paths, [globs](const std::string &path) {
        return std::ranges::any_of(globs, [&path](const std::string &glob) { return globMatches(glob, path); });
    });
}

bool anyFileExists(std::span<const std::string> globs, std::span<const std::string> files)
{
    const bool topLevelOnly = std::ranges::none_of(globs, [](const std::string &glob) {
        return glob.find('/') != std::string::npos || glob.find("**") != std::string::npos;
    });
    std::vector<std::string> patterns;
    for (const std::string &glob : globs) {
        const bool extension = glob.starts_with("**/*.") && !hasMeta(std::string_view(glob).substr(4))
                               && glob.find('/', 4) == std::string::npos;
        if (hasMeta(glob) && !extension) {
            patterns.push_back(glob);
            continue;
        }
        const std::string_view ending = extension ? std::string_view(glob).substr(4) : std::string_view();
        const bool found = std::ranges::any_of(files, [&](const std::string &file) {
            if (topLevelOnly && file.find('/') != std::string::npos)
                return false;
            return extension ? file.ends_with(ending) : file == glob || (glob.ends_with('/') && file.starts_with(glob));
        });
        if (found)
            return true;
    }
    if (patterns.empty())
        return false;
    std::vector<std::string> candidates;
    std::ranges::copy_if(files, std::back_inserter(candidates), [topLevelOnly](const std::string &file) {
        return !topLevelOnly || file.find('/') == std::string::npos;
    });
    return anyGlobMatches(patterns, candidates);
}

bool includeGlobMatches(std::string_view glob, std::string_view path)
{
    std::string pattern;
    for (const std::string_view segment : segmentsOf(glob)) {
        if (!pattern.empty() || segment.empty())
            pattern += '/';
        // "ci/**.yml" means files in ci and below.
        if (segment != "**" && segment.starts_with("**"))
            pattern.append("**/").append(segment.substr(1));
        else
            pattern += segment;
    }
    return globMatches(pattern, path);
}

} // namespace stagecraft::expand

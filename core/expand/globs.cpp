// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/globs.h"

#include "core/base/wildcards.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalComparisons = 50000;
/// Reads "[…]" at `i` and moves `i` behind it. Nothing when the set is not closed.
std::optional<Wildcards::Bytes> readSet(std::string_view glob, std::size_t &i)
{
    std::size_t at = i + 1;
    const bool negated = at < glob.size() && (glob[at] == '!' || glob[at] == '^');
    if (negated)
        ++at;
    Wildcards::Bytes found;
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
        for (int byte = static_cast<unsigned char>(first); byte <= static_cast<unsigned char>(last); ++byte)
            found.set(static_cast<std::size_t>(byte));
    }
    if (at >= glob.size())
        return {};
    i = at + 1;
    return negated ? ~found : found;
}

Wildcards readName(std::string_view glob)
{
    Wildcards name;
    bool setsAreClosed = true; // when one is not, those behind it are not
    for (std::size_t i = 0; i < glob.size();) {
        if (glob[i] == '[' && setsAreClosed) {
            if (const std::optional<Wildcards::Bytes> set = readSet(glob, i)) {
                name.addOneOf(*set);
                continue;
            }
            setsAreClosed = false;
        }
        if (glob[i] == '*') {
            name.addAnyText();
        } else if (glob[i] == '?') {
            name.addCharacter();
        } else {
            if (glob[i] == '\\' && i + 1 < glob.size())
                ++i;
            name.addByte(glob[i]);
        }
        ++i;
    }
    return name;
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

/// For many paths.
PathWildcards readGlob(std::string_view text)
{
    PathWildcards path;
    const std::vector<std::string> alternatives = braceAlternatives(text);
    for (const std::string &alternative : alternatives) {
        if (&alternative != &alternatives.front())
            path.addAlternative();
        const std::vector<std::string_view> segments = segmentsOf(alternative);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (segments[i] == "**" && i + 1 < segments.size())
                path.addAnyNames();
            else
                path.addName(readName(segments[i]));
        }
    }
    return path;
}

bool hasMeta(std::string_view glob)
{
    return glob.find_first_of("*?[{") != std::string_view::npos;
}

} // namespace

bool globMatches(std::string_view glob, std::string_view path)
{
    return readGlob(glob).matches(segmentsOf(path));
}

const std::string *firstMatch(std::string_view glob, std::span<const std::string> paths)
{
    const PathWildcards read = readGlob(glob);
    const auto path = std::ranges::find_if(paths,
                                           [&read](const std::string &one) { return read.matches(segmentsOf(one)); });
    return path == paths.end() ? nullptr : &*path;
}

bool anyGlobMatches(std::span<const std::string> globs, std::span<const std::string> paths)
{
    if (globs.size() * paths.size() > MaximalComparisons)
        return true;
    std::vector<PathWildcards> read;
    std::ranges::transform(globs, std::back_inserter(read), readGlob);
    return std::ranges::any_of(paths, [&read](const std::string &path) {
        const std::vector<std::string_view> names = segmentsOf(path);
        return std::ranges::any_of(read, [&names](const PathWildcards &glob) { return glob.matches(names); });
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

std::vector<const std::string *> includedBy(std::string_view glob, std::span<const std::string> files)
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
    const PathWildcards read = readGlob(pattern);
    std::vector<const std::string *> found;
    for (const std::string &file : files) {
        if (read.matches(segmentsOf(file)))
            found.push_back(&file);
    }
    return found;
}

} // namespace stagecraft::expand

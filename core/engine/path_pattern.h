// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PathPattern: the globs of artifacts and caches as the runner reads them (doublestar): `**` any number of directories,
// `*` and `?` inside one name, `[a-z]`, `{a,b}`. Source: gitlab-runner reference, 5.2. Bytes, because not every name is
// UTF-8. Pure; one thread at a time.
#pragma once

#include "core/base/wildcards.h"

#include <string>
#include <string_view>

namespace stagecraft::engine {

class PathPattern
{
public:
    /// Relative to the project, as cleanPath() gives it.
    explicit PathPattern(std::string_view text);

    bool matches(std::string_view path) const;
    /// Matches, or lies in a directory that does: what is named is taken whole.
    bool covers(std::string_view path) const;
    /// The directory or file in which everything lies that can match; empty: the whole project.
    std::string root() const { return m_root; }

private:
    PathWildcards m_wildcards;
    std::string m_root;
};

/// A path without ".", "..", and double slashes.
struct CleanPath {
    bool inside = true; ///< false: it leaves the directory that it starts in
    std::string path;   ///< empty: the directory itself
};
/// `directory`: absolute; a path that begins with it is made relative to it.
CleanPath cleanPath(std::string_view path, std::string_view directory);

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// File patterns of rules:changes, rules:exists and include: Ruby's File.fnmatch with path name, dot and brace matching;
// reference/gitlab-ci-language.md §3.5.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::expand {

/// The whole path must match.
bool globMatches(std::string_view glob, std::string_view path);

/// The first path that matches; nullptr when none does. The pattern is read once.
const std::string *firstMatch(std::string_view glob, std::span<const std::string> paths);

/// Whether any of the paths matches any of the globs; more comparisons than GitLab allows count as a match.
bool anyGlobMatches(std::span<const std::string> globs, std::span<const std::string> paths);

/// rules:exists over all files of the repository.
bool anyFileExists(std::span<const std::string> globs, std::span<const std::string> files);

/// The files that include:local with wildcards means: "*" stays inside a folder, "**" crosses folders. Valid as long as `files`.
std::vector<const std::string *> includedBy(std::string_view glob, std::span<const std::string> files);

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// rules:changes:regexp and rules:exists:regexp, of GitLab 19.2 on: a regular expression that is looked for in paths;
// reference/gitlab-ci-language.md §3.5. Ruby reads it there; here RE2 does, and Perl's syntax what RE2 does not know.
// Immutable after construction. Internal to core/expand.
#pragma once

#include "core/expand/patterns.h"

#include <QRegularExpression>

#include <span>
#include <string>

namespace stagecraft::expand {

class PathRegexp
{
public:
    /// The text with its variables expanded.
    explicit PathRegexp(const std::string &text);

    bool isValid() const { return m_error.empty(); }
    /// What GitLab has against it, behind the name of the keyword: "is too long …". Empty when it is fine.
    const std::string &error() const { return m_error; }

    enum class Answer { Yes, No, TooSlow };
    /// More paths than GitLab compares are a Yes.
    Answer matchesAny(std::span<const std::string> paths) const;

private:
    Pattern m_pattern; ///< null when RE2 does not know the syntax
    QRegularExpression m_perl;
    std::string m_error;
};

} // namespace stagecraft::expand

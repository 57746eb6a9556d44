// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/path_regexp.h"

#include "core/expand/entry.h"

#include <chrono>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalLength = 255;
constexpr std::size_t MaximalComparisons = 50'000;
constexpr std::chrono::seconds Budget{1}; // of expressions that go back and forth

} // namespace

PathRegexp::PathRegexp(const std::string &text) : m_pattern(compileBarePattern(text))
{
    if (!m_pattern)
        m_perl = QRegularExpression(QString::fromStdString(text));
    if (characterCount(text) > MaximalLength)
        m_error = "is too long (maximum is 255 characters after variable expansion)";
    else if (!m_pattern && !m_perl.isValid())
        m_error = "must be a valid regular expression";
}

PathRegexp::Answer PathRegexp::matchesAny(std::span<const std::string> paths) const
{
    if (paths.size() > MaximalComparisons)
        return Answer::Yes;
    const auto end = std::chrono::steady_clock::now() + Budget;
    for (const std::string &path : paths) {
        if (m_pattern ? matches(m_pattern, path) : m_perl.match(QString::fromStdString(path)).hasMatch())
            return Answer::Yes;
        if (!m_pattern && std::chrono::steady_clock::now() > end)
            return Answer::TooSlow;
    }
    return Answer::No;
}

} // namespace stagecraft::expand

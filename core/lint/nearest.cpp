// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/nearest.h"

#include <algorithm>
#include <vector>

namespace stagecraft::lint {

namespace {

constexpr std::size_t LongestWord = 64; // beyond, nobody mistypes one word for another

std::string folded(std::string_view word)
{
    std::string result(word);
    for (char &c : result) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        else if (c == '-' || c == ' ')
            c = '_';
    }
    return result;
}

std::size_t allowedMistakes(std::size_t length)
{
    return length <= 2 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

/// The optimal string alignment distance, three rows of its table at a time.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t wrong = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, wrong});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

} // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates, std::size_t mostMistakes)
{
    if (word.size() > LongestWord)
        return {};
    const std::string wanted = folded(word);
    std::size_t best = std::min(allowedMistakes(wanted.size()), mostMistakes) + 1;
    const std::string *found = nullptr;
    for (const std::string &candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), wanted.size());
        const std::size_t shorter = std::min(candidate.size(), wanted.size());
        if (candidate == word || longer - shorter >= best)
            continue;
        const std::size_t mistakes = distance(wanted, folded(candidate));
        if (mistakes < best) {
            best = mistakes;
            found = &candidate;
        }
    }
    return found ? std::optional(*found) : std::nullopt;
}

} // namespace stagecraft::lint

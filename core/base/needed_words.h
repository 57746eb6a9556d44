// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// NeededWords: words without which a regular expression matches nothing. They are found in no time, while RE2 searches for
// a pattern of more states than it has memory for byte by byte. Needs RE2, which core/base itself does not link. One thread.
#pragma once

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft {

class NeededWords
{
public:
    explicit NeededWords(const RE2 &pattern)
    {
        int id = 0;
        if (m_filter.Add(pattern.pattern(), pattern.options(), &id) == RE2::NoError)
            m_filter.Compile(&m_words);
    }

    /// True also when nobody knows: of a text that is not ASCII, or when there are many words.
    bool areIn(std::string_view text) const
    {
        const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (m_words.empty() || m_words.size() > MaximalWords || !std::ranges::all_of(text, isAscii))
            return true;
        std::string lower(text);
        for (char &c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        std::vector<int> found;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            if (::memmem(lower.data(), lower.size(), m_words[i].data(), m_words[i].size()))
                found.push_back(static_cast<int>(i));
        }
        std::vector<int> possible;
        m_filter.AllPotentials(found, &possible);
        return !possible.empty();
    }

private:
    static constexpr std::size_t MaximalWords = 32;
    re2::FilteredRE2 m_filter{1};     ///< words of one character, too
    std::vector<std::string> m_words; ///< in lower case
};

} // namespace stagecraft

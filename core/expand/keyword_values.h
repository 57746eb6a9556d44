// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// KeywordValues: GitLab's value of each entry of one job, by keyword. A job has about a dozen: a list in one piece of memory
// is searched faster than a tree of pieces. Internal to core/expand.
#pragma once

#include "core/expand/report.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace stagecraft::expand {

class KeywordValues
{
public:
    /// nullptr when there is none.
    const Value *find(std::string_view keyword) const
    {
        const auto found = std::ranges::find(m_values, keyword, &Pair::first);
        return found == m_values.end() ? nullptr : &found->second;
    }
    bool contains(std::string_view keyword) const { return find(keyword) != nullptr; }

    /// `keyword` is a literal: only the view of it is kept. In the place of a value of the same keyword.
    void set(std::string_view keyword, Value value)
    {
        const auto found = std::ranges::find(m_values, keyword, &Pair::first);
        if (found != m_values.end()) {
            found->second = std::move(value);
            return;
        }
        if (m_values.empty())
            m_values.reserve(Usual);
        m_values.emplace_back(keyword, std::move(value));
    }

private:
    using Pair = std::pair<std::string_view, Value>;
    static constexpr std::size_t Usual = 12;
    std::vector<Pair> m_values;
};

} // namespace stagecraft::expand

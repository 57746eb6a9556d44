// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Slots: what the pipelines of one run share: how many jobs run at once, and which resource groups are in use. Used in one
// thread.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

namespace stagecraft::engine {

class Slots
{
public:
    explicit Slots(int count)
    {
        for (int slot = 0; slot < std::max(1, count); ++slot)
            m_free.push(slot);
    }

    bool isFull() const { return m_free.empty(); }
    /// The lowest free one; not when isFull().
    int take()
    {
        const int slot = m_free.top();
        m_free.pop();
        return slot;
    }
    void give(int slot) { m_free.push(slot); }

    /// False: another job is in the group.
    bool enterGroup(const std::string &group) { return m_groups.insert(group).second; }
    void leaveGroup(const std::string &group)
    {
        if (m_groups.erase(group) > 0)
            ++m_releases;
    }
    bool isGroupFree(const std::string &group) const { return !m_groups.contains(group); }
    /// How often a group has become free so far.
    quint64 releases() const { return m_releases; }

private:
    std::priority_queue<int, std::vector<int>, std::greater<>> m_free;
    std::set<std::string> m_groups;
    quint64 m_releases = 0;
};

} // namespace stagecraft::engine

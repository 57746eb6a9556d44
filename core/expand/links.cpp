// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/links.h"

#include <algorithm>
#include <tuple>

namespace stagecraft::expand {

namespace {

auto beginOf(const Origin &origin)
{
    return std::tuple(origin.file, origin.range.begin);
}

} // namespace

bool contains(const Origin &outer, const Origin &inner)
{
    return outer.file == inner.file && outer.range.contains(inner.range);
}

void Links::finish(const Value &config)
{
    std::ranges::sort(m_links, {}, [](const Link &link) { return beginOf(link.site); });
    m_rootKeys.reserve(config.members().size());
    for (const Value::Member &member : config.members()) {
        if (!member.value.origin().range.isEmpty())
            m_rootKeys.push_back({member.value.origin(), member.key});
    }
    std::ranges::sort(m_rootKeys, {}, [](const RootKey &key) { return beginOf(key.value); });
}

const Link *Links::find(const Origin &around, const Origin &place) const
{
    const Link *found = nullptr;
    auto link = std::ranges::lower_bound(m_links, beginOf(around), {}, [](const Link &l) { return beginOf(l.site); });
    for (; link != m_links.end() && contains(around, link->site); ++link) {
        if (contains(link->target, place) && (!found || link->target.range.length() < found->target.range.length()))
            found = &*link;
    }
    return found;
}

const Links::RootKey *Links::rootKeyAt(const Origin &place) const
{
    const auto after = std::ranges::upper_bound(m_rootKeys, beginOf(place), {},
                                                [](const RootKey &key) { return beginOf(key.value); });
    if (after == m_rootKeys.begin() || !contains(std::prev(after)->value, place))
        return nullptr;
    return &*std::prev(after);
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/leftovers.h"

#include "core/docker/labels.h"

#include <array>
#include <vector>

namespace stagecraft::docker {

Task<Result<int>> removeLabelled(Client &client, QString label, std::function<bool(const LabelledObject &)> chosen)
{
    using Kind = LabelledObject::Kind;
    auto containers = client.labelled(Kind::Container, label);
    auto networks = client.labelled(Kind::Network, label);
    auto volumes = client.labelled(Kind::Volume, label);
    std::array lists{co_await containers, co_await networks, co_await volumes};
    int gone = 0;
    for (const auto &list : lists) {
        if (!list)
            co_return std::unexpected(list.error());
        std::vector<Pending<void>> removals;
        for (const LabelledObject &object : *list) {
            if (chosen(object))
                removals.push_back(client.remove(object));
        }
        for (auto &removal : removals) {
            const auto removed = co_await removal;
            gone += removed.has_value() ? 1 : 0;
        }
    }
    co_return gone;
}

Task<Result<int>> removeLeftovers(Client &client)
{
    const auto isDead = [](const LabelledObject &object) {
        const auto owner = Owner::fromLabels(object.labels);
        return owner && owner->isDead();
    };
    co_return co_await removeLabelled(client, QString::fromLatin1(labels::run), isDead);
}

} // namespace stagecraft::docker

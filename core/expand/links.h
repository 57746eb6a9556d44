// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Links: the places that stand for a value written elsewhere (aliases and !reference tags), and which root key a place
// belongs to. Provenance is made of them. Internal to core/expand.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/expand/report.h"

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::expand {

struct Link {
    Origin site;   ///< of the alias or tag
    Origin target; ///< of what it stands for
    Via via = Via::Anchor;
    std::string name;
};

class Links
{
public:
    void add(Link link) { m_links.push_back(std::move(link)); }
    /// Once, when all links are there. `config` is the merged configuration.
    void finish(const Value &config);

    /// The link inside of `around` that brings in what is written at `place`: the tightest; nullptr when there is none.
    const Link *find(const Origin &around, const Origin &place) const;
    struct RootKey {
        Origin value;
        std::string_view name; ///< of the merged configuration given to finish()
    };
    const RootKey *rootKeyAt(const Origin &place) const;

private:
    std::vector<Link> m_links;
    std::vector<RootKey> m_rootKeys;
};

bool contains(const Origin &outer, const Origin &inner);

} // namespace stagecraft::expand

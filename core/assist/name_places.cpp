// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/name_places.h"

#include <algorithm>
#include <array>

namespace stagecraft::assist {

namespace {

struct NamePlace {
    std::string_view keyword;
    NameKind kind;
};

constexpr std::array Places = {
    NamePlace{"needs", NameKind::Job},
    NamePlace{"needs:job", NameKind::Job},
    NamePlace{"dependencies", NameKind::Job},
    NamePlace{"extends", NameKind::Job},
    NamePlace{"environment:on_stop", NameKind::Job},
    NamePlace{"trigger:include:job", NameKind::Job},
    NamePlace{"stage", NameKind::Stage},
    NamePlace{"inherit:variables", NameKind::Variable},
    NamePlace{"rules:if", NameKind::Variable},
    NamePlace{"include:rules:if", NameKind::Variable},
    NamePlace{"only:variables", NameKind::Variable},
    NamePlace{"except:variables", NameKind::Variable},
    NamePlace{"include", NameKind::ConfigFile},
    NamePlace{"include:local", NameKind::ConfigFile},
    NamePlace{"spec:include", NameKind::ConfigFile},
    NamePlace{"spec:include:local", NameKind::ConfigFile},
    NamePlace{"trigger:include", NameKind::ConfigFile},
    NamePlace{"trigger:include:local", NameKind::ConfigFile},
    NamePlace{"include:project", NameKind::ForeignFile},
    NamePlace{"include:file", NameKind::ForeignFile},
    NamePlace{"include:ref", NameKind::ForeignFile},
    NamePlace{"include:remote", NameKind::ForeignFile},
    NamePlace{"include:template", NameKind::ForeignFile},
    NamePlace{"include:component", NameKind::ForeignFile},
    NamePlace{"spec:include:project", NameKind::ForeignFile},
    NamePlace{"spec:include:file", NameKind::ForeignFile},
    NamePlace{"spec:include:ref", NameKind::ForeignFile},
    NamePlace{"spec:include:remote", NameKind::ForeignFile},
    NamePlace{"spec:include:template", NameKind::ForeignFile},
    NamePlace{"spec:include:component", NameKind::ForeignFile},
    NamePlace{"trigger:include:project", NameKind::ForeignFile},
    NamePlace{"trigger:include:file", NameKind::ForeignFile},
    NamePlace{"trigger:include:ref", NameKind::ForeignFile},
    NamePlace{"trigger:include:remote", NameKind::ForeignFile},
    NamePlace{"trigger:include:template", NameKind::ForeignFile},
    NamePlace{"trigger:include:component", NameKind::ForeignFile},
    NamePlace{"cache:key:files", NameKind::File},
    NamePlace{"cache:key:files_commits", NameKind::File},
    NamePlace{"rules:exists", NameKind::File},
    NamePlace{"rules:exists:paths", NameKind::File},
    NamePlace{"rules:changes", NameKind::File},
    NamePlace{"rules:changes:paths", NameKind::File},
};

} // namespace

NameKind nameKindAt(const model::KeywordPlace &place)
{
    if (place.isKey || !place.isKnown || !place.name.empty())
        return NameKind::None;
    const auto found = std::ranges::find(Places, std::string_view(place.keyword), &NamePlace::keyword);
    return found == Places.end() ? NameKind::None : found->kind;
}

} // namespace stagecraft::assist

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The keys of an include entry. Internal to core/expand.
#pragma once

#include <array>
#include <string_view>

namespace stagecraft::expand {

inline constexpr std::array<std::string_view, 6> IncludeKinds = {"local",    "project",  "remote",
                                                                 "template", "artifact", "component"};
inline constexpr std::array<std::string_view, 13> IncludeItemKeys
    = {"local", "file", "remote", "project", "ref", "template", "artifact", "job", "component", "inputs", "rules",
       "integrity", "cache"};

} // namespace stagecraft::expand

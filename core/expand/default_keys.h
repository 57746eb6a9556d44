// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The keywords that default: gives to jobs. Internal to core/expand.
#pragma once

#include <array>
#include <string_view>

namespace stagecraft::expand {

inline constexpr std::array<std::string_view, 12> DefaultKeys = {
    "before_script", "image",   "services", "after_script", "cache",     "interruptible",
    "timeout",       "retry",   "tags",     "artifacts",    "id_tokens", "hooks"};

} // namespace stagecraft::expand

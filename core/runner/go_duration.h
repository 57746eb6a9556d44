// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Durations as Go reads them, in config.toml and in variables for the runner. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace stagecraft::runner {

/// "90s", "1h30m", "-5m", "0"; nullopt for anything else.
std::optional<std::chrono::milliseconds> goDuration(std::string_view text);

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Durations as people write them ("3h 30m", "1:20", "one week"); reference/gitlab-ci-language.md §2.16.
#pragma once

#include <optional>
#include <string_view>

namespace stagecraft::expand {

/// Seconds; nothing for a text that is no duration, or one of zero length.
std::optional<double> parseDuration(std::string_view text);

/// Without a fraction; what is no time or more than an int holds becomes the nearest that is.
int wholeSeconds(double seconds);

} // namespace stagecraft::expand

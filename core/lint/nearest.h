// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What somebody most likely meant by a misspelt word. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stagecraft::lint {

/// The candidate with the fewest typing mistakes (a letter too many, missing, wrong, or two swapped; letters' case does
/// not count), the first of equals. Nothing when even that one is too far away to be meant or has more mistakes than `mostMistakes`, or is the word itself.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates,
                                   std::size_t mostMistakes = 3);

} // namespace stagecraft::lint

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// definition() and uses(): where the name at a place is defined, and all places that use it. Offsets count in
// known.tree's text; uses are looked for in that text only. Pure; any thread; uses() is linear to the text.
#pragma once

#include "core/assist/knowledge.h"

#include <string_view>

namespace stagecraft::assist {

/// Most important first; empty when the place names nothing, or something that nobody defines.
std::vector<Location> definition(const Knowledge &known, qsizetype offset);
/// In the order of the text, the definition in it included.
std::vector<Location> uses(const Knowledge &known, qsizetype offset);

/// Where a job or template is written: in this file, else in the included one.
std::vector<Location> placesOfJob(const Knowledge &known, std::string_view name);

} // namespace stagecraft::assist

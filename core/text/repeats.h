// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// GitLab tells a mistake in a template once for each job that takes it over. People want to read it once. Pure; any thread.
#pragma once

#include "core/text/diagnostic.h"

namespace stagecraft::text {

struct Repeated {
    std::size_t index = 0; ///< of the first diagnostic with this text at this place
    int times = 1;
};

/// Each text at each place once, in the order of the diagnostics. Linear.
std::vector<Repeated> withoutRepeats(const Diagnostics &diagnostics);

} // namespace stagecraft::text

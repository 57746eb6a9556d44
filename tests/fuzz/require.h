// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a fuzz target promises. An assertion that release builds keep: libFuzzer saves the input that breaks it.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace stagecraft::fuzz {

inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

} // namespace stagecraft::fuzz

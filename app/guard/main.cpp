// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// stagecraft-guard: outlives the engine by the moment that it takes to end what the engine started. Not for people.
#include "app/guard/job_guard.h"
#include "app/guard/run_guard.h"

#include <cstdio>

int main(int count, char **words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() == 1 && arguments.front() == "run")
        return stagecraft::guard::guardRun();
    if (arguments.size() >= 2 && arguments.front() == "job")
        return stagecraft::guard::guardJob({arguments.begin() + 1, arguments.end()});
    std::fputs("stagecraft-guard is started by Stagecraft itself.\n", stderr);
    return 2;
}

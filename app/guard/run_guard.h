// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Guards one run: sleeps until the engine is gone and then ends what the engine could not: processes that carry the run's
// cookie, labelled objects in a Docker engine, directories. Jobs of the shell executor have a guard of their own besides.
//
// Commands: "cookie" (payload: KEY=value), "remove" (payload: a directory), "docker" (payload: host, newline, label),
// "done" (the engine has cleaned up; leave everything alone).
#pragma once

namespace stagecraft::guard {

int guardRun();

} // namespace stagecraft::guard

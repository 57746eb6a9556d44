// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Finding and ending processes by /proc: the descendants of one, or all that carry an environment entry (a "cookie", which
// children inherit whatever session or parent they choose). Without Qt, because the guard uses it. Any thread; blocks for
// the milliseconds that a scan takes, endAll() up to its patience.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace stagecraft {

std::vector<pid_t> descendantsOf(pid_t root);
/// Of this user; `entry` is "KEY=value". The caller itself is never among them.
std::vector<pid_t> processesWithEnvironment(const std::string &entry);

void signalAll(const std::vector<pid_t> &processes, int signal);

using FindProcesses = std::function<std::vector<pid_t>()>;

/// Kills what `find` finds now: stops all first, so that none can start another meanwhile. False when it found nothing.
/// That alone proves little: what is born, or loses its parent, during a scan may be missed by it.
bool killOnce(const FindProcesses &find);
/// Kills until `find` finds nothing several times in a row. False when some are left after `patience`.
bool killAll(const FindProcesses &find, std::chrono::milliseconds patience);
/// SIGTERM, `grace` to go by themselves, then killAll().
bool endAll(const FindProcesses &find, std::chrono::milliseconds grace, std::chrono::milliseconds patience);

} // namespace stagecraft

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Guards one attempt of a shell job. It starts the job's shells as its own children and is their subreaper, so whatever a
// job starts (background, setsid, double fork, cleared environment) stays a descendant of this process and can be ended.
//
// Commands: "run" (payload: the script, fed to a new shell), "env" (payload: KEY=value for shells that start later; the
// guard itself does not carry it, so that who looks for a job's cookie does not end the guard), "term" and "kill" (all
// descendants), "remove" (payload: a directory to delete at the end), "end" (kill what is left, report, remove).
// The end of the stream is "end" with a SIGTERM first. Reports on descriptor 3: "exit <code>\n" when a shell ends, or
// "alone <code>\n" where nothing else of the job is left by then; at the end "gone\n", or "left\n" when something of the job
// could not be ended.
#pragma once

#include <string>
#include <vector>

namespace stagecraft::guard {

/// `shell`: program and arguments. Standard output is the job's output. Answers the exit code of the guard.
int guardJob(const std::vector<std::string> &shell);

} // namespace stagecraft::guard

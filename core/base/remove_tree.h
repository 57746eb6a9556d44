// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// removeTree(): deletes a directory and all that is in it, read-only directories too (jobs leave such: Go's module cache).
// Symbolic links are deleted, never followed. Without Qt, because the guard uses it. Any thread; blocks on the disk.
#pragma once

#include <string>

namespace stagecraft {

/// False when something is left. A path that does not exist is fine.
bool removeTree(const std::string &path);

} // namespace stagecraft

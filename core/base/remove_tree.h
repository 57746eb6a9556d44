// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// removeTree(): deletes a directory and all that is in it, read-only directories too (jobs leave such: Go's module cache).
// Symbolic links are deleted, never followed. Without Qt, because the guard uses it. Any thread; blocks on the disk.
#pragma once

#include <string>

namespace stagecraft {

/// False when something is left. A path that does not exist is fine, and so are others who remove parts of the tree meanwhile:
/// the guards of a run and of its jobs do.
bool removeTree(const std::string &path);

} // namespace stagecraft

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Whether this machine has memory for what is only done ahead of time. Cheap; any thread.
#pragma once

#include <QByteArray>

namespace stagecraft::engine {

/// An eighth of the memory, and 512 MiB at least, have to be available. True where the system does not say.
bool hasMemoryToSpare();
/// The same for the text of /proc/meminfo.
bool hasMemoryToSpare(const QByteArray &meminfo);

} // namespace stagecraft::engine

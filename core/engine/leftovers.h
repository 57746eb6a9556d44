// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What killed engines left behind, found at the next run by the journals of theirs: processes (by cookie) and
// directories are ended here; objects in a Docker engine are removed by what the journal says (docker_sweep.h).
// Runs of engines that live are left alone. Blocks on /proc and the disk: call it on a pool thread.
#pragma once

#include "core/engine/run_directory.h"

#include <vector>

namespace stagecraft::engine {

/// Ends what is left of dead runs and forgets them; answers their journals. `stateDirectory`: empty for the user's.
std::vector<Journal> cleanUpLeftovers(const QString &stateDirectory = {});

} // namespace stagecraft::engine

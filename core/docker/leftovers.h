// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What killed processes have left in an engine: containers, networks and volumes with our labels whose process is dead.
// Called at the start of a run; the objects of living processes and of anybody else are never touched.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"

#include <functional>

namespace stagecraft::docker {

/// Removes everything with this label ("key" or "key=value") that `chosen` says yes to: containers first. The answer is
/// how many are gone.
Task<Result<int>> removeLabelled(Client &client, QString label, std::function<bool(const LabelledObject &)> chosen);

/// Removes what dead processes of this machine have left in the engine.
Task<Result<int>> removeLeftovers(Client &client);

} // namespace stagecraft::docker

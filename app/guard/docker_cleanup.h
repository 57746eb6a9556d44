// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Removes what a run left in a Docker engine: containers, networks and volumes with one label. Plain HTTP over a socket;
// an engine behind TLS is left to the next start of Stagecraft. Blocks at most some seconds an object.
#pragma once

#include <string>

namespace stagecraft::guard {

/// `host` as in DOCKER_HOST: unix:///path or tcp://host:port. `label` is "key=value".
void removeDockerObjects(const std::string &host, const std::string &label);

} // namespace stagecraft::guard

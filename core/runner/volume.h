// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Entries of [runners.docker] volumes: "/cache", "/host:/container", "/host:/container:ro". Pure; safe on any thread.
#pragma once

#include <string_view>

namespace stagecraft::runner {

/// The path inside the container: the only part, or the second.
std::string_view containerPathOf(std::string_view volume);
/// Binds the host's Docker socket into the job.
bool isDockerSocket(std::string_view volume);

} // namespace stagecraft::runner

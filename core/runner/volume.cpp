// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/volume.h"

namespace stagecraft::runner {

std::string_view containerPathOf(std::string_view volume)
{
    const std::size_t colon = volume.find(':');
    if (colon == std::string_view::npos)
        return volume;
    std::string_view path = volume.substr(colon + 1);
    path = path.substr(0, path.find(':'));
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

bool isDockerSocket(std::string_view volume)
{
    const std::string_view path = containerPathOf(volume);
    return volume.contains(':') && (path == "/var/run/docker.sock" || path == "/run/docker.sock");
}

} // namespace stagecraft::runner

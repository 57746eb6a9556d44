// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunnerSettings: what a config.toml, or a mode's defaults, tell a local run to do. Plain values; the engine obeys them
// without knowing TOML.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::runner {

/// One of [[runners.docker.services]].
struct RunnerService {
    std::string name;
    std::string alias = {};
    std::vector<std::string> command = {};
    std::vector<std::string> entrypoint = {};
    std::vector<std::string> environment = {}; ///< "KEY=value"
};

/// How the runner of this run is set up: a mode's defaults, or what a config.toml says (gitlab-runner reference, §1).
struct RunnerSettings {
    enum class Executor { Shell, Docker } executor = Executor::Shell;
    std::string name = "stagecraft";
    std::string defaultImage = "docker:29-cli";
    bool privileged = false;
    std::optional<bool> servicesPrivileged = {};
    std::vector<std::string> volumes = {}; ///< as in config.toml: "/cache", "/certs/client", "/host:/container:ro"
    std::vector<std::string> pullPolicy = {"if-not-present"};
    std::vector<std::string> environment = {}; ///< "KEY=value"
    std::vector<std::string> extraHosts = {};
    std::string networkMode = {};
    std::string helperImage = {};
    std::vector<RunnerService> services = {}; ///< [[runners.docker.services]]
    bool networkPerBuild = true;
    int waitForServicesSeconds = 30;
};

} // namespace stagecraft::runner

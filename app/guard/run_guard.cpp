// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/guard/run_guard.h"

#include "app/guard/command_stream.h"
#include "app/guard/docker_cleanup.h"
#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"

#include <chrono>
#include <csignal>
#include <unistd.h>
#include <utility>
#include <vector>

namespace stagecraft::guard {

int guardRun()
{
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE})
        std::signal(signal, SIG_IGN);
    std::vector<std::string> cookies;
    std::vector<std::string> directories;
    std::vector<std::pair<std::string, std::string>> engines;
    CommandStream commands(STDIN_FILENO);
    while (commands.read()) {
        while (const auto command = commands.next()) {
            if (command->verb == "done")
                return 0;
            if (command->verb == "cookie")
                cookies.push_back(command->payload);
            else if (command->verb == "remove")
                directories.push_back(command->payload);
            else if (const std::size_t line = command->payload.find('\n');
                     command->verb == "docker" && line != std::string::npos)
                engines.emplace_back(command->payload.substr(0, line), command->payload.substr(line + 1));
        }
    }

    using namespace std::chrono_literals;
    for (const std::string &cookie : cookies)
        endAll([&] { return processesWithEnvironment(cookie); }, 200ms, 5s);
    for (const auto &[host, label] : engines)
        removeDockerObjects(host, label);
    for (const std::string &directory : directories)
        removeTree(directory);
    return 0;
}

} // namespace stagecraft::guard

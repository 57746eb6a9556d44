// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/guard/run_guard.h"

#include "app/guard/command_stream.h"
#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"

#include <chrono>
#include <csignal>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace stagecraft::guard {

namespace {

/// `commandLine`: program and arguments, each with a NUL behind it.
void runToItsEnd(std::string commandLine)
{
    std::vector<char *> words;
    for (std::size_t at = 0; at < commandLine.size(); at = commandLine.find('\0', at) + 1) {
        words.push_back(commandLine.data() + at);
        if (commandLine.find('\0', at) == std::string::npos)
            break;
    }
    words.push_back(nullptr);
    pid_t pid = -1;
    if (words.size() > 1 && ::posix_spawn(&pid, words.front(), nullptr, nullptr, words.data(), environ) == 0)
        ::waitpid(pid, nullptr, 0);
}

} // namespace

int guardRun()
{
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE})
        std::signal(signal, SIG_IGN);
    std::vector<std::string> cookies;
    std::vector<std::string> directories;
    std::vector<std::string> programs;
    CommandStream commands(STDIN_FILENO);
    while (commands.read()) {
        while (const auto command = commands.next()) {
            if (command->verb == "done")
                return 0;
            if (command->verb == "cookie")
                cookies.push_back(command->payload);
            else if (command->verb == "remove")
                directories.push_back(command->payload);
            else if (command->verb == "start")
                programs.push_back(command->payload);
        }
    }

    using namespace std::chrono_literals;
    for (const std::string &cookie : cookies)
        endAll([&] { return processesWithEnvironment(cookie); }, 200ms, 5s);
    for (const std::string &commandLine : programs)
        runToItsEnd(commandLine);
    for (const std::string &directory : directories)
        removeTree(directory);
    return 0;
}

} // namespace stagecraft::guard

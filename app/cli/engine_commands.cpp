// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine_commands.h"

#include "core/base/process.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>

namespace stagecraft::cli {

EngineCommands &engineCommands()
{
    static EngineCommands commands;
    return commands;
}

bool needEngine(int argc, char *argv[])
{
    const auto is = [](std::string_view text) { return [text](const char *argument) { return argument == text; }; };
    return argc > 1
           && (is("run")(argv[1]) || is("terminal")(argv[1]) || std::any_of(argv + 1, argv + argc, is("--fetch")));
}

int becomeEngine(char *argv[])
{
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::string program = (self.parent_path() / "stagecraft-cli-engine").string();
    becomeProgram(program, argv);
    std::fprintf(stderr, "stagecraft-cli: %s cannot be started. Install Stagecraft again.\n", program.c_str());
    return Usage;
}

} // namespace stagecraft::cli

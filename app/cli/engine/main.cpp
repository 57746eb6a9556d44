// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/fetch_includes.h"
#include "app/cli/engine_commands.h"

int main(int argc, char *argv[])
{
    stagecraft::cli::engineCommands() = {.run = stagecraft::cli::run,
                                         .terminal = stagecraft::cli::terminal,
                                         .fetch = stagecraft::cli::fetchIncludes};
    return stagecraft::cli::runProgram(argc, argv, QStringLiteral(STAGECRAFT_VERSION));
}

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine_commands.h"

int main(int argc, char *argv[])
{
    if (stagecraft::cli::needEngine(argc, argv))
        return stagecraft::cli::becomeEngine(argv);
    return stagecraft::cli::runProgram(argc, argv, QStringLiteral(STAGECRAFT_VERSION));
}

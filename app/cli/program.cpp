// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine_commands.h"
#include "app/shared/translation.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace stagecraft::cli {

int runProgram(int argc, char *argv[], const QString &version)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("stagecraft-cli"));
    QCoreApplication::setOrganizationName(QStringLiteral("stagecraft"));
    QCoreApplication::setApplicationVersion(version);
    installTranslation();

    QFile in;
    QFile out;
    QFile err;
    // By descriptor: a FILE that is a pipe holds back its text, and the logs are live.
    if (!in.open(STDIN_FILENO, QIODevice::ReadOnly)
        || !out.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !err.open(STDERR_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return Usage;
    const bool colours = isatty(STDOUT_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR");
    Terminal terminal(in, out, err, colours);
    return runCommandLine(QCoreApplication::arguments().sliced(1), terminal);
}

} // namespace stagecraft::cli

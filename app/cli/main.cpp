// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/shared/translation.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("stagecraft-cli"));
    QCoreApplication::setOrganizationName(QStringLiteral("stagecraft"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STAGECRAFT_VERSION));
    stagecraft::installTranslation();

    QFile in;
    QFile out;
    QFile err;
    // By descriptor: a FILE that is a pipe holds back its text, and the logs are live.
    if (!in.open(STDIN_FILENO, QIODevice::ReadOnly) || !out.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !err.open(STDERR_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return stagecraft::cli::Usage;
    const bool colours = isatty(STDOUT_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR");
    stagecraft::cli::Terminal terminal(in, out, err, colours);
    return stagecraft::cli::runCommandLine(QCoreApplication::arguments().sliced(1), terminal);
}

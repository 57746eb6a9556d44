// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/command.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <unistd.h>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("stagecraft-cli"));
    QCoreApplication::setOrganizationName(QStringLiteral("stagecraft"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STAGECRAFT_VERSION));

    QFile in;
    QFile out;
    QFile err;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return stagecraft::cli::Usage;
    const bool colours = isatty(fileno(stdout)) && !qEnvironmentVariableIsSet("NO_COLOR");
    stagecraft::cli::Terminal terminal(in, out, err, colours);
    return stagecraft::cli::runCommandLine(QCoreApplication::arguments().sliced(1), terminal);
}

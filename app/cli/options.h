// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The command line of one sub-command: QCommandLineParser with our way of saying what is wrong.
#pragma once

#include "app/cli/command.h"

#include <QCommandLineParser>

#include <optional>

namespace stagecraft::cli {

class Options
{
public:
    /// `usage` is what stands behind the command's name, e.g. "[OPTIONS] [DIR]".
    Options(const char *command, const QString &usage, const QString &description);

    void add(const QString &name, const QString &description, const QString &valueName = {});
    /// False when the command is over: then `exitCode` is set (help was printed, or the usage was wrong).
    bool parse(const QStringList &arguments, Terminal &terminal, int &exitCode);

    /// --format, one of `formats`; the first when it is left out. Complains and gives nothing when it is another.
    std::optional<QString> format(const QStringList &formats, Terminal &terminal) const;

    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }
    QStringList positional() const { return m_parser.positionalArguments(); }

private:
    QString m_command;
    QString m_usage;
    QCommandLineParser m_parser;
};

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A sub-command of `stagecraft-cli`. All input and output goes through Terminal, so that tests can look at it.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFile>
#include <QStringList>

#include <span>

namespace stagecraft::cli {

enum ExitCode {
    Success = 0,
    Failed = 1, ///< the command did its work and the answer is no
    Usage = 2,  ///< wrong words, or nothing to work on
    CancelledByUser = 130,
};

/// UTF-8 text to standard output and standard error.
class Terminal
{
public:
    Terminal(QIODevice &in, QIODevice &out, QIODevice &err, bool colours)
        : m_in(in), m_out(out), m_err(err), m_colours(colours)
    {
    }

    /// Standard input up to its end; TooLarge when it goes on behind maximumSize.
    Result<QByteArray> readInput(qint64 maximumSize);
    void print(const QByteArray &text);
    void print(const QString &text) { print(text.toUtf8()); }
    /// For people: names and messages come from pipelines, and none of them may do anything to a terminal.
    void show(const QString &text);
    /// One line on standard error, behind "stagecraft-cli: ". For people, too.
    void complain(const QString &sentence);
    bool colours() const { return m_colours; }
    /// Nobody reads standard output any more: a write to it has failed.
    bool isClosed() const { return m_closed; }

private:
    QIODevice &m_in;
    QIODevice &m_out;
    QIODevice &m_err;
    bool m_colours;
    bool m_closed = false;
};

struct Command {
    const char *name;
    const char *summary;
    /// `arguments` without the program's and the command's name. Null: see EngineCommands.
    int (*run)(const QStringList &arguments, Terminal &terminal);
};

std::span<const Command> commands();

/// `arguments` without the program's name.
int runCommandLine(const QStringList &arguments, Terminal &terminal);

int lint(const QStringList &arguments, Terminal &terminal);
int expandPipeline(const QStringList &arguments, Terminal &terminal);
int includes(const QStringList &arguments, Terminal &terminal);
int list(const QStringList &arguments, Terminal &terminal);
int run(const QStringList &arguments, Terminal &terminal);
int terminal(const QStringList &arguments, Terminal &terminal);
int runs(const QStringList &arguments, Terminal &terminal);
int artifacts(const QStringList &arguments, Terminal &terminal);
int clean(const QStringList &arguments, Terminal &terminal);
int edit(const QStringList &arguments, Terminal &terminal);
int config(const QStringList &arguments, Terminal &terminal);
int registerRunner(const QStringList &arguments, Terminal &terminal);
int keywords(const QStringList &arguments, Terminal &terminal);

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a script that may pause does besides: it notes down its surroundings, and, in a container, does not end before it is told.
// Works in bash, dash and busybox, like the rest of script_writer.h.
//
// A failed script's own shell holds in a trap of the frame, outside the subshell with the job's commands: so the container goes on as
// it is, with the processes, mounts and network that the script had, and the job's traps and exit code are what they were. What is
// lost: functions and variables that were not exported. A job that has an EXIT trap of its own, or ends in `exec`, keeps only the
// variables and the directory that it began with.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <string>

namespace stagecraft::engine {

/// For the job's shell, before its commands: `file` (mode 0600) holds what an interactive shell has to read: now, and anew when the
/// script fails.
std::string keepCommands(const std::string &file);
/// For the shell around it: when the script has failed it prints pauseMark(word) and reads lines until `word` comes.
std::string holdCommands(const std::string &word);
QByteArray pauseMark(const QByteArray &word);

/// The interactive shell in a container: its best one, which reads `file` first.
QStringList terminalShellInContainer(const QString &file);
/// The same on this machine; `shell` is an absolute path. "ENV=…" for other shells than bash is in the environment.
QStringList terminalShell(const QString &shell, const QString &file);

/// Finds the mark in a script's output, and takes it out.
class PauseMark
{
public:
    explicit PauseMark(const QByteArray &word) : m_mark(pauseMark(word)) {}
    /// What of the output belongs to the log. The beginning of a mark is held back until it is one, or is not.
    QByteArray feed(QByteArrayView bytes);
    /// What was held back.
    QByteArray finish() { return std::exchange(m_rest, {}); }
    bool isSeen() const { return m_isSeen; }

private:
    QByteArray m_mark;
    QByteArray m_rest;
    bool m_isSeen = false;
};

} // namespace stagecraft::engine

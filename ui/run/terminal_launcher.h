// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TerminalLauncher: a window of the user's terminal emulator that runs `stagecraft-cli terminal FILE`, which joins a paused job.
// GUI thread; nothing waits. Windows that are still open when this object goes are closed. Failure: unavailable() with the command, for
// the user to start it.
#pragma once

#include "core/base/process.h"

#include <QObject>
#include <QProcessEnvironment>
#include <QStringList>

#include <optional>

namespace stagecraft::ui {

/// `stagecraft-cli` beside the running program, one directory above, or in PATH.
QStringList terminalCommand(const QString &terminalFile);
/// The emulator's program and arguments that run `command`: $TERMINAL, the distribution's choice, then the usual ones; nullopt: there
/// is none.
std::optional<QStringList> emulatorCommand(const QString &wanted, const QStringList &command);
/// As a person types it into a shell.
QString typedCommand(const QStringList &command);

class TerminalLauncher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void open(const QString &terminalFile);

Q_SIGNALS:
    void unavailable(const QString &command);
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PausedShell: `stagecraft-cli terminal FILE` as a child that has this program's terminal until it ends. Whatever it did to the
// terminal, its mode and its foreground process group are as before then. Main thread. Failure: the child says it, and left() comes.
#pragma once

#include "core/base/process.h"

#include <QObject>
#include <QSocketNotifier>
#include <QString>

#include <memory>
#include <termios.h>

namespace stagecraft::cli {

class PausedShell : public QObject
{
    Q_OBJECT
public:
    explicit PausedShell(const QString &terminalFile) : m_file(terminalFile) {}
    void start();

Q_SIGNALS:
    void left();

private:
    void ended();

    QString m_file;
    FileDescriptor m_terminal;
    FileDescriptor m_child;
    std::unique_ptr<QSocketNotifier> m_childEnded;
    struct termios m_mode = {};
    bool m_hasMode = false;
};

} // namespace stagecraft::cli

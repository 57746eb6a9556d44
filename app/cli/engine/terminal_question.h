// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TerminalQuestion: a question to whoever sits at the terminal that is standard input. It does not wait: answered() comes from the
// event loop, once. Only "y" and "yes" are a yes. Main thread; destroying it withdraws the question.
#pragma once

#include "app/cli/command.h"

#include <QObject>
#include <QSocketNotifier>

namespace stagecraft::cli {

class TerminalQuestion : public QObject
{
    Q_OBJECT
public:
    TerminalQuestion(const QString &question, Terminal &terminal);

Q_SIGNALS:
    void answered(bool yes);

private:
    void read();

    QSocketNotifier m_ready;
    QByteArray m_line;
};

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/terminal_question.h"

#include <unistd.h>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

TerminalQuestion::TerminalQuestion(const QString &question, Terminal &terminal)
    : m_ready(STDIN_FILENO, QSocketNotifier::Read)
{
    terminal.show(question + u" [y/N] "_s);
    connect(&m_ready, &QSocketNotifier::activated, this, &TerminalQuestion::read);
}

void TerminalQuestion::read()
{
    char bytes[256];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0)
        m_line.append(bytes, count);
    if (count > 0 && !m_line.contains('\n'))
        return;
    m_ready.setEnabled(false);
    const QByteArray answer = m_line.split('\n').first().trimmed().toLower();
    Q_EMIT answered(answer == "y" || answer == "yes");
}

} // namespace stagecraft::cli

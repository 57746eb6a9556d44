// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/paused_shell.h"

#include <QCoreApplication>
#include <QProcessEnvironment>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

void PausedShell::start()
{
    // Standard output may go into a pipe; the shell is for whoever sits at the terminal.
    const char *name = ::ttyname(STDIN_FILENO);
    m_terminal = FileDescriptor(::open(name ? name : "/dev/tty", O_RDWR | O_CLOEXEC));
    if (!m_terminal)
        m_terminal = FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    m_hasMode = ::tcgetattr(m_terminal.get(), &m_mode) == 0;
    SpawnRequest request{.program = u"/proc/self/exe"_s, .arguments = {u"terminal"_s, m_file}};
    for (const QString &entry : QProcessEnvironment::systemEnvironment().toStringList())
        request.environment.push_back(entry.toLocal8Bit().toStdString());
    request.descriptors = {m_terminal.get(), m_terminal.get(), m_terminal.get()};
    request.newSession = false;
    Result<FileDescriptor> child = spawn(request);
    if (!child) {
        QMetaObject::invokeMethod(this, &PausedShell::left, Qt::QueuedConnection);
        return;
    }
    m_child = std::move(*child);
    m_childEnded = std::make_unique<QSocketNotifier>(m_child.get(), QSocketNotifier::Read);
    connect(m_childEnded.get(), &QSocketNotifier::activated, this, &PausedShell::ended);
}

void PausedShell::ended()
{
    m_childEnded->setEnabled(false);
    reap(m_child);
    // A shell that was killed leaves the terminal to its own process group, and whoever writes to it from another is stopped.
    struct sigaction before = {};
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGTTOU, &ignore, &before);
    ::tcsetpgrp(m_terminal.get(), ::getpgrp());
    if (m_hasMode)
        ::tcsetattr(m_terminal.get(), TCSADRAIN, &m_mode);
    ::sigaction(SIGTTOU, &before, nullptr);
    Q_EMIT left();
}

} // namespace stagecraft::cli

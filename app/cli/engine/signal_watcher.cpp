// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/signal_watcher.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

namespace stagecraft::cli {

namespace {

constexpr std::array watchedSignals = {SIGINT, SIGTERM, SIGHUP};
int pipeEnds[2] = {-1, -1};

// Only write() is allowed in a signal handler, so the news travels through a pipe.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
}

struct sigaction actionWith(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    return action;
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent) : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) > 0)
            Q_EMIT interrupted();
    });
    const struct sigaction tell = actionWith(onSignal);
    for (std::size_t i = 0; i < watchedSignals.size(); ++i) {
        ::sigaction(watchedSignals[i], nullptr, &m_before[i]);
        if (m_before[i].sa_handler != SIG_IGN) // nohup and a shell's background jobs want it ignored
            ::sigaction(watchedSignals[i], &tell, nullptr);
    }
    const struct sigaction ignore = actionWith(SIG_IGN);
    ::sigaction(SIGPIPE, &ignore, &m_pipeBefore);
}

SignalWatcher::~SignalWatcher()
{
    if (!m_notifier)
        return;
    for (std::size_t i = 0; i < watchedSignals.size(); ++i)
        ::sigaction(watchedSignals[i], &m_before[i], nullptr);
    ::sigaction(SIGPIPE, &m_pipeBefore, nullptr);
    delete m_notifier;
    for (int &end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

} // namespace stagecraft::cli

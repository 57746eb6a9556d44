// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal, once for each; those that are ignored (nohup) stay so. SIGPIPE is
// ignored meanwhile: a closed output shows at the next write. One at a time per process; lives in the main thread.
#pragma once

#include <QObject>

#include <array>
#include <csignal>

class QSocketNotifier;

namespace stagecraft::cli {

class SignalWatcher : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override; ///< the signals do again what they did before

Q_SIGNALS:
    void interrupted();

private:
    QSocketNotifier *m_notifier = nullptr;
    std::array<struct sigaction, 3> m_before = {};
    struct sigaction m_pipeBefore = {};
};

} // namespace stagecraft::cli

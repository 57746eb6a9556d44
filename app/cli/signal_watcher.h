// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal. One at a time per process; lives in the main thread.
#pragma once

#include <QObject>

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
};

} // namespace stagecraft::cli

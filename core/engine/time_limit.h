// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TimeLimit: a timer for what may take so long and no longer. It ends once, and never early, as Qt's coarse timers may.
#pragma once

#include <QTimer>

namespace stagecraft::engine {

class TimeLimit : public QTimer
{
public:
    explicit TimeLimit(QObject *parent = nullptr) : QTimer(parent)
    {
        setSingleShot(true);
        setTimerType(Qt::PreciseTimer);
    }
};

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How long the GUI thread did not answer: the longest time between two ticks of a timer that is always due.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace stagecraft::test {

class LongestBlock
{
public:
    LongestBlock()
    {
        m_timer.setInterval(0);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        restart();
        m_timer.start();
    }

    void restart()
    {
        m_longest = 0;
        m_sinceTick.start();
    }

    /// Up to now, a block that is going on included.
    double milliseconds()
    {
        tick();
        return static_cast<double>(m_longest) / 1e6;
    }

private:
    void tick()
    {
        m_longest = std::max(m_longest, m_sinceTick.nsecsElapsed());
        m_sinceTick.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    qint64 m_longest = 0;
};

} // namespace stagecraft::test

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Pictures of the main states of the window, for the README and for whoever wants to see what a change did: `stagecraft --shots`.
// GUI thread; the window must outlive them.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace stagecraft::gui {

/// One state of the window: what leads there, how to know that it is there, and what its picture is called.
struct Shot {
    std::function<void()> action;
    std::function<bool()> isReady = {}; ///< at once when there is none; given up after a minute
    int settleMilliseconds = 300;       ///< for animations and painting, after that
    QString picture = {};               ///< none when empty
};

/// Walks through the states, saves a picture of the screen at each, then quits.
class Shots : public QObject
{
    Q_OBJECT
public:
    Shots(std::vector<Shot> shots, const QString &directory, QObject *parent = nullptr);
    void start();

private:
    void runNext();
    void awaitReady();
    void save(const QString &name) const;

    std::vector<Shot> m_shots;
    QString m_directory;
    std::size_t m_next = 0;
    QElapsedTimer m_waiting;
};

} // namespace stagecraft::gui

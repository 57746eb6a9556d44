// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Pictures of the main states of the window, for the README and for whoever wants to see what a change did: `stagecraft --shots`.
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace stagecraft::ui {
class MainWindow;
}

namespace stagecraft::gui {

/// Walks through the states of a window that shows a repository, saves a picture of the screen at each, then quits.
class Shots : public QObject
{
    Q_OBJECT
public:
    Shots(ui::MainWindow *window, const QString &directory, QObject *parent = nullptr);
    void start();

private:
    /// What to do, and how long the window may take to show it.
    struct Step {
        std::function<void()> action;
        int settleMilliseconds;
        QString picture; ///< none when empty
    };
    void runNext();
    void save(const QString &name) const;
    void dragFirstJob();
    void cancelDrag();

    ui::MainWindow *m_window;
    QString m_directory;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
};

} // namespace stagecraft::gui

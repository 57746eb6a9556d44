// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PausedBar: says that a job waits after its failed script, and what can be done with it. It is about the job whose log is shown, or
// else the first one that is paused, and hides while none is. GUI thread; the controller must outlive it.
#pragma once

#include "ui/run/terminal_launcher.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace stagecraft::ui {

class RunController;

class PausedBar : public QFrame
{
    Q_OBJECT
public:
    explicit PausedBar(RunController *controller, QWidget *parent = nullptr);

    /// Of the log that is shown.
    void setJob(const QString &name);

private:
    void refresh();
    void openTerminal();
    void offerCommand(const QString &command);

    RunController *m_controller;
    TerminalLauncher m_terminals;
    QString m_shown;  ///< job of the log
    QString m_paused; ///< job that this is about; empty: none
    QLabel *m_icon;
    QLabel *m_text;
    QWidget *m_byHand; ///< the command to copy, where no terminal emulator could be started
    QLineEdit *m_command;
};

} // namespace stagecraft::ui

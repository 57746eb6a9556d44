// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeMessages: what the message bar says about included files of elsewhere: how many are missing and whom fetching asks, how
// far it is, what failed; and the commands for it. GUI thread; its targets must outlive it.
#pragma once

#include "core/project/keep_includes.h"
#include "ui/mainwindow/message_bar.h"

#include <QObject>

namespace stagecraft::ui {

class CommandSet;
class IncludeController;
class Session;

class IncludeMessages : public QObject
{
    Q_OBJECT
public:
    IncludeMessages(IncludeController *includes, Session *session, MessageBar *bar, CommandSet *commands, QWidget *window);

private:
    void refresh();
    void tell(MessageBar::Kind kind, const QString &text, const MessageBar::Answers &answers);
    void showProgress(int done, int total);
    void showKept(const project::KeptIncludes &includes);
    void openSettings();

    IncludeController *m_includes;
    Session *m_session;
    MessageBar *m_bar;
    CommandSet *m_commands;
    QWidget *m_window;
    QString m_told; ///< a message that was closed does not come again
};

} // namespace stagecraft::ui

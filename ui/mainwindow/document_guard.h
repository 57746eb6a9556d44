// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DocumentGuard: keeps the user's texts from getting lost: saves, asks before unsaved work would go, tells what other programs did
// to the files, offers what a crash left over. Questions do not block. GUI thread; all that it is given must outlive it.
#pragma once

#include "ui/session/session.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QMainWindow;
class QMessageBox;

namespace stagecraft::ui {

class MessageBar;

class DocumentGuard : public QObject
{
    Q_OBJECT
public:
    DocumentGuard(Session *session, MessageBar *bar, QMainWindow *window);

    /// True if everything is saved. Failures are shown.
    bool save();
    void reload();
    /// Does it at once while nothing is unsaved; otherwise asks, and does it when the user saved or discarded.
    void whenSafe(const std::function<void()> &go);
    /// Nothing would be lost now. What is being typed into a field counts as typed.
    bool isSafe();
    /// To be called after a repository was opened.
    void offerRecovery();

private:
    void commitField();
    void reloadOne(Document document);
    void changedOnDisk(Document document);
    void goneFromDisk(Document document);

    Session *m_session;
    MessageBar *m_bar;
    QMainWindow *m_window;
    QPointer<QMessageBox> m_question;
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// StartFlow: the ways into Stagecraft that need more than one step: a pipeline from a starter, in the open repository or in a
// folder that the user chooses, and the sample project. It opens nothing itself: whoever owns the window does, at once,
// when asked. GUI thread; nothing blocks.
#pragma once

#include "core/base/result.h"
#include "ui/session/session.h"
#include "ui/start/starters.h"

#include <QObject>

class QWidget;

namespace stagecraft::ui {

class StartFlow : public QObject
{
    Q_OBJECT
public:
    /// `window` is what dialogs open over; it owns this object.
    StartFlow(Session *session, QWidget *window);

    void chooseStarter();
    void openSample();

Q_SIGNALS:
    void openRequested(const QString &directory);
    /// The folder has a pipeline already, which was opened and left as it is.
    void pipelineFound(const stagecraft::ui::Starter &wanted);
    void failed(const stagecraft::Error &error);

private:
    void chooseFolder(const Starter &starter);

    Session *m_session;
    QWidget *m_window;
};

} // namespace stagecraft::ui

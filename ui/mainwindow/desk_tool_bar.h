// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DeskToolBar: the window's tool bar: repository with the recent ones, mode of the runner, run, panels, theme. GUI thread; all
// that it is given must outlive it.
#pragma once

#include "core/runner/runner_mode.h"
#include "ui/commands/command_set.h"
#include "ui/session/session.h"

#include <QToolBar>

class QActionGroup;
class QToolButton;

namespace stagecraft::ui {

class ContextSelector;

class DeskToolBar : public QToolBar
{
    Q_OBJECT
public:
    DeskToolBar(Session *session, CommandSet *commands, QWidget *parent = nullptr);
    void setRecent(const QStringList &paths);
    ContextSelector *contextSelector() const { return m_context; }

Q_SIGNALS:
    void recentRequested(const QString &path);
    void modeRequested(stagecraft::runner::RunnerMode mode);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addModes();
    void addRun();
    void addTheme();
    void addCommands(std::initializer_list<QLatin1StringView> ids);
    void refresh();

    Session *m_session;
    CommandSet *m_commands;
    QToolButton *m_repository;
    ContextSelector *m_context;
    QActionGroup *m_modes;
    QList<QToolButton *> m_modeButtons;
};

} // namespace stagecraft::ui

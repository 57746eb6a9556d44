// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CanvasPanel: the canvas of a Session: keeps picture, selection and run states in step with it, and shows what is to be said
// about the picture as a whole (nothing here yet, cannot be edited). GUI thread; Session, actions and commands must outlive it.
#pragma once

#include "core/engine/run_event.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/desk_actions.h"
#include "ui/commands/command_set.h"
#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace stagecraft::ui {

class CanvasPanel : public QWidget
{
    Q_OBJECT
public:
    CanvasPanel(Session *session, DeskActions *actions, CommandSet *commands, QWidget *parent = nullptr);
    ~CanvasPanel() override;

    CanvasView *view() const { return m_view; }
    /// `name` is the job's, or one of a parallel job's.
    void setJobState(const QString &name, const engine::JobState &state);
    void setJobProgress(const QString &name, double fraction);
    void clearJobStates();

Q_SIGNALS:
    /// Enter or "Open in inspector".
    void jobActivated(const QString &name);
    /// The banner's button: show this place in the text.
    void revealRequested(stagecraft::text::TextRange range);
    void starterRequested();

private:
    void updateContent();
    void updateBanner();
    void takeSelection();
    void giveSelection();
    void showMenu(const QString &job, const QString &stage, const QPoint &position);
    void layoutOverlay();
    QString keyOf(const QString &name) const;
    bool eventFilter(QObject *watched, QEvent *event) override;

    Session *m_session;
    DeskActions *m_actions;
    CommandSet *m_commands;
    CanvasView *m_view;
    QWidget *m_empty;
    QLabel *m_emptyTitle;
    QLabel *m_emptyText;
    QFrame *m_banner;
    QTimer m_bannerDelay;
    QLabel *m_bannerText;
    QToolButton *m_bannerButton;
    QFrame *m_overlay;
    QToolButton *m_zoomLabel;
    QStackedLayout *m_stack;
    text::TextRange m_bannerRange;
    bool m_isTaking = false;
    QHash<QString, QHash<QString, CardRun>> m_runs; ///< by key, then by name: a parallel job has several
};

} // namespace stagecraft::ui

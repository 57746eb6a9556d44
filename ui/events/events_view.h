// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EventsView: which jobs run for a push, a merge request, a tag, a schedule, why, and what an unsaved change does to that.
// Computed on a pool, and only while the view is seen. GUI thread; the Session must outlive it.
#pragma once

#include "ui/events/event_matrix_model.h"
#include "ui/session/session.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QSortFilterProxyModel;
class QTreeView;

namespace stagecraft::ui {

class EventsView : public QWidget
{
    Q_OBJECT
public:
    explicit EventsView(Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to see the pipeline for this event.
    void eventChosen(const stagecraft::project::Trigger &trigger);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void compute();
    void forgetSaved();
    void display(EventMatrices matrices);

    Session *m_session;
    EventMatrixModel *m_model;
    QSortFilterProxyModel *m_filter;
    QTreeView *m_table;
    QLabel *m_state;
    QCheckBox *m_onlyChanged;
    std::shared_ptr<const project::Analysis> m_shownFor; ///< not computed again for the same one
    std::shared_ptr<const project::Analysis> m_saved;    ///< of the saved text, kept while that stays
    bool m_busy = false;
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// HistoryView: the runs of this project that were kept. One that is selected is shown with its jobs and logs, two are compared.
// They are read and removed on the pool; nothing here blocks. GUI thread; session and controller must outlive it.
#pragma once

#include "core/base/result.h"
#include "core/engine/run_history.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTreeWidget;

namespace stagecraft::ui {

class PastRunView;
class RunComparison;
class RunController;
class Session;

class HistoryView : public QWidget
{
    Q_OBJECT
public:
    HistoryView(Session *session, RunController *controller, QWidget *parent = nullptr);

    /// Reads the kept runs again. What was selected stays selected.
    void reload();

Q_SIGNALS:
    void currentRunRequested();
    void failed(const stagecraft::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    using Record = std::shared_ptr<const engine::RunRecord>;

    QWidget *buildEmpty();
    void display(std::vector<Record> runs);
    void showSelected();
    void showMenu(const QPoint &position);
    std::vector<Record> selected() const;
    void exportRun(const Record &run, const QString &title, const QString &fileName, const QString &filter,
                   const std::function<QByteArray(const engine::RunReport &)> &write);
    void askToDelete();
    void deleteRuns(const QStringList &ids);

    Session *m_session;
    RunController *m_controller;
    std::vector<Record> m_runs; ///< newest first, as the rows
    quint64 m_serial = 0;       ///< of reload(); answers to older ones are dropped
    bool m_isStale = true;
    QStackedWidget *m_pages;
    QLabel *m_emptyTitle = nullptr;
    QLabel *m_emptyIcon = nullptr;
    QSplitter *m_split;
    QTreeWidget *m_list;
    QStackedWidget *m_details;
    QLabel *m_hint;
    PastRunView *m_past;
    RunComparison *m_comparison;
};

} // namespace stagecraft::ui

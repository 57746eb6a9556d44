// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PastRunView: a run that was kept: its jobs, how they ended, and their logs, below a sign that this is not the current run.
// GUI thread.
#pragma once

#include "core/engine/run_history.h"

#include <QFrame>

#include <memory>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace stagecraft::ui {

class LogPanel;

class PastRunView : public QWidget
{
    Q_OBJECT
public:
    explicit PastRunView(QWidget *parent = nullptr);

    /// Shows its first failed job, else the first with a log.
    void setRun(const std::shared_ptr<const engine::RunRecord> &run);

Q_SIGNALS:
    void currentRunRequested();

private:
    void paintSign();
    void fill();
    void showLog(const QTreeWidgetItem *item);

    std::shared_ptr<const engine::RunRecord> m_run;
    QFrame *m_sign;
    QLabel *m_signIcon;
    QLabel *m_signText;
    QTreeWidget *m_jobs;
    QLabel *m_jobName;
    LogPanel *m_log;
};

} // namespace stagecraft::ui

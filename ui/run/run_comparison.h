// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunComparison: the jobs of two runs that were kept, side by side, differences first. GUI thread.
#pragma once

#include "core/engine/run_history.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace stagecraft::ui {

class RunComparison : public QWidget
{
    Q_OBJECT
public:
    explicit RunComparison(QWidget *parent = nullptr);

    void setRuns(const engine::RunRecord &before, const engine::RunRecord &after);

private:
    QLabel *m_title;
    QLabel *m_note;
    QTreeWidget *m_table;
};

} // namespace stagecraft::ui

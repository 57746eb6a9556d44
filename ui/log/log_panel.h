// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// LogPanel: a LogView with its bar: search, first error, follow, copy. GUI thread.
#pragma once

#include "ui/log/log_view.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace stagecraft::ui {

class LogPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LogPanel(QWidget *parent = nullptr);

    LogView *view() const { return m_view; }
    /// Shows this log. While there is nothing in it, `waiting` says why.
    void setLog(const QString &file, const QString &waiting);
    void setWaitingText(const QString &text);
    void focusSearch();
    /// Left of the search field, e.g. the job's name.
    void setLeading(QWidget *widget);

private:
    void showMatches();
    void showState();
    QToolButton *makeButton(const QString &iconName, const QString &toolTip);

    LogView *m_view;
    QWidget *m_bar;
    QLineEdit *m_search;
    QLabel *m_count;
    QLabel *m_waiting;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_firstError;
    QToolButton *m_follow;
};

} // namespace stagecraft::ui

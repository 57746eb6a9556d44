// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// StartPage: what the window shows while nothing is open: open a repository, or one of the last. GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace stagecraft::ui {

class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);
    void setRecent(const QStringList &paths);

Q_SIGNALS:
    void openRequested();
    void recentRequested(const QString &path);

private:
    QLabel *m_recentTitle;
    QVBoxLayout *m_recent;
};

} // namespace stagecraft::ui

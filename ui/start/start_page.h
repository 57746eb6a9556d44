// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// StartPage: what the window shows while nothing is open: open a repository, begin a pipeline, try the sample, or go on with
// one of the last repositories. GUI thread.
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
    void starterRequested();
    void sampleRequested();
    void recentRequested(const QString &path);

private:
    void showLogo();

    QLabel *m_logo;
    QLabel *m_recentHint;
    QVBoxLayout *m_recent;
};

} // namespace stagecraft::ui

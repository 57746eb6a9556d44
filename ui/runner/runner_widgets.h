// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Small parts that the runner workbench is made of. GUI thread.
#pragma once

#include "core/runner/runner_mode.h"

#include <QFrame>
#include <QLabel>
#include <QString>

class QToolButton;

namespace stagecraft::ui {

QString modeIconName(runner::RunnerMode mode);
QString modeTitle(runner::RunnerMode mode);
/// The mode in a few words, for cards.
QString modeTagline(runner::RunnerMode mode);

/// A label that wraps; `role` is one of setRole()'s.
QLabel *makeText(const QString &text, const char *role, QWidget *parent);
QLabel *makeIcon(const QString &name, const QColor &color, int size, QWidget *parent);

/// Commands in a well, with a button that copies them.
class CommandBox : public QFrame
{
    Q_OBJECT
public:
    explicit CommandBox(QWidget *parent = nullptr);
    void setCommand(const QString &command);
    QString command() const { return m_command; }

private:
    void copy();
    QString m_command;
    QLabel *m_text;
    QToolButton *m_copy;
};

/// A coloured note with an icon.
class Banner : public QFrame
{
    Q_OBJECT
public:
    enum class Tone { Info, Warning, Error };
    Banner(Tone tone, const QString &text, QWidget *parent = nullptr);

private:
    void paintEvent(QPaintEvent *event) override;
    Tone m_tone;
};

} // namespace stagecraft::ui

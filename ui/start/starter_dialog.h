// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The starter chooser: what there is to begin from, each with its text. The dialog does not block: it is opened and deletes
// itself when it is closed. GUI thread.
#pragma once

#include "ui/start/starters.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPlainTextEdit;

namespace stagecraft::ui {

class StarterDialog : public QDialog
{
    Q_OBJECT
public:
    /// `note` says what choosing one does here.
    explicit StarterDialog(const QString &note, QWidget *parent = nullptr);

    void accept() override;

Q_SIGNALS:
    void chosen(const stagecraft::ui::Starter &starter);

private:
    void showCurrent();

    QListWidget *m_list;
    QPlainTextEdit *m_preview;
    QLabel *m_title;
    QLabel *m_description;
};

} // namespace stagecraft::ui

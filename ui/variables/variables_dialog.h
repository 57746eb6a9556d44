// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The project's CI/CD variables as a table, and which refs are protected. Nothing is kept before Save. Enter edits, Insert adds, Delete
// removes. Does not block: it is opened and deletes itself. GUI thread.
#pragma once

#include "core/project/variable_settings.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace stagecraft::ui {

class VariableController;

class VariablesDialog : public QDialog
{
    Q_OBJECT
public:
    /// `defaultBranch` is the one that is protected when nothing else is said.
    VariablesDialog(VariableController *controller, const QString &defaultBranch, QWidget *parent = nullptr);

    void accept() override;

private:
    void addVariable();
    void editSelected();
    void removeSelected();
    /// Opens the form for one; an index past the end makes another.
    void openForm(std::size_t index);
    void fill();
    void refresh();
    int selected() const; ///< -1: none
    void tell(const QString &problem);

    VariableController *m_controller;
    std::vector<expand::ProjectVariable> m_variables;
    QTreeWidget *m_table;
    QLabel *m_empty; ///< what is said in the place of rows
    QLineEdit *m_refs;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_save;
    QLabel *m_problem;
};

} // namespace stagecraft::ui

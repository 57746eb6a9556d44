// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// One CI/CD variable of the project: key, value, type, environment scope, and who sees it. A masked value that is known is not shown;
// an empty field keeps it. Does not block: it is opened, says accepted() and deletes itself. GUI thread.
#pragma once

#include "core/project/variable_settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace stagecraft::ui {

class VariableDialog : public QDialog
{
    Q_OBJECT
public:
    /// `others` are the project's other variables.
    VariableDialog(const expand::ProjectVariable &variable, std::vector<expand::ProjectVariable> others,
                   QWidget *parent = nullptr);

    expand::ProjectVariable variable() const;
    void accept() override;

private:
    expand::ProjectVariable m_before;
    std::vector<expand::ProjectVariable> m_others;
    QLineEdit *m_key;
    QPlainTextEdit *m_value;
    QComboBox *m_type;
    QLineEdit *m_scope;
    QCheckBox *m_masked;
    QCheckBox *m_protected;
    QCheckBox *m_expanded;
    QLabel *m_problem;
};

} // namespace stagecraft::ui

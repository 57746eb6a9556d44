// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/variables/variable_dialog.h"

#include "core/expand/instance_variables.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fieldWidth = 440;
constexpr int valueHeight = 96;

QStringList suggestedKeys()
{
    QStringList keys;
    for (const std::string_view key : expand::instanceVariables())
        keys.append(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
    return keys;
}

} // namespace

VariableDialog::VariableDialog(const expand::ProjectVariable &variable, std::vector<expand::ProjectVariable> others,
                               QWidget *parent)
    : QDialog(parent),
      m_before(variable),
      m_others(std::move(others)),
      m_key(new QLineEdit),
      m_value(new QPlainTextEdit),
      m_type(new QComboBox),
      m_scope(new QLineEdit),
      m_masked(new QCheckBox(tr("Masked: not shown in logs, kept in the keychain"))),
      m_protected(new QCheckBox(tr("Protected: for protected branches and tags only"))),
      m_expanded(new QCheckBox(tr("Expanded: $ begins the name of another variable"))),
      m_problem(new QLabel)
{
    setObjectName(u"projectVariable"_s);
    m_key->setObjectName(u"key"_s);
    m_value->setObjectName(u"value"_s);
    setWindowTitle(variable.variable.key.empty() ? tr("New variable") : tr("Variable"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);

    m_key->setText(QString::fromStdString(variable.variable.key));
    m_key->setFont(ui::font(FontRole::Mono));
    m_key->setCompleter(new QCompleter(suggestedKeys(), this));
    m_value->setFont(ui::font(FontRole::Mono));
    m_value->setTabChangesFocus(true);
    m_value->setFixedHeight(valueHeight);
    if (!variable.variable.masked)
        m_value->setPlainText(QString::fromStdString(variable.variable.value));
    else if (!variable.variable.value.empty())
        m_value->setPlaceholderText(tr("Leave empty to keep the stored value"));
    m_type->addItem(tr("Variable"), false);
    m_type->addItem(tr("File: jobs get the path of a file with the value"), true);
    m_type->setCurrentIndex(variable.variable.file ? 1 : 0);
    m_scope->setText(QString::fromStdString(variable.environmentScope));
    m_scope->setPlaceholderText(u"*"_s);
    m_scope->setToolTip(tr("The environment of the jobs that get it; * stands for any text, as in review/*"));
    m_masked->setChecked(variable.variable.masked);
    m_protected->setChecked(variable.isProtected);
    m_expanded->setChecked(!variable.variable.raw);

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(space::l);
    form->setVerticalSpacing(space::m);
    const auto add = [form](const QString &title, QWidget *field) {
        auto *label = new QLabel(title);
        label->setBuddy(field);
        field->setAccessibleName(title);
        field->setMinimumWidth(fieldWidth);
        const int row = form->rowCount();
        form->addWidget(label, row, 0, Qt::AlignTop);
        form->addWidget(field, row, 1);
    };
    add(tr("Key"), m_key);
    add(tr("Value"), m_value);
    add(tr("Type"), m_type);
    add(tr("Environment scope"), m_scope);
    for (QWidget *control : std::initializer_list<QWidget *>{m_key, m_type, m_scope})
        control->setFixedHeight(size::control);
    for (QCheckBox *box : {m_masked, m_protected, m_expanded})
        form->addWidget(box, form->rowCount(), 1);

    m_problem->setObjectName(u"problem"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *ok = new QPushButton(tr("OK"));
    setRole(ok, "primary");
    ok->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(ok);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    layout->setSpacing(space::l);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(ok, &QPushButton::clicked, this, &VariableDialog::accept);
}

expand::ProjectVariable VariableDialog::variable() const
{
    expand::ProjectVariable variable;
    variable.variable = {.key = m_key->text().trimmed().toStdString(),
                         .value = m_value->toPlainText().toStdString(),
                         .raw = !m_expanded->isChecked(),
                         .masked = m_masked->isChecked(),
                         .file = m_type->currentData().toBool()};
    if (m_before.variable.masked && variable.variable.value.empty())
        variable.variable.value = m_before.variable.value;
    const QString scope = m_scope->text().trimmed();
    variable.environmentScope = scope.isEmpty() ? "*" : scope.toStdString();
    variable.isProtected = m_protected->isChecked();
    return variable;
}

void VariableDialog::accept()
{
    QString problem = project::problemOf(variable(), m_others);
    // To show what was hidden, one has to know it.
    if (problem.isEmpty() && m_before.variable.masked && !m_masked->isChecked() && m_value->toPlainText().isEmpty())
        problem = tr("Type the value: it was masked, and is not shown without being known.");
    if (problem.isEmpty() && m_masked->isChecked() && variable().variable.value.empty())
        problem = tr("A masked variable needs a value.");
    if (problem.isEmpty())
        return QDialog::accept();
    m_problem->setText(problem);
    m_problem->setFixedHeight(m_problem->heightForWidth(width() - 2 * space::xl));
    m_problem->show();
    adjustSize();
}

} // namespace stagecraft::ui

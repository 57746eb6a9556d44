// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/variables/variables_dialog.h"

#include "ui/theme/theme.h"
#include "ui/variables/variable_controller.h"
#include "ui/variables/variable_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QTreeWidget>

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize firstSize(820, 480);
constexpr int longestShown = 200; ///< characters of a value

enum Column { KeyColumn, ValueColumn, ScopeColumn, OptionsColumn, ColumnCount };

} // namespace

VariablesDialog::VariablesDialog(VariableController *controller, const QString &defaultBranch, QWidget *parent)
    : QDialog(parent),
      m_controller(controller),
      m_variables(controller->settings().variables),
      m_table(new QTreeWidget),
      m_empty(new QLabel(tr("No variables yet. Add those that rules and jobs need, such as DEPLOY_TOKEN."),
                         m_table->viewport())),
      m_refs(new QLineEdit),
      m_edit(new QPushButton(tr("Edit…"))),
      m_remove(new QPushButton(tr("Remove"))),
      m_save(new QPushButton(tr("Save"))),
      m_problem(new QLabel)
{
    setObjectName(u"projectVariables"_s);
    setWindowTitle(tr("Project variables"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    resize(firstSize);

    auto *title = new QLabel(windowTitle());
    setRole(title, "heading");
    auto *about = new QLabel(tr(
        "What GitLab keeps in Settings > CI/CD > Variables of the project and its groups. It decides rules and is given to "
        "local runs. It stays on this machine, outside of the repository; masked values are in the keychain."));
    about->setWordWrap(true);
    setRole(about, "muted");
    m_table->setObjectName(u"variables"_s);
    m_table->setAccessibleName(tr("Project variables"));
    m_table->setHeaderLabels({tr("Key"), tr("Value"), tr("Environment"), tr("Options")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(ValueColumn, QHeaderView::Stretch);
    for (const Column column : {KeyColumn, ScopeColumn, OptionsColumn})
        m_table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);

    m_empty->setObjectName(u"empty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setRole(m_empty, "muted");
    auto *centre = new QVBoxLayout(m_table->viewport());
    centre->addWidget(m_empty);

    auto *add = new QPushButton(tr("Add…"));
    add->setObjectName(u"add"_s);
    m_save->setObjectName(u"save"_s);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::s);
    for (QPushButton *button : {add, m_edit, m_remove}) {
        button->setAutoDefault(false);
        actions->addWidget(button);
    }
    actions->addStretch(1);

    QStringList refs;
    for (const std::string &ref : controller->settings().protectedRefs)
        refs.append(QString::fromStdString(ref));
    m_refs->setText(refs.join(u", "_s));
    m_refs->setPlaceholderText(defaultBranch);
    m_refs->setFixedHeight(size::control);
    m_refs->setToolTip(tr("Branches and tags with commas between them; * stands for any text, as in release/*"));
    auto *refsLabel = new QLabel(tr("Protected branches and tags"));
    refsLabel->setBuddy(m_refs);
    auto *refsRow = new QHBoxLayout;
    refsRow->setSpacing(space::m);
    refsRow->addWidget(refsLabel);
    refsRow->addWidget(m_refs, 1);

    m_problem->setObjectName(u"problem"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    setRole(m_save, "primary");
    m_save->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    layout->setSpacing(space::m);
    layout->addWidget(title);
    layout->addWidget(about);
    layout->addWidget(m_table, 1);
    layout->addLayout(actions);
    layout->addLayout(refsRow);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);

    connect(add, &QPushButton::clicked, this, &VariablesDialog::addVariable);
    connect(m_edit, &QPushButton::clicked, this, &VariablesDialog::editSelected);
    connect(m_remove, &QPushButton::clicked, this, &VariablesDialog::removeSelected);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &VariablesDialog::accept);
    connect(m_table, &QTreeWidget::itemActivated, this, &VariablesDialog::editSelected);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &VariablesDialog::refresh);
    const auto onKey = [this](Qt::Key key, void (VariablesDialog::*act)()) {
        auto *shortcut = new QShortcut(key, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(Qt::Key_Insert, &VariablesDialog::addVariable);
    onKey(Qt::Key_Delete, &VariablesDialog::removeSelected);
    fill();
    m_table->setFocus();
}

int VariablesDialog::selected() const
{
    return m_table->indexOfTopLevelItem(m_table->currentItem());
}

void VariablesDialog::fill()
{
    const int before = selected();
    m_table->clear();
    for (const expand::ProjectVariable &variable : m_variables) {
        const QString text = QString::fromStdString(variable.variable.value);
        QString shown = text.left(longestShown).replace(u'\n', u'↵');
        if (variable.variable.masked)
            shown = text.isEmpty() ? tr("not known here") : u"••••••••"_s;
        QStringList options;
        if (variable.variable.file)
            options.append(tr("file"));
        if (variable.variable.masked)
            options.append(tr("masked"));
        if (variable.isProtected)
            options.append(tr("protected"));
        if (variable.variable.raw)
            options.append(tr("not expanded"));
        auto *item = new QTreeWidgetItem({QString::fromStdString(variable.variable.key), shown,
                                          QString::fromStdString(variable.environmentScope), options.join(u", "_s)});
        item->setFont(KeyColumn, ui::font(FontRole::Mono));
        item->setFont(ValueColumn, ui::font(FontRole::Mono));
        m_table->addTopLevelItem(item);
    }
    const int last = m_table->topLevelItemCount() - 1;
    m_table->setCurrentItem(m_table->topLevelItem(std::clamp(before, std::min(0, last), last)));
    refresh();
}

void VariablesDialog::refresh()
{
    m_empty->setVisible(m_variables.empty());
    m_edit->setEnabled(selected() >= 0);
    m_remove->setEnabled(selected() >= 0);
}

void VariablesDialog::addVariable()
{
    openForm(m_variables.size());
}

void VariablesDialog::editSelected()
{
    if (selected() >= 0)
        openForm(static_cast<std::size_t>(selected()));
}

void VariablesDialog::openForm(std::size_t index)
{
    std::vector<expand::ProjectVariable> others = m_variables;
    expand::ProjectVariable shown;
    if (index < m_variables.size()) {
        shown = m_variables[index];
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(index));
    }
    auto *form = new VariableDialog(shown, std::move(others), this);
    connect(form, &QDialog::accepted, this, [this, form, index] {
        if (index < m_variables.size())
            m_variables[index] = form->variable();
        else
            m_variables.push_back(form->variable());
        fill();
        m_table->setCurrentItem(m_table->topLevelItem(static_cast<int>(index)));
    });
    form->open();
}

void VariablesDialog::removeSelected()
{
    if (selected() < 0)
        return;
    m_variables.erase(m_variables.begin() + selected());
    fill();
}

void VariablesDialog::tell(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setFixedHeight(m_problem->heightForWidth(width() - 2 * space::xl));
    m_problem->show();
    m_save->setEnabled(true);
}

void VariablesDialog::accept()
{
    static const QRegularExpression separator(u"[,;\\s]+"_s);
    project::VariableSettings settings{.variables = m_variables, .protectedRefs = {}};
    for (const QString &ref : m_refs->text().split(separator, Qt::SkipEmptyParts))
        settings.protectedRefs.push_back(ref.toStdString());
    m_save->setEnabled(false);
    // The dialog may be gone when the keychain answers.
    m_controller->setSettings(settings, [dialog = QPointer<VariablesDialog>(this)](const QString &problem) {
        if (!dialog)
            return;
        if (problem.isEmpty())
            return dialog->QDialog::accept();
        dialog->tell(tr("%1 What could not be stored is used until Stagecraft is closed.").arg(problem));
    });
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/access_dialog.h"

#include "ui/runner/runner_widgets.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

namespace {

constexpr int dialogWidth = 580;
constexpr int highest = 460; ///< of the list; what is more is scrolled

QWidget *makeRow(const runner::RunAccess &access, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *text = new QVBoxLayout;
    text->setSpacing(space::hair);
    text->addWidget(makeText(access.title, "strong", row));
    text->addWidget(makeText(access.text, "muted", row));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(space::m);
    const QString icon = access.serious ? QStringLiteral("warning") : QStringLiteral("check");
    layout->addWidget(makeIcon(icon, access.serious ? colors().warning : colors().success, size::icon, row), 0,
                      Qt::AlignTop);
    layout->addLayout(text, 1);
    return row;
}

} // namespace

AccessDialog::AccessDialog(const QList<runner::RunAccess> &access, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Before the first run"));
    setObjectName(QStringLiteral("accessDialog"));
    setFixedWidth(dialogWidth);

    auto *list = new QWidget;
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, space::m, 0); // clear of the scroll bar
    rows->setSpacing(space::l);
    for (const runner::RunAccess &item : access)
        rows->addWidget(makeRow(item, list));
    // As high as the texts are; a config.toml may name any number of folders.
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setWidget(list);
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    list->ensurePolished();
    const int needed = rows->totalHeightForWidth(dialogWidth - 2 * space::xl);
    area->setFixedHeight(std::min(needed, highest));

    m_remember = new QCheckBox(tr("Ask again only when jobs of this repository may do something else"), this);
    m_remember->setChecked(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *run = new QPushButton(tr("Run"), this);
    setRole(run, "primary");
    run->setObjectName(QStringLiteral("run"));
    const bool serious = std::ranges::any_of(access, &runner::RunAccess::serious);
    (serious ? cancel : run)->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(run);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::l, space::xl, space::l);
    layout->setSpacing(space::l);
    layout->addWidget(makeText(tr("What jobs may do on this machine"), "heading", this));
    layout->addWidget(area);
    layout->addWidget(m_remember);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(run, &QPushButton::clicked, this, &QDialog::accept);
}

bool AccessDialog::isRemembered() const
{
    return m_remember->isChecked();
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/start_page.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

StartPage::StartPage(QWidget *parent) : QWidget(parent), m_recentTitle(new QLabel(tr("Recent"))), m_recent(new QVBoxLayout)
{
    auto *mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("logo"), IconTone::Accent).pixmap(48));
    auto *title = new QLabel(tr("Stagecraft"));
    setRole(title, "title");
    auto *text = new QLabel(tr("Design GitLab pipelines by hand, and run them here before anybody pushes."));
    setRole(text, "muted");
    text->setFont(ui::font(FontRole::Body));
    auto *open = new QPushButton(icon(QStringLiteral("folder-open"), IconTone::OnAccent), tr("Open repository…"));
    setRole(open, "primary");
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    setRole(m_recentTitle, "muted");
    m_recent->setSpacing(space::hair);

    auto *column = new QVBoxLayout;
    column->setSpacing(space::s);
    column->addStretch(2);
    column->addWidget(mark);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(space::l);
    column->addWidget(open, 0, Qt::AlignLeft);
    column->addSpacing(space::xl);
    column->addWidget(m_recentTitle);
    column->addLayout(m_recent);
    column->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch();
    layout->addLayout(column);
    layout->addStretch();
}

void StartPage::setRecent(const QStringList &paths)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &path : paths) {
        auto *button = new QPushButton(icon(QStringLiteral("folder"), IconTone::Muted), path);
        setRole(button, "quiet");
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT recentRequested(path); });
        m_recent->addWidget(button, 0, Qt::AlignLeft);
    }
    m_recentTitle->setVisible(!paths.isEmpty());
}

} // namespace stagecraft::ui

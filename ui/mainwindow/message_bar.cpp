// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/message_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace stagecraft::ui {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel), m_text(new QLabel), m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *close = new QToolButton;
    close->setIcon(icon(QStringLiteral("close"), IconTone::Muted));
    close->setToolTip(tr("Close"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::s, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(close);
    hide();
}

void MessageBar::show(Kind kind, const QString &text, const Answers &answers)
{
    const bool isError = kind == Kind::Error;
    const QIcon picture = kind == Kind::Note ? icon(QStringLiteral("info"), IconTone::Info)
                          : isError          ? icon(QStringLiteral("error"), IconTone::Failed)
                                             : icon(QStringLiteral("warning"), IconTone::Warning);
    m_icon->setPixmap(picture.pixmap(size::icon));
    m_text->setText(text);
    setProperty("kind", isError ? QStringLiteral("error") : kind == Kind::Warning ? QStringLiteral("warning") : QStringLiteral("note"));
    style()->unpolish(this);
    style()->polish(this);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const auto &[title, act] : answers) {
        auto *button = new QPushButton(title);
        m_buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = act] {
            hide();
            run();
        });
    }
    setVisible(true);
}

} // namespace stagecraft::ui

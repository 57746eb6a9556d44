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
    connect(close, &QToolButton::clicked, this, &MessageBar::closeFront);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::s, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(close);
    hide();
}

void MessageBar::show(Kind kind, const QString &text, const Answers &answers, const QString &topic)
{
    std::erase_if(m_messages, [&](const Message &old) { return old.topic.isEmpty() || old.topic == topic; });
    m_messages.push_back({.kind = kind, .text = text, .answers = answers, .topic = topic});
    showFront();
}

void MessageBar::withdraw(const QString &topic)
{
    if (std::erase_if(m_messages, [&](const Message &message) { return message.topic == topic; }) > 0)
        showFront();
}

void MessageBar::clear()
{
    m_messages.clear();
    showFront();
}

QString MessageBar::text() const
{
    return m_messages.empty() ? QString() : m_messages.back().text;
}

void MessageBar::closeFront()
{
    if (!m_messages.empty())
        m_messages.pop_back();
    showFront();
}

void MessageBar::showFront()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // one of them may have been clicked
        delete item;
    }
    setVisible(!m_messages.empty());
    if (m_messages.empty())
        return;
    const Message &message = m_messages.back();
    const bool isError = message.kind == Kind::Error;
    const QIcon picture = message.kind == Kind::Note ? icon(QStringLiteral("info"), IconTone::Info)
                          : isError                  ? icon(QStringLiteral("error"), IconTone::Failed)
                                                     : icon(QStringLiteral("warning"), IconTone::Warning);
    m_icon->setPixmap(picture.pixmap(size::icon));
    m_text->setText(message.text);
    setProperty("kind", isError                          ? QStringLiteral("error")
                        : message.kind == Kind::Warning ? QStringLiteral("warning")
                                                        : QStringLiteral("note"));
    style()->unpolish(this);
    style()->polish(this);
    for (const auto &[title, act] : message.answers) {
        auto *button = new QPushButton(title);
        m_buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = act] {
            closeFront();
            run();
        });
    }
}

} // namespace stagecraft::ui

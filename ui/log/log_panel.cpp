// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/log_panel.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace stagecraft::ui {

LogPanel::LogPanel(QWidget *parent) : QWidget(parent)
{
    m_bar = new QFrame(this);
    setRole(m_bar, "panel");
    m_search = new QLineEdit(m_bar);
    m_search->setPlaceholderText(tr("Search log"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(240);
    m_search->setMinimumWidth(120);
    m_search->setAccessibleName(tr("Search the log"));
    m_count = new QLabel(m_bar);
    setRole(m_count, "muted");
    m_previous = makeButton(QStringLiteral("chevron-up"), tr("Previous match (Shift+Enter)"));
    m_next = makeButton(QStringLiteral("chevron-down"), tr("Next match (Enter)"));
    m_firstError = makeButton(QStringLiteral("error"), tr("Go to the first error"));
    m_follow = makeButton(QStringLiteral("follow"), tr("Follow the end of the log"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);

    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(space::m, space::xs, space::s, space::xs);
    bar->setSpacing(space::xs);
    bar->addStretch(1);
    bar->addWidget(m_count);
    bar->addWidget(m_search);
    bar->addWidget(m_previous);
    bar->addWidget(m_next);
    bar->addWidget(m_firstError);
    bar->addWidget(m_follow);

    m_view = new LogView(this);
    m_waiting = new QLabel(m_view);
    setRole(m_waiting, "muted");
    m_waiting->setAlignment(Qt::AlignCenter);
    m_waiting->setWordWrap(true);
    auto *overlay = new QVBoxLayout(m_view->viewport());
    overlay->addWidget(m_waiting);
    setFocusProxy(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_view, 1);

    connect(m_search, &QLineEdit::textChanged, m_view, &LogView::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_view->step(1); });
    auto *backwards = new QShortcut(QKeySequence(QStringLiteral("Shift+Return")), m_search);
    backwards->setContext(Qt::WidgetShortcut);
    connect(backwards, &QShortcut::activated, this, [this] { m_view->step(-1); });
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search);
    leave->setContext(Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this] {
        m_search->clear();
        m_view->setFocus();
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { m_view->step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_view->step(1); });
    connect(m_firstError, &QToolButton::clicked, m_view, &LogView::goToFirstError);
    connect(m_follow, &QToolButton::toggled, m_view, &LogView::setFollowing);
    connect(m_view, &LogView::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_view, &LogView::matchesChanged, this, &LogPanel::showMatches);
    connect(m_view, &LogView::changed, this, &LogPanel::showState);
    connect(m_view, &LogView::findRequested, this, &LogPanel::focusSearch);
    connect(m_view, &LogView::noErrorFound, this, [this] {
        QToolTip::showText(m_firstError->mapToGlobal(QPoint(0, m_firstError->height())),
                           tr("Nothing here looks like an error."), m_firstError);
    });
    showMatches();
    showState();
}

QToolButton *LogPanel::makeButton(const QString &iconName, const QString &toolTip)
{
    auto *button = new QToolButton(m_bar);
    button->setIcon(icon(iconName, IconTone::Muted));
    button->setIconSize({size::icon, size::icon});
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    return button;
}

void LogPanel::setLog(const QString &file, const QString &waiting)
{
    m_view->setFile(file);
    setWaitingText(waiting);
}

void LogPanel::setWaitingText(const QString &text)
{
    m_waiting->setText(text);
    showState();
}

void LogPanel::setLeading(QWidget *widget)
{
    static_cast<QHBoxLayout *>(m_bar->layout())->insertWidget(0, widget);
}

void LogPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void LogPanel::showMatches()
{
    const int count = m_view->matchCount();
    const bool active = !m_search->text().isEmpty();
    const QString more = m_view->isSearching() || count >= static_cast<int>(LogReader::MostMatches) ? QStringLiteral("+") : QString();
    if (!active)
        m_count->clear();
    else if (count == 0)
        m_count->setText(m_view->isSearching() ? tr("Searching…") : tr("No matches"));
    else if (m_view->currentMatch() >= 0)
        m_count->setText(tr("%1 of %2%3").arg(m_view->currentMatch() + 1).arg(count).arg(more));
    else
        m_count->setText(tr("%1%2 lines").arg(count).arg(more));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

void LogPanel::showState()
{
    const bool empty = m_view->lineCount() == 0;
    m_waiting->setVisible(empty);
    m_firstError->setEnabled(!empty);
    m_follow->setEnabled(!empty);
}

} // namespace stagecraft::ui

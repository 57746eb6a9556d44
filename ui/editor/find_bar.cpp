// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/find_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

QHBoxLayout *rowLayout(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(space::xs);
    return layout;
}

} // namespace

FindBar::FindBar(QWidget *parent) : QFrame(parent)
{
    setRole(this, "bar");
    setAttribute(Qt::WA_StyledBackground);

    m_findRow = new QWidget(this);
    m_pattern = new QLineEdit(m_findRow);
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_pattern->addAction(icon(QStringLiteral("search"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_pattern->setAccessibleName(tr("Text to find"));
    m_matchCase = makeOption(QStringLiteral("Aa"), tr("Match case"));
    m_wholeWords = makeOption(QStringLiteral("W"), tr("Whole words"));
    m_regularExpression = makeOption(QStringLiteral(".*"), tr("Regular expression"));
    m_count = new QLabel(m_findRow);
    setRole(m_count, "muted");
    m_count->setMinimumWidth(90);
    auto *previous = makeButton(QStringLiteral("chevron-up"), tr("Previous match (Shift+Enter)"));
    auto *next = makeButton(QStringLiteral("chevron-down"), tr("Next match (Enter)"));
    auto *closeButton = makeButton(QStringLiteral("close"), tr("Close (Esc)"));
    auto *find = rowLayout(m_findRow);
    find->addWidget(m_pattern, 1);
    find->addWidget(m_matchCase);
    find->addWidget(m_wholeWords);
    find->addWidget(m_regularExpression);
    find->addSpacing(space::xs);
    find->addWidget(m_count);
    find->addWidget(previous);
    find->addWidget(next);
    find->addWidget(closeButton);

    m_replaceRow = new QWidget(this);
    m_replacement = new QLineEdit(m_replaceRow);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->addAction(icon(QStringLiteral("edit"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_replacement->setAccessibleName(tr("Replacement"));
    auto *replace = new QPushButton(tr("Replace"), m_replaceRow);
    auto *replaceAll = new QPushButton(tr("Replace all"), m_replaceRow);
    auto *second = rowLayout(m_replaceRow);
    second->addWidget(m_replacement, 1);
    second->addWidget(replace);
    second->addWidget(replaceAll);

    m_lineRow = new QWidget(this);
    m_line = new QLineEdit(m_lineRow);
    m_line->setPlaceholderText(tr("Line, or line:column"));
    m_line->addAction(icon(QStringLiteral("arrow-right"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_line->setAccessibleName(tr("Line to go to"));
    auto *go = new QPushButton(tr("Go"), m_lineRow);
    auto *closeLine = makeButton(QStringLiteral("close"), tr("Close (Esc)"));
    auto *third = rowLayout(m_lineRow);
    third->addWidget(m_line, 1);
    third->addWidget(go);
    third->addWidget(closeLine);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::s, space::s, space::s, space::s);
    layout->setSpacing(space::xs);
    layout->addWidget(m_findRow);
    layout->addWidget(m_replaceRow);
    layout->addWidget(m_lineRow);

    connect(m_pattern, &QLineEdit::textChanged, this, &FindBar::optionsChanged);
    for (QToolButton *option : {m_matchCase, m_wholeWords, m_regularExpression})
        connect(option, &QToolButton::toggled, this, &FindBar::optionsChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::previousRequested);
    connect(next, &QToolButton::clicked, this, &FindBar::nextRequested);
    connect(replace, &QPushButton::clicked, this, &FindBar::replaceRequested);
    connect(replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllRequested);
    connect(m_replacement, &QLineEdit::returnPressed, this, &FindBar::replaceRequested);
    connect(closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(closeLine, &QToolButton::clicked, this, &FindBar::close);
    connect(go, &QPushButton::clicked, this, &FindBar::goToLine);
    connect(m_line, &QLineEdit::returnPressed, this, &FindBar::goToLine);
    hide();
}

QToolButton *FindBar::makeButton(const QString &iconName, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName, IconTone::Muted));
    button->setIconSize({size::icon, size::icon});
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    return button;
}

QToolButton *FindBar::makeOption(const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setMinimumSize(size::row, size::row);
    return button;
}

void FindBar::open(Mode mode, const QString &pattern)
{
    m_mode = mode;
    m_findRow->setVisible(mode != Mode::GoToLine);
    m_replaceRow->setVisible(mode == Mode::Replace);
    m_lineRow->setVisible(mode == Mode::GoToLine);
    show();
    QLineEdit *field = mode == Mode::GoToLine ? m_line : m_pattern;
    if (mode != Mode::GoToLine && !pattern.isEmpty())
        m_pattern->setText(pattern);
    field->setFocus();
    field->selectAll();
    if (mode != Mode::GoToLine)
        Q_EMIT optionsChanged();
}

void FindBar::close()
{
    if (!isHidden()) {
        hide();
        Q_EMIT closed();
    }
}

FindOptions FindBar::options() const
{
    return {m_pattern->text(), m_matchCase->isChecked(), m_wholeWords->isChecked(), m_regularExpression->isChecked()};
}

QString FindBar::replacement() const
{
    return m_replacement->text();
}

void FindBar::showCount(int current, int count, bool more, const QString &error)
{
    const bool failed = !m_pattern->text().isEmpty() && (count == 0 || !error.isEmpty());
    if (!error.isEmpty())
        m_count->setText(tr("Not a pattern"));
    else if (m_pattern->text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("No matches"));
    else if (current > 0)
        m_count->setText(tr("%1 of %2%3").arg(current).arg(count).arg(more ? QStringLiteral("+") : QString()));
    else
        m_count->setText(count == 1 ? tr("1 match") : tr("%1 matches").arg(count));
    m_count->setToolTip(error);
    if (m_pattern->property("invalid").toBool() != failed) {
        m_pattern->setProperty("invalid", failed);
        m_pattern->style()->polish(m_pattern);
    }
}

void FindBar::goToLine()
{
    const QStringList parts = m_line->text().split(QLatin1Char(':'));
    bool ok = false;
    const int line = parts.value(0).trimmed().toInt(&ok);
    if (!ok || line < 1)
        return;
    Q_EMIT lineRequested(line - 1, qMax(0, parts.value(1).trimmed().toInt() - 1));
    close();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    if (m_pattern->hasFocus() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (event->modifiers().testFlag(Qt::ShiftModifier))
            Q_EMIT previousRequested();
        else
            Q_EMIT nextRequested();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace stagecraft::ui

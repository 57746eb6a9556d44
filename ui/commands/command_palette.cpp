// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/commands/command_palette.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

namespace {

constexpr int mostResults = 50;
constexpr int detailRole = Qt::UserRole;
constexpr int entryRole = Qt::UserRole + 1;
constexpr int rowHeight = 34;

class EntryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const QRect row = option.rect.adjusted(0, 1, 0, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? c.selection : c.hover);
            painter->drawRoundedRect(row, radius::medium, radius::medium);
        }
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(row.left() + 10, row.center().y() - 7, 16, 16));
        const QString detail = index.data(detailRole).toString();
        painter->setFont(font(FontRole::Small));
        const int detailWidth = painter->fontMetrics().horizontalAdvance(detail);
        painter->setPen(c.textMuted);
        painter->drawText(row.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, detail);
        painter->setFont(font(FontRole::Body));
        painter->setPen(c.text);
        const QRect title = row.adjusted(36, 0, -24 - detailWidth, 0);
        painter->drawText(title, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, title.width()));
        painter->restore();
    }
};

} // namespace

int fuzzyScore(const QString &pattern, const QString &text)
{
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar letter : pattern) {
        if (letter.isSpace())
            continue;
        at = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return -1;
        const bool isWordStart = at == 0 || !text[at - 1].isLetterOrNumber();
        score += 1 + (isWordStart ? 6 : 0) + (at == last + 1 ? 4 : 0);
        last = at++;
    }
    // Of two equal matches the shorter text is nearer to what was meant.
    return score * 100 - static_cast<int>(std::min<qsizetype>(text.size(), 99));
}

CommandPalette::CommandPalette(QWidget *window) : QFrame(window), m_input(new QLineEdit), m_list(new QListWidget)
{
    setObjectName(QStringLiteral("commandPalette"));
    m_input->setClearButtonEnabled(true);
    m_input->addAction(icon(QStringLiteral("search"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::s, space::s, space::s, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    m_input->installEventFilter(this);
    hide();
}

void CommandPalette::open(std::vector<Entry> entries, const QString &prompt)
{
    m_entries = std::move(entries);
    m_input->setPlaceholderText(prompt.isEmpty() ? tr("Find a command or a job") : prompt);
    m_input->setAccessibleName(m_input->placeholderText());
    const int width = std::min(560, parentWidget()->width() - 2 * space::xl);
    setGeometry((parentWidget()->width() - width) / 2, 72, width, std::min(420, parentWidget()->height() - 120));
    m_input->clear();
    filter({});
    show();
    raise();
    m_input->setFocus();
}

void CommandPalette::filter(const QString &text)
{
    std::vector<std::pair<int, int>> found;
    for (int index = 0; index < static_cast<int>(m_entries.size()); ++index) {
        const int score = text.isEmpty() ? 0 : fuzzyScore(text, m_entries[static_cast<std::size_t>(index)].title);
        if (text.isEmpty() || score >= 0)
            found.emplace_back(-score, index);
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, int>::first);
    m_list->clear();
    for (const auto &[score, index] : found) {
        if (m_list->count() == mostResults)
            break;
        const Entry &entry = m_entries[static_cast<std::size_t>(index)];
        auto *item = new QListWidgetItem(entry.icon, entry.title, m_list);
        item->setData(detailRole, entry.detail);
        item->setData(entryRole, index);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto index = static_cast<std::size_t>(item->data(entryRole).toInt());
    const std::function<void()> run = m_entries[index].run;
    hide();
    parentWidget()->setFocus();
    run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::FocusOut) {
        hide();
    } else if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int last = m_list->count() - 1;
        switch (key) {
        case Qt::Key_Down: m_list->setCurrentRow(std::min(m_list->currentRow() + 1, last)); return true;
        case Qt::Key_Up: m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0)); return true;
        case Qt::Key_PageDown: m_list->setCurrentRow(std::min(m_list->currentRow() + 8, last)); return true;
        case Qt::Key_PageUp: m_list->setCurrentRow(std::max(m_list->currentRow() - 8, 0)); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: runCurrent(); return true;
        case Qt::Key_Escape:
            hide();
            parentWidget()->setFocus();
            return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/completion_popup.h"

#include "ui/editor/help_text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>

#include <algorithm>

namespace stagecraft::ui {

namespace {

constexpr int RowHeight = 26;
constexpr int MostRows = 10;
constexpr int MostItems = 200; ///< nobody scrolls further; typing narrows it down
constexpr int HelpWidth = 300;
constexpr int LeastListWidth = 240;
constexpr int MostListWidth = 420;
constexpr int DetailRole = Qt::UserRole;
constexpr int IndexRole = Qt::UserRole + 1;
constexpr int TierRole = Qt::UserRole + 2;
constexpr int LongestDetail = 32;

QString iconName(assist::CompletionKind kind)
{
    using enum assist::CompletionKind;
    switch (kind) {
    case Keyword: return QStringLiteral("code");
    case Value: return QStringLiteral("check");
    case Job: return QStringLiteral("job");
    case Template: return QStringLiteral("copy");
    case Stage: return QStringLiteral("stage");
    case Variable: return QStringLiteral("variable");
    case Predefined: return QStringLiteral("lock");
    case Anchor: return QStringLiteral("link");
    case Input: return QStringLiteral("plug");
    case File: return QStringLiteral("file");
    }
    return {};
}

IconTone iconTone(assist::CompletionKind kind)
{
    using enum assist::CompletionKind;
    switch (kind) {
    case Keyword: return IconTone::Accent;
    case Job:
    case Stage: return IconTone::Success;
    case Variable:
    case Predefined: return IconTone::Warning;
    default: return IconTone::Muted;
    }
}

class ItemDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, RowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const QRect row = option.rect;
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isSelected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected ? c.selection : c.hover);
            painter->drawRoundedRect(row, radius::small, radius::small);
        }
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QRect(row.left() + space::s, row.center().y() - 7, 15, 15));
        QRect text = row.adjusted(space::xxl, 0, -space::s, 0);
        painter->setFont(font(FontRole::Small));
        const QString detail = index.data(DetailRole).toString();
        const int detailWidth = painter->fontMetrics().horizontalAdvance(detail);
        painter->setFont(font(FontRole::MonoSmall));
        const QString label = index.data().toString();
        const int labelWidth = painter->fontMetrics().horizontalAdvance(label);
        painter->setPen(c.text);
        painter->drawText(text, Qt::AlignVCenter, painter->fontMetrics().elidedText(label, Qt::ElideMiddle, text.width()));
        if (labelWidth + space::l < text.width()) {
            painter->setFont(font(FontRole::Small));
            painter->setPen(index.data(TierRole).toBool() ? c.accent : c.textMuted);
            const int room = std::min(detailWidth + space::xs, text.width() - labelWidth - space::l);
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, painter->fontMetrics().elidedText(detail, Qt::ElideRight, room));
        }
        painter->restore();
    }
};

} // namespace

int matchRank(const QString &label, const QString &written)
{
    // "$NAME" is found by its name as well.
    const QStringView name = label.startsWith(u'$') && !written.startsWith(u'$') ? QStringView(label).sliced(1) : QStringView(label);
    if (name.startsWith(written, Qt::CaseInsensitive))
        return 0;
    const qsizetype inside = name.indexOf(written, 0, Qt::CaseInsensitive);
    if (inside >= 0 && !name[inside - 1].isLetterOrNumber())
        return 1;
    if (inside >= 0 && written.size() > 1) // one letter is in almost everything
        return 2;
    // Letters in order, the first at the beginning of a word.
    for (qsizetype begin = 0; begin < name.size(); ++begin) {
        if (begin > 0 && name[begin - 1].isLetterOrNumber())
            continue;
        qsizetype at = begin;
        bool fits = name[begin].toCaseFolded() == written[0].toCaseFolded();
        for (const QChar letter : written) {
            at = fits ? name.indexOf(letter, at, Qt::CaseInsensitive) : -1;
            fits = at >= 0;
            ++at;
        }
        if (fits)
            return 3;
    }
    return -1;
}

CompletionPopup::CompletionPopup(QWidget *editor)
    : QFrame(editor, Qt::ToolTip | Qt::FramelessWindowHint), m_list(new QListWidget), m_help(new QLabel)
{
    setObjectName(QStringLiteral("completionPopup"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new ItemDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Completion"));
    m_help->setTextFormat(Qt::RichText);
    m_help->setWordWrap(true);
    m_help->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_help->setObjectName(QStringLiteral("completionHelp"));
    m_help->setFixedWidth(HelpWidth);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::xs, space::xs, space::xs, space::xs);
    layout->setSpacing(0);
    layout->addWidget(m_list, 0, Qt::AlignTop);
    layout->addWidget(m_help);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionPopup::showHelp);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionPopup::accepted);
    hide();
}

void CompletionPopup::setItems(std::vector<assist::CompletionItem> items)
{
    m_items = std::move(items);
}

bool CompletionPopup::filter(const QString &written)
{
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const int rank = matchRank(m_items[i].label, written);
        if (rank >= 0)
            found.emplace_back(rank, i);
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, std::size_t>::first);
    if (found.size() > MostItems)
        found.resize(MostItems);

    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int width = LeastListWidth;
    const QFontMetrics labelMetrics(ui::font(FontRole::MonoSmall)), detailMetrics(ui::font(FontRole::Small));
    for (const auto &[rank, index] : found) {
        const assist::CompletionItem &item = m_items[index];
        const bool isPaid = !item.help.tier.isEmpty();
        QString detail = isPaid ? (item.help.tier == QLatin1StringView("ultimate") ? tr("Ultimate") : tr("Premium")) : item.detail.simplified();
        if (detail.size() > LongestDetail)
            detail = detail.first(LongestDetail) + u'…';
        auto *row = new QListWidgetItem(icon(iconName(item.kind), iconTone(item.kind)), item.label, m_list);
        row->setData(DetailRole, detail);
        row->setData(IndexRole, QVariant::fromValue(index));
        row->setData(TierRole, isPaid);
        width = std::max(width, space::xxl + labelMetrics.horizontalAdvance(item.label) + detailMetrics.horizontalAdvance(detail) + 2 * space::xl);
    }
    m_list->setFixedSize(std::min(width, MostListWidth), RowHeight * std::clamp(m_list->count(), 1, MostRows) + space::xs);
    if (isVisible())
        place();
    return m_list->count() > 0;
}

void CompletionPopup::choose(int row)
{
    m_list->setCurrentRow(row);
    if (row < 0)
        m_list->clearSelection();
    showHelp();
}

void CompletionPopup::moveBy(int rows)
{
    const int last = m_list->count() - 1;
    const int from = m_list->currentRow();
    // One step past an end goes to the other end, a page stops there.
    if (rows == 1 && from == last)
        choose(0);
    else if (rows == -1 && from <= 0)
        choose(last);
    else
        choose(std::clamp(from + rows, 0, last));
}

int CompletionPopup::row() const
{
    return m_list->currentRow();
}

int CompletionPopup::count() const
{
    return m_list->count();
}

const assist::CompletionItem *CompletionPopup::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? &m_items[item->data(IndexRole).value<std::size_t>()] : nullptr;
}

QStringList CompletionPopup::labels() const
{
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        names += m_list->item(i)->text();
    return names;
}

void CompletionPopup::showHelp()
{
    const assist::CompletionItem *item = current();
    const bool hasHelp = item && (!item->help.text.isEmpty() || !item->help.facts.empty());
    m_help->setText(hasHelp ? helpHtml(item->help) : QString());
    m_help->setVisible(hasHelp);
    if (isVisible())
        place();
}

void CompletionPopup::showAt(const QRect &caret)
{
    m_caret = caret;
    showHelp();
    place();
    show();
    raise();
}

void CompletionPopup::place()
{
    layout()->activate();
    resize(sizeHint());
    const QRect room = screen()->availableGeometry();
    QPoint corner(m_caret.left() - space::xxl - space::xs, m_caret.bottom() + space::hair);
    if (corner.y() + height() > room.bottom() && m_caret.top() - height() > room.top())
        corner.setY(m_caret.top() - height() - space::hair);
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(corner);
}

} // namespace stagecraft::ui

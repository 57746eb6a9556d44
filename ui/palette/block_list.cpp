// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/palette/block_list.h"

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/job_blocks.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>

namespace stagecraft::ui {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int descriptionRole = Qt::UserRole + 1;
constexpr int blockHeight = 48;

/// Two lines beside an icon for a block, a small caption for a group.
class BlockDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {option.rect.width(), index.data(idRole).isNull() ? 30 : blockHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const QRect row(0, option.rect.top(), option.widget->width(), option.rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(idRole).isNull()) {
            painter->setFont(font(FontRole::Small));
            painter->setPen(c.textFaint);
            painter->drawText(row.adjusted(space::m, 6, 0, 0), Qt::AlignVCenter, index.data().toString());
            painter->restore();
            return;
        }
        const QRect box = row.adjusted(space::s, 2, -space::s, -2);
        const bool isHovered = option.state & QStyle::State_MouseOver;
        const bool isSelected = option.state & QStyle::State_Selected;
        if (isHovered || isSelected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected ? c.selection : c.hover);
            painter->drawRoundedRect(box, radius::medium, radius::medium);
        }
        const QRect tile(box.left() + 6, box.center().y() - 14, 30, 30);
        painter->setPen(QPen(c.border, 1));
        painter->setBrush(c.raised);
        painter->drawRoundedRect(tile, radius::medium, radius::medium);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, tile.adjusted(7, 7, -7, -7));
        const QRect text(tile.right() + 10, box.top() + 5, box.right() - tile.right() - 14, 18);
        painter->setFont(font(FontRole::Strong));
        painter->setPen(c.text);
        painter->drawText(text, Qt::AlignVCenter, index.data().toString());
        painter->setFont(font(FontRole::Small));
        painter->setPen(c.textMuted);
        const QString description = index.data(descriptionRole).toString();
        painter->drawText(text.translated(0, 17), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(description, Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

BlockList::BlockList(DeskActions *actions, QWidget *parent) : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setMouseTracking(true);
    setItemsExpandable(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new BlockDelegate(this));
    setAccessibleName(tr("Job blocks"));

    QTreeWidgetItem *group = nullptr;
    const char *groupName = nullptr;
    for (const JobBlock &block : jobBlocks()) {
        if (groupName != block.group) {
            groupName = block.group;
            group = new QTreeWidgetItem(this, {QCoreApplication::translate("stagecraft", block.group)});
            group->setFlags(Qt::ItemIsEnabled);
        }
        const QString description = QCoreApplication::translate("stagecraft", block.description);
        auto *item = new QTreeWidgetItem(group, {QCoreApplication::translate("stagecraft", block.title)});
        item->setData(0, idRole, QString::fromLatin1(block.id));
        item->setData(0, descriptionRole, description);
        item->setIcon(0, icon(QString::fromLatin1(block.icon)));
        item->setToolTip(0, tr("%1. Drag it onto a stage or between two jobs, or press Enter.").arg(description));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
    }
    expandAll();
    connect(this, &QTreeWidget::itemActivated, actions, [actions](QTreeWidgetItem *item) {
        if (const QString id = item->data(0, idRole).toString(); !id.isEmpty())
            actions->addBlock(id, std::nullopt);
    });
}

QStringList BlockList::mimeTypes() const
{
    return {blockMimeType()};
}

QMimeData *BlockList::mimeData(const QList<QTreeWidgetItem *> &items) const
{
    if (items.isEmpty())
        return nullptr;
    auto *dragged = new QMimeData;
    dragged->setData(blockMimeType(), items.first()->data(0, idRole).toString().toUtf8());
    return dragged;
}

} // namespace stagecraft::ui

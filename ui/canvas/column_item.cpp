// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/column_item.h"

#include "ui/canvas/card_item.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <utility>

namespace stagecraft::ui {

namespace {

constexpr qreal cornerRadius = 12;
constexpr qreal headerHeight = 48;
constexpr qreal headerPadding = 16;
constexpr qreal buttonSize = 26;
constexpr qreal textZoom = 0.25;

qreal zoomOf(const QPainter *painter)
{
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
}

} // namespace

ColumnItem::ColumnItem(const ColumnInfo &info) : m_info(info)
{
    setZValue(layer::column);
    setPos(info.rect.topLeft());
}

void ColumnItem::setInfo(const ColumnInfo &info)
{
    if (m_info == info)
        return;
    prepareGeometryChange();
    m_info = info;
    setPos(info.rect.topLeft());
    update();
}

void ColumnItem::setHovered(bool hovered, Part part)
{
    if (m_hovered == hovered && m_hoveredPart == part)
        return;
    m_hovered = hovered;
    m_hoveredPart = part;
    setToolTip(hovered && part == Part::AddButton
                   ? QCoreApplication::translate("stagecraft", "Add a job to %1").arg(m_info.stage)
                   : QString());
    update();
}

void ColumnItem::setSelectedStage(bool selected)
{
    if (std::exchange(m_selected, selected) != selected)
        update();
}

void ColumnItem::setDropTarget(bool target)
{
    if (std::exchange(m_dropTarget, target) != target)
        update();
}

QRectF ColumnItem::boundingRect() const
{
    return QRectF(QPointF(), m_info.rect.size()).adjusted(-2, -2, 2, 2);
}

QRectF ColumnItem::addButton() const
{
    return {m_info.rect.width() - headerPadding + 6 - buttonSize, (headerHeight - buttonSize) / 2, buttonSize, buttonSize};
}

QRectF ColumnItem::nameRect() const
{
    return {headerPadding - 6, 9, m_info.rect.width() - 2 * headerPadding - buttonSize, 30};
}

ColumnItem::Part ColumnItem::partAt(const QPointF &scenePosition) const
{
    const QPointF point = mapFromScene(scenePosition);
    if (addButton().contains(point))
        return Part::AddButton;
    return point.y() < headerHeight ? Part::Header : Part::Lane;
}

void ColumnItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF lane = QRectF(QPointF(), m_info.rect.size()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isLit = m_selected || m_dropTarget;
    painter->setPen(isLit ? QPen(c.accent, 1.5) : QPen(c.border, 1));
    painter->setBrush(m_dropTarget ? c.accentSoft : c.column);
    painter->drawRoundedRect(lane, cornerRadius, cornerRadius);
    if (zoomOf(painter) < textZoom)
        return;

    const QFont nameFont = font(FontRole::Heading);
    const QFontMetricsF metrics(nameFont);
    const QString count = QString::number(m_info.cards.size());
    const qreal countWidth = QFontMetricsF(font(FontRole::Small)).horizontalAdvance(count) + 14;
    const qreal room = m_info.rect.width() - 2 * headerPadding - buttonSize - countWidth - 8;
    const QString name = metrics.elidedText(m_info.stage, Qt::ElideRight, room);
    painter->setFont(nameFont);
    painter->setPen(c.text);
    painter->drawText(QRectF(headerPadding, 0, room, headerHeight), Qt::AlignVCenter, name);

    const QRectF pill(headerPadding + metrics.horizontalAdvance(name) + 8, (headerHeight - 18) / 2, countWidth, 18);
    painter->setPen(Qt::NoPen);
    painter->setBrush(c.hover);
    painter->drawRoundedRect(pill, 9, 9);
    painter->setFont(font(FontRole::Small));
    painter->setPen(c.textMuted);
    painter->drawText(pill, Qt::AlignCenter, count);

    const QRectF button = addButton();
    const bool isOverButton = m_hovered && m_hoveredPart == Part::AddButton;
    if (isOverButton) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.hover);
        painter->drawRoundedRect(button, radius::medium, radius::medium);
    }
    painter->drawPixmap(button.topLeft() + QPointF(5, 5),
                        iconPixmap(QStringLiteral("plus"), 16, isOverButton ? c.text : c.textMuted,
                                   painter->device()->devicePixelRatio()));
    if (m_info.cards.empty()) {
        painter->setPen(c.textFaint);
        painter->drawText(QRectF(0, headerHeight, m_info.rect.width(), 40), Qt::AlignCenter,
                          QCoreApplication::translate("stagecraft", "Drop a job here"));
    }
}

AddStageItem::AddStageItem()
{
    setZValue(layer::column);
    setToolTip(QCoreApplication::translate("stagecraft", "Add a stage"));
}

void AddStageItem::place(const QRectF &contentBounds, qreal gap)
{
    prepareGeometryChange();
    m_rect = QRectF(contentBounds.right() + gap / 2, contentBounds.top(), 48, headerHeight);
}

void AddStageItem::setHovered(bool hovered)
{
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void AddStageItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(m_hovered ? c.accent : c.borderStrong, 1.2, Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(m_hovered ? c.accentSoft : QColor(Qt::transparent));
    painter->drawRoundedRect(m_rect.adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
    painter->drawPixmap(m_rect.center() - QPointF(8, 8),
                        iconPixmap(QStringLiteral("plus"), 16, m_hovered ? c.accent : c.textMuted,
                                   painter->device()->devicePixelRatio()));
}

} // namespace stagecraft::ui

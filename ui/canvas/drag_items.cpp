// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/drag_items.h"

#include "ui/canvas/card_item.h"
#include "ui/canvas/need_curve.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace stagecraft::ui {

namespace {

constexpr qreal stackOffset = 5;
constexpr qreal badgeRadius = 11;

} // namespace

GhostItem::GhostItem(QPixmap picture, int count) : m_picture(std::move(picture)), m_count(count)
{
    setZValue(layer::ghost);
    setRotation(1.2); // it hangs from the pointer
}

QRectF GhostItem::boundingRect() const
{
    const QSizeF size = m_picture.deviceIndependentSize();
    return QRectF(QPointF(), size).adjusted(-badgeRadius, -badgeRadius, badgeRadius + stackOffset, stackOffset + 8);
}

void GhostItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    const QRectF box(QPointF(), m_picture.deviceIndependentSize());
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->setPen(Qt::NoPen);
    QColor shadow = c.shadow;
    shadow.setAlpha(qMin(255, shadow.alpha() * 2));
    painter->setBrush(shadow);
    painter->drawRoundedRect(box.translated(0, 5), 9, 9);
    if (m_count > 1) {
        painter->setPen(QPen(c.borderStrong, 1));
        painter->setBrush(c.raised);
        painter->drawRoundedRect(box.translated(stackOffset, stackOffset), 8, 8);
    }
    painter->setOpacity(0.95);
    painter->drawPixmap(QPointF(), m_picture);
    painter->setOpacity(1);
    if (m_count > 1) {
        const QPointF centre(box.right(), box.top());
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.accent);
        painter->drawEllipse(centre, badgeRadius, badgeRadius);
        painter->setPen(c.onAccent);
        painter->setFont(font(FontRole::Strong));
        painter->drawText(QRectF(centre - QPointF(badgeRadius, badgeRadius), QSizeF(2 * badgeRadius, 2 * badgeRadius)),
                          Qt::AlignCenter, QString::number(m_count));
    }
}

InsertionMarker::InsertionMarker()
{
    setZValue(layer::marker);
}

void InsertionMarker::place(const QLineF &line)
{
    prepareGeometryChange();
    m_line = line;
}

QRectF InsertionMarker::boundingRect() const
{
    return QRectF(m_line.p1(), m_line.p2()).normalized().adjusted(-6, -6, 6, 6);
}

void InsertionMarker::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(c.accent, 3, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(m_line);
    painter->setPen(QPen(c.accent, 2));
    painter->setBrush(c.raised);
    painter->drawEllipse(m_line.p1(), 3.5, 3.5);
}

DraftEdgeItem::DraftEdgeItem()
{
    setZValue(layer::ghost);
}

void DraftEdgeItem::setEnds(const QPointF &out, const QPointF &in, bool isValid)
{
    prepareGeometryChange();
    m_out = out;
    m_in = in;
    m_isValid = isValid;
}

QRectF DraftEdgeItem::boundingRect() const
{
    return needCurve(m_out, m_in).boundingRect().adjusted(-10, -10, 10, 10);
}

void DraftEdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    const QColor color = m_isValid ? c.accent : c.textFaint;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 2, m_isValid ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(needCurve(m_out, m_in));
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(m_out, 4, 4);
    painter->drawPolygon(arrowHead(m_in));
}

} // namespace stagecraft::ui

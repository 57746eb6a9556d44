// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/edge_item.h"

#include "ui/canvas/card_item.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <utility>

namespace stagecraft::ui {

namespace {

constexpr qreal hitWidth = 12;
constexpr qreal arrowLength = 7;

} // namespace

QPainterPath needCurve(const QPointF &out, const QPointF &in)
{
    const qreal reach = std::clamp(std::abs(in.x() - out.x()) * 0.5, 28.0, 120.0);
    QPainterPath path(out);
    path.cubicTo(out + QPointF(reach, 0), in - QPointF(reach, 0), in);
    return path;
}

QPolygonF arrowHead(const QPointF &tip, bool fromRight)
{
    const qreal back = fromRight ? arrowLength : -arrowLength;
    return QPolygonF{tip, tip + QPointF(back, -4), tip + QPointF(back, 4)};
}

EdgeItem::EdgeItem(QString from, QString to) : m_from(std::move(from)), m_to(std::move(to))
{
    setFlag(ItemIsSelectable);
    setToolTip(QCoreApplication::translate("stagecraft", "%1 needs %2").arg(m_to, m_from));
    restack();
}

void EdgeItem::setEnds(const QPointF &out, const QPointF &in, bool sameColumn, const std::optional<QLineF> &lane)
{
    if (m_out == out && m_in == in && m_sameColumn == sameColumn && m_lane == lane && !m_path.isEmpty())
        return;
    prepareGeometryChange();
    m_out = out;
    m_in = in;
    m_sameColumn = sameColumn;
    m_lane = lane;
    if (sameColumn) {
        // `in` is the right border of the card here. Longer ways swing out farther, so that they stay apart.
        const qreal reach = 22 + std::min(26.0, std::abs(in.y() - out.y()) * 0.06);
        m_path = QPainterPath(out);
        m_path.cubicTo(out + QPointF(reach, 0), in + QPointF(reach, 0), in + QPointF(arrowLength, 0));
    } else if (lane && out.x() < lane->x1() && lane->x2() < in.x()) {
        m_path = needCurve(out, lane->p1());
        m_path.lineTo(lane->p2());
        m_path.connectPath(needCurve(lane->p2(), in - QPointF(arrowLength, 0)));
    } else {
        m_path = needCurve(out, in - QPointF(arrowLength, 0));
    }
}

void EdgeItem::setHovered(bool hovered)
{
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void EdgeItem::setLit(bool lit)
{
    if (std::exchange(m_lit, lit) == lit)
        return;
    restack();
    update();
}

void EdgeItem::restack()
{
    setZValue(m_lit || isSelected() ? layer::litEdge : layer::edge);
}

QVariant EdgeItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemSelectedHasChanged)
        restack();
    return QGraphicsItem::itemChange(change, value);
}

QRectF EdgeItem::boundingRect() const
{
    return m_path.boundingRect().adjusted(-hitWidth / 2, -hitWidth / 2, hitWidth / 2 + arrowLength, hitWidth / 2);
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(hitWidth);
    return stroker.createStroke(m_path);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &c = colors();
    const bool isStrong = isSelected() || m_hovered;
    const QColor color = isStrong || m_lit ? c.accent : c.edge;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, isSelected() ? 2.6 : isStrong || m_lit ? 2.0 : 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_path);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(arrowHead(m_in, m_sameColumn));
}

} // namespace stagecraft::ui

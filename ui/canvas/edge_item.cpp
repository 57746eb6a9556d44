// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/edge_item.h"

#include "ui/canvas/card_item.h"
#include "ui/canvas/need_curve.h"
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
constexpr qreal hairline = 1; ///< anything wider costs Qt's raster engine ten times as much
constexpr qreal penReach = 3; ///< how far a need's line is painted beside it, and a little more

} // namespace

EdgeItem::EdgeItem(QString from, QString to) : m_from(std::move(from)), m_to(std::move(to))
{
    setFlags(ItemIsSelectable | ItemUsesExtendedStyleOption);
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
        m_path = bowCurve(out, in + QPointF(arrowLength, 0), reach);
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

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const Colors &c = colors();
    const bool isStrong = isSelected() || m_hovered;
    const QColor color = isStrong || m_lit ? c.accent : c.edge;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, isSelected() ? 2.6 : isStrong || m_lit ? 2.0 : hairline));
    painter->setBrush(Qt::NoBrush);
    const QRectF seen = option->exposedRect.adjusted(0, -penReach, 0, penReach);
    painter->drawPath(partBetween(m_path, seen.top(), seen.bottom()));
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(arrowHead(m_in, m_sameColumn));
}

} // namespace stagecraft::ui

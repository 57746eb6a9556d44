// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EdgeItem: paints one need as a curve from the needed job to the one that needs it.
#pragma once

#include <QGraphicsItem>
#include <QLineF>
#include <QPainterPath>

#include <optional>

namespace stagecraft::ui {

class EdgeItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 4 };

    /// Jobs by key: `to` needs `from`.
    EdgeItem(QString from, QString to);

    const QString &from() const { return m_from; }
    const QString &to() const { return m_to; }
    /// Ports in scene coordinates. In one column the curve runs beside the cards, on their right. A lane, from left to right, is
    /// where it passes between the cards of other columns.
    void setEnds(const QPointF &out, const QPointF &in, bool sameColumn, const std::optional<QLineF> &lane = {});
    void setHovered(bool hovered);
    /// Belongs to a selected job.
    void setLit(bool lit);

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    void restack();

    QString m_from;
    QString m_to;
    QPointF m_out;
    QPointF m_in;
    bool m_sameColumn = false;
    std::optional<QLineF> m_lane;
    QPainterPath m_path;
    bool m_hovered = false;
    bool m_lit = false;
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What is seen only while something is dragged: the ghost of the cards, the line where they will land, the need that is being
// drawn. All of it is outside the content: a cancelled drag leaves nothing.
#pragma once

#include <QGraphicsItem>
#include <QPixmap>

namespace stagecraft::ui {

class GhostItem : public QGraphicsItem
{
public:
    GhostItem(QPixmap picture, int count);
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QPixmap m_picture;
    int m_count;
};

/// A line between two cards, or between two stages.
class InsertionMarker : public QGraphicsItem
{
public:
    InsertionMarker();
    void place(const QLineF &line);
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QLineF m_line;
};

class DraftEdgeItem : public QGraphicsItem
{
public:
    DraftEdgeItem();
    void setEnds(const QPointF &out, const QPointF &in, bool isValid);
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QPointF m_out;
    QPointF m_in;
    bool m_isValid = false;
};

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ColumnItem: paints one stage: its lane, header with name, number of jobs and the add button. AddStageItem: the place behind the
// last stage that makes a new one.
#pragma once

#include "ui/canvas/canvas_content.h"

#include <QGraphicsItem>

namespace stagecraft::ui {

class ColumnItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };
    enum class Part { Lane, Header, AddButton };

    explicit ColumnItem(const ColumnInfo &info);

    const ColumnInfo &info() const { return m_info; }
    void setInfo(const ColumnInfo &info);
    void setHovered(bool hovered, Part part = Part::Lane);
    void setSelectedStage(bool selected);
    void setDropTarget(bool target);

    Part partAt(const QPointF &scenePosition) const;
    QRectF nameRect() const; ///< in item coordinates

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QRectF addButton() const;

    ColumnInfo m_info;
    bool m_hovered = false;
    Part m_hoveredPart = Part::Lane;
    bool m_selected = false;
    bool m_dropTarget = false;
};

class AddStageItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };

    AddStageItem();
    void place(const QRectF &contentBounds, qreal gap);
    void setHovered(bool hovered);

    int type() const override { return Type; }
    QRectF boundingRect() const override { return m_rect; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QRectF m_rect;
    bool m_hovered = false;
};

} // namespace stagecraft::ui

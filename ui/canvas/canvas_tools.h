// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The gestures of the canvas as small states. The view hands every pointer event to the tool in charge; a tool answers which
// one goes on. A tool that is destroyed before finish() was called leaves nothing behind: that is how Escape cancels.
#pragma once

#include "ui/canvas/pipeline_edits.h"

#include <QPointF>
#include <QString>

#include <memory>

class QGraphicsRectItem;

namespace stagecraft::ui {

class CanvasScene;
class CardItem;
class ColumnItem;
class DraftEdgeItem;
class GhostItem;
class InsertionMarker;

/// What tools may ask of the view.
class CanvasHost
{
public:
    virtual ~CanvasHost() = default;
    virtual CanvasScene &canvas() = 0;
    virtual void performRecipes(const Recipes &recipes, const QString &title) = 0;
    virtual void setCursorShape(Qt::CursorShape shape) = 0;
    virtual void scrollBy(const QPointF &viewDelta) = 0;
};

struct PointerEvent {
    QPointF scene;
    QPointF view;
    Qt::KeyboardModifiers modifiers;
};

class CanvasTool
{
public:
    explicit CanvasTool(CanvasHost &host) : m_host(host) {}
    virtual ~CanvasTool();
    CanvasTool(const CanvasTool &) = delete;
    CanvasTool &operator=(const CanvasTool &) = delete;

    virtual void move(const PointerEvent &event) = 0;
    /// The button was released: does what the gesture means.
    virtual void finish(const PointerEvent &event) = 0;

protected:
    CanvasHost &m_host;
};

/// Drags the selected cards to another stage or place.
class MoveCardsTool : public CanvasTool
{
public:
    MoveCardsTool(CanvasHost &host, CardItem *grabbed, const QPointF &grabOffset);
    ~MoveCardsTool() override;
    void move(const PointerEvent &event) override;
    void finish(const PointerEvent &event) override;

private:
    QStringList m_jobs;
    QString m_grabbed;
    QPointF m_grabOffset;
    std::unique_ptr<GhostItem> m_ghost;
    std::unique_ptr<InsertionMarker> m_marker;
    std::optional<DropPlace> m_place;
};

/// Draws a need from a port to another card.
class DrawNeedTool : public CanvasTool
{
public:
    DrawNeedTool(CanvasHost &host, CardItem *start, bool fromOutPort);
    ~DrawNeedTool() override;
    void move(const PointerEvent &event) override;
    void finish(const PointerEvent &event) override;

private:
    CardItem *targetAt(const QPointF &position) const;

    QString m_start;
    bool m_fromOutPort;
    QSet<QString> m_candidates;
    std::unique_ptr<DraftEdgeItem> m_draft;
};

/// Drags a stage by its header.
class MoveStageTool : public CanvasTool
{
public:
    MoveStageTool(CanvasHost &host, ColumnItem *column, const QPointF &grabOffset);
    ~MoveStageTool() override;
    void move(const PointerEvent &event) override;
    void finish(const PointerEvent &event) override;

private:
    QString m_stage;
    QPointF m_grabOffset;
    std::unique_ptr<GhostItem> m_ghost;
    std::unique_ptr<InsertionMarker> m_marker;
    int m_place = -1;
};

/// Selects everything in a rectangle.
class RubberBandTool : public CanvasTool
{
public:
    RubberBandTool(CanvasHost &host, const QPointF &start, bool isAdding);
    ~RubberBandTool() override;
    void move(const PointerEvent &event) override;
    void finish(const PointerEvent &event) override;

private:
    QPointF m_start;
    QSet<QString> m_before;
    std::unique_ptr<QGraphicsRectItem> m_band;
};

class PanTool : public CanvasTool
{
public:
    PanTool(CanvasHost &host, const QPointF &viewPosition);
    ~PanTool() override;
    void move(const PointerEvent &event) override;
    void finish(const PointerEvent &event) override;

private:
    QPointF m_last;
};

} // namespace stagecraft::ui

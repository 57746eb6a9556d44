// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CanvasView: the window onto a CanvasScene: zoom, pan, keyboard, and the pointer events that it hands to tools. It knows no
// Session: what the user wants comes out as signals. GUI thread.
#pragma once

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/canvas_tools.h"

#include <QGraphicsView>

#include <functional>
#include <memory>

class QLineEdit;

namespace stagecraft::ui {

class CanvasView : public QGraphicsView, public CanvasHost
{
    Q_OBJECT
public:
    explicit CanvasView(QWidget *parent = nullptr);
    ~CanvasView() override;

    CanvasScene &canvas() override { return *m_scene; }
    /// The first content is fitted into the view; later ones leave zoom and position alone.
    void setContent(std::shared_ptr<const CanvasContent> content);
    /// The next content is treated as a first one.
    void resetView() { m_isFirst = true; }

    qreal zoom() const { return transform().m11(); }
    void zoomBy(qreal factor);
    void fit();
    void ensureJobVisible(const QString &job);

    /// Opens the inline editor over the card's (or stage's) name.
    void renameJob(const QString &job);
    void renameStage(const QString &stage);
    bool isRenaming() const { return m_editor; }
    bool isDragging() const { return m_tool != nullptr; }

Q_SIGNALS:
    void performRequested(const stagecraft::ui::Recipes &recipes, const QString &title);
    void selectionEdited();
    void jobActivated(const QString &job);
    void addJobRequested(const QString &stage);
    void addStageRequested();
    /// At a job, a stage, or the free canvas (both empty). `position` is global.
    void menuRequested(const QString &job, const QString &stage, const QPoint &position);
    /// A block of the palette was dropped.
    void blockDropped(const QString &block, const stagecraft::ui::DropPlace &place);
    void zoomChanged();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    using ToolMaker = std::function<std::unique_ptr<CanvasTool>(const QPointF &pressed)>;

    void performRecipes(const Recipes &recipes, const QString &title) override;
    void setCursorShape(Qt::CursorShape shape) override;
    void scrollBy(const QPointF &viewDelta) override;

    void pressCard(CardItem *card, const PointerEvent &event);
    void pressColumn(ColumnItem *column, const PointerEvent &event);
    void cancelTool();
    void walk(int columns, int rows, bool extend);
    void moveByKey(int columns, int rows);
    void openEditor(const QRectF &sceneRect, const QString &text, const std::function<void(const QString &)> &commit);
    void showDropMarker(const QPointF &scenePosition);
    void fitFirst();
    PointerEvent toPointer(const QMouseEvent *event) const;

    CanvasScene *m_scene = nullptr;
    std::unique_ptr<CanvasTool> m_tool;
    ToolMaker m_pending;          ///< starts when the pointer has moved far enough
    QPointF m_pressedView;
    QPointF m_pressedScene;
    QString m_clickNarrows;       ///< a click without a drag selects just this one of several
    bool m_spaceHeld = false;
    bool m_isFirst = true;
    bool m_isFitted = false;      ///< until the user zooms or pans, a new size is fitted again
    std::unique_ptr<InsertionMarker> m_dropMarker;
    QLineEdit *m_editor = nullptr;
};

/// The MIME type in which the palette drags blocks; the data is the block's id.
QString blockMimeType();

} // namespace stagecraft::ui

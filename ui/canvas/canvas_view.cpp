// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_view.h"

#include "ui/canvas/drag_items.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace stagecraft::ui {

namespace {

constexpr qreal smallestZoom = 0.08;
constexpr qreal largestZoom = 2.5;
constexpr qreal readableZoom = 0.7; ///< a pipeline that would become smaller than this is not fitted at first
constexpr qreal viewMargin = 32;
constexpr int gridStep = 24;

int rowOf(const ColumnInfo &column, int card)
{
    return static_cast<int>(std::ranges::find(column.cards, card) - column.cards.begin());
}

/// Of the grid. As a picture: to stroke thousands of round points takes longer than to paint all cards in sight.
QPixmap dotPixmap(qreal ratio)
{
    constexpr int side = 4;
    QPixmap dot(QSize(side, side) * ratio);
    dot.setDevicePixelRatio(ratio);
    dot.fill(Qt::transparent);
    QPainter painter(&dot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().canvasDot, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoint(QPointF(side, side) / 2);
    return dot;
}

} // namespace

QString blockMimeType()
{
    return QStringLiteral("application/x-stagecraft-block");
}

CanvasView::CanvasView(QWidget *parent) : QGraphicsView(parent), m_scene(new CanvasScene(this))
{
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setTransformationAnchor(QGraphicsView::AnchorViewCenter);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    setMouseTracking(true);
    setAccessibleName(tr("Pipeline"));
    setAccessibleDescription(
        tr("Stages as columns, jobs as cards. Arrow keys walk, Enter opens the inspector; the outline has the same actions."));
    connect(m_scene, &CanvasScene::selectionEdited, this, &CanvasView::selectionEdited);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_scene->update();
        viewport()->update();
    });
}

CanvasView::~CanvasView()
{
    m_tool.reset();
    m_dropMarker.reset();
}

// --- content and zoom ---

void CanvasView::setContent(std::shared_ptr<const CanvasContent> content)
{
    const bool hasContent = !content->columns.empty();
    m_scene->setContent(std::move(content));
    if (m_isFirst && hasContent) {
        m_isFirst = false;
        fitFirst();
    }
}

void CanvasView::fitFirst()
{
    m_isFitted = true;
    const QRectF bounds = m_scene->content().bounds.adjusted(-viewMargin, -viewMargin, viewMargin + 64, viewMargin);
    const QSizeF size = viewport()->size();
    const qreal whole = std::min(size.width() / bounds.width(), size.height() / bounds.height());
    const qreal factor = std::clamp(whole, readableZoom, 1.0);
    setTransform(QTransform::fromScale(factor, factor));
    // What does not fit is cut off at the right and at the bottom: the first stage is where reading starts.
    const QSizeF seen = size / factor;
    const qreal x = bounds.width() <= seen.width() ? bounds.center().x() : bounds.left() + seen.width() / 2;
    const qreal y = bounds.height() <= seen.height() ? bounds.center().y() : bounds.top() + seen.height() / 2;
    centerOn(x, y);
    Q_EMIT zoomChanged();
}

void CanvasView::zoomBy(qreal factor)
{
    m_isFitted = false;
    const qreal wanted = std::clamp(zoom() * factor, smallestZoom, largestZoom);
    scale(wanted / zoom(), wanted / zoom());
    Q_EMIT zoomChanged();
}

void CanvasView::fit()
{
    const QRectF bounds = m_scene->content().bounds.adjusted(-viewMargin, -viewMargin, viewMargin + 64, viewMargin);
    if (m_scene->content().columns.empty())
        return;
    const QSizeF size = viewport()->size();
    const qreal factor = std::clamp(std::min(size.width() / bounds.width(), size.height() / bounds.height()),
                                    smallestZoom, 1.0);
    setTransform(QTransform::fromScale(factor, factor));
    centerOn(bounds.center());
    Q_EMIT zoomChanged();
}

void CanvasView::ensureJobVisible(const QString &job)
{
    if (const CardItem *card = m_scene->card(job))
        ensureVisible(card->mapRectToScene(card->boundingRect()), 24, 24);
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_isFitted)
        fitFirst();
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
        zoomBy(std::pow(1.0015, event->angleDelta().y()));
        setTransformationAnchor(QGraphicsView::AnchorViewCenter);
        event->accept();
        return;
    }
    m_isFitted = false;
    if (event->modifiers() & Qt::ShiftModifier) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - event->angleDelta().y());
        event->accept();
        return;
    }
    QGraphicsView::wheelEvent(event);
}

bool CanvasView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
            zoomBy(1 + gesture->value());
            setTransformationAnchor(QGraphicsView::AnchorViewCenter);
            return true;
        }
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, colors().canvas);
    if (zoom() < 0.5)
        return;
    const QPixmap dot = dotPixmap(devicePixelRatioF());
    const QPointF middle = QPointF(dot.width(), dot.height()) / dot.devicePixelRatio() / 2;
    const QTransform toView = painter->worldTransform();
    painter->save();
    painter->resetTransform();
    for (qreal x = std::floor(rect.left() / gridStep) * gridStep; x < rect.right(); x += gridStep) {
        for (qreal y = std::floor(rect.top() / gridStep) * gridStep; y < rect.bottom(); y += gridStep)
            painter->drawPixmap(toView.map(QPointF(x, y)) - middle, dot);
    }
    painter->restore();
}

// --- pointer ---

PointerEvent CanvasView::toPointer(const QMouseEvent *event) const
{
    return {.scene = mapToScene(event->position().toPoint()),
            .view = event->position(),
            .modifiers = event->modifiers()};
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const PointerEvent pointer = toPointer(event);
    m_pressedView = pointer.view;
    m_pressedScene = pointer.scene;
    m_pending = nullptr;
    m_clickNarrows.clear();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        m_isFitted = false;
        m_tool = std::make_unique<PanTool>(*this, pointer.view);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (CardItem *card = m_scene->cardAt(pointer.scene)) {
        pressCard(card, pointer);
    } else if (EdgeItem *edge = m_scene->edgeAt(pointer.scene)) {
        m_scene->selectEdge(edge);
    } else if (m_scene->isAddStageAt(pointer.scene)) {
        Q_EMIT addStageRequested();
    } else if (ColumnItem *column = m_scene->columnAt(pointer.scene)) {
        pressColumn(column, pointer);
    } else {
        const bool isAdding = pointer.modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
        if (!isAdding)
            m_scene->select({});
        m_pending = [this, isAdding](const QPointF &pressed) {
            return std::make_unique<RubberBandTool>(*this, pressed, isAdding);
        };
    }
}

void CanvasView::pressCard(CardItem *card, const PointerEvent &event)
{
    const QString job = card->info().job;
    const CardItem::Part part = card->partAt(event.scene);
    if (part != CardItem::Part::Body && m_scene->content().editable) {
        m_pending = [this, job, part](const QPointF &) -> std::unique_ptr<CanvasTool> {
            CardItem *start = m_scene->card(job);
            return start ? std::make_unique<DrawNeedTool>(*this, start, part == CardItem::Part::OutPort) : nullptr;
        };
        return;
    }
    QSet<QString> jobs;
    for (const QString &selected : m_scene->selectedJobs())
        jobs.insert(selected);
    if (event.modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (!jobs.remove(job))
            jobs.insert(job);
        m_scene->select(jobs);
    } else if (!jobs.contains(job)) {
        m_scene->select({job});
    } else if (jobs.size() > 1) {
        m_clickNarrows = job;
    }
    m_scene->setCurrentJob(job);
    if (card->info().editable && card->isSelected()) {
        m_pending = [this, job](const QPointF &pressed) -> std::unique_ptr<CanvasTool> {
            CardItem *grabbed = m_scene->card(job);
            return grabbed ? std::make_unique<MoveCardsTool>(*this, grabbed, pressed - grabbed->pos()) : nullptr;
        };
    }
}

void CanvasView::pressColumn(ColumnItem *column, const PointerEvent &event)
{
    const QString stage = column->info().stage;
    switch (column->partAt(event.scene)) {
    case ColumnItem::Part::AddButton:
        Q_EMIT addJobRequested(stage);
        return;
    case ColumnItem::Part::Header:
        m_scene->select({}, stage);
        if (m_scene->content().editable) {
            m_pending = [this, stage](const QPointF &pressed) -> std::unique_ptr<CanvasTool> {
                ColumnItem *grabbed = m_scene->column(stage);
                return grabbed ? std::make_unique<MoveStageTool>(*this, grabbed, pressed - grabbed->pos()) : nullptr;
            };
        }
        return;
    case ColumnItem::Part::Lane:
        const bool isAdding = event.modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
        if (!isAdding)
            m_scene->select({});
        m_pending = [this, isAdding](const QPointF &pressed) {
            return std::make_unique<RubberBandTool>(*this, pressed, isAdding);
        };
        return;
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    const PointerEvent pointer = toPointer(event);
    if (m_pending && (pointer.view - m_pressedView).manhattanLength() >= QApplication::startDragDistance()) {
        m_scene->hoverNothing();
        m_clickNarrows.clear();
        m_tool = std::exchange(m_pending, nullptr)(m_pressedScene);
    }
    if (m_tool)
        m_tool->move(pointer);
    else if (event->buttons() == Qt::NoButton)
        m_scene->hover(pointer.scene);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    m_pending = nullptr;
    if (!m_clickNarrows.isEmpty())
        m_scene->select({std::exchange(m_clickNarrows, {})});
    if (!m_tool)
        return;
    // The tool is gone before the text changes: new content must not meet a drag that has ended.
    const std::unique_ptr<CanvasTool> tool = std::move(m_tool);
    tool->finish(toPointer(event));
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF position = toPointer(event).scene;
    if (const CardItem *card = m_scene->cardAt(position)) {
        renameJob(card->info().job);
    } else if (const ColumnItem *column = m_scene->columnAt(position)) {
        if (column->partAt(position) == ColumnItem::Part::Header)
            renameStage(column->info().stage);
        else if (column->partAt(position) == ColumnItem::Part::Lane)
            Q_EMIT addJobRequested(column->info().stage);
    }
}

void CanvasView::leaveEvent(QEvent *event)
{
    m_scene->hoverNothing();
    QGraphicsView::leaveEvent(event);
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    cancelTool();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const CardItem *current = m_scene->card(m_scene->currentJob());
        const QPointF place = current ? current->sceneBoundingRect().center() : mapToScene(viewport()->rect().center());
        Q_EMIT menuRequested(m_scene->currentJob(), {}, viewport()->mapToGlobal(mapFromScene(place)));
        return;
    }
    const QPointF position = mapToScene(event->pos());
    QString job;
    QString stage;
    if (const CardItem *card = m_scene->cardAt(position)) {
        job = card->info().job;
        if (!card->isSelected())
            m_scene->select({job});
    } else if (EdgeItem *edge = m_scene->edgeAt(position)) {
        m_scene->selectEdge(edge);
    } else if (const ColumnItem *column = m_scene->columnAt(position)) {
        stage = column->info().stage;
        m_scene->select({}, stage);
    }
    Q_EMIT menuRequested(job, stage, event->globalPos());
}

void CanvasView::cancelTool()
{
    m_pending = nullptr;
    m_tool.reset();
}

void CanvasView::performRecipes(const Recipes &recipes, const QString &title)
{
    Q_EMIT performRequested(recipes, title);
}

void CanvasView::setCursorShape(Qt::CursorShape shape)
{
    viewport()->setCursor(m_spaceHeld && shape == Qt::ArrowCursor ? Qt::OpenHandCursor : shape);
}

void CanvasView::scrollBy(const QPointF &viewDelta)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - qRound(viewDelta.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() - qRound(viewDelta.y()));
}

// --- keyboard ---

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers() & Qt::AltModifier;
    const bool isShift = event->modifiers() & Qt::ShiftModifier;
    const auto arrow = [&](int columns, int rows) { isAlt ? moveByKey(columns, rows) : walk(columns, rows, isShift); };
    switch (event->key()) {
    case Qt::Key_Left: arrow(-1, 0); return;
    case Qt::Key_Right: arrow(1, 0); return;
    case Qt::Key_Up: arrow(0, -1); return;
    case Qt::Key_Down: arrow(0, 1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_scene->currentJob().isEmpty())
            Q_EMIT jobActivated(m_scene->currentJob());
        return;
    case Qt::Key_Escape:
        if (m_tool || m_pending)
            cancelTool();
        else
            m_scene->select({});
        return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            setCursorShape(Qt::ArrowCursor);
        }
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        setCursorShape(Qt::ArrowCursor);
        return;
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    m_spaceHeld = false;
    QGraphicsView::focusOutEvent(event);
}

void CanvasView::walk(int columns, int rows, bool extend)
{
    const CanvasContent &content = m_scene->content();
    if (content.cards.empty())
        return;
    const CardInfo *current = content.card(m_scene->currentJob());
    int next = 0;
    if (current) {
        const int here = content.indexOf.value(current->job);
        int column = current->column;
        int row = rowOf(content.columns[static_cast<std::size_t>(column)], here) + rows;
        // Empty stages are stepped over.
        do {
            column += columns;
            if (column < 0 || column >= static_cast<int>(content.columns.size()))
                return;
        } while (columns != 0 && content.columns[static_cast<std::size_t>(column)].cards.empty());
        const std::vector<int> &cards = content.columns[static_cast<std::size_t>(column)].cards;
        row = std::clamp(row, 0, static_cast<int>(cards.size()) - 1);
        next = cards[static_cast<std::size_t>(row)];
    }
    const QString job = content.cards[static_cast<std::size_t>(next)].job;
    QSet<QString> jobs{job};
    if (extend) {
        for (const QString &selected : m_scene->selectedJobs())
            jobs.insert(selected);
    }
    m_scene->select(jobs);
    m_scene->setCurrentJob(job);
    ensureJobVisible(job);
}

void CanvasView::moveByKey(int columns, int rows)
{
    const CanvasContent &content = m_scene->content();
    const QStringList jobs = m_scene->selectedJobs();
    if (jobs.isEmpty())
        return;
    const Recipes recipes =
        columns != 0 ? moveToNeighbourStage(content, jobs, columns) : moveInStage(content, jobs.first(), rows);
    if (!recipes.empty())
        performRecipes(recipes, jobs.size() == 1 ? tr("Move job %1").arg(jobs.first())
                                                 : tr("Move %1 jobs").arg(jobs.size()));
}

// --- inline rename ---

void CanvasView::renameJob(const QString &job)
{
    const CardItem *card = m_scene->card(job);
    if (!card || !card->info().editable)
        return;
    ensureJobVisible(job);
    openEditor(card->mapRectToScene(card->nameRect()), job, [this, job](const QString &name) {
        performRecipes({edit::RenameJob{.job = job.toStdString(), .to = name.toStdString()}},
                       tr("Rename job %1 to %2").arg(job, name));
    });
}

void CanvasView::renameStage(const QString &stage)
{
    const ColumnItem *column = m_scene->column(stage);
    if (!column || !m_scene->content().editable)
        return;
    openEditor(column->mapRectToScene(column->nameRect()), stage, [this, stage](const QString &name) {
        performRecipes({edit::RenameStage{.stage = stage.toStdString(), .to = name.toStdString()}},
                       tr("Rename stage %1 to %2").arg(stage, name));
    });
}

void CanvasView::openEditor(const QRectF &sceneRect, const QString &text,
                            const std::function<void(const QString &)> &commit)
{
    delete m_editor;
    m_isFitted = false;
    auto *editor = new QLineEdit(text, viewport());
    m_editor = editor;
    QRect place = mapFromScene(sceneRect).boundingRect();
    place.setWidth(std::max(place.width(), 160));
    const int height = editor->sizeHint().height();
    place.setTop(place.center().y() - height / 2);
    place.setHeight(height);
    editor->setGeometry(place);
    editor->setAccessibleName(tr("New name"));
    editor->selectAll();
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
    // editingFinished comes for Enter and for the loss of focus, also when the editor goes away.
    const auto close = [this, editor] {
        if (m_editor != editor)
            return false;
        m_editor = nullptr;
        editor->deleteLater();
        setFocus(Qt::OtherFocusReason);
        return true;
    };
    connect(editor, &QLineEdit::editingFinished, this, [editor, text, commit, close] {
        const QString name = editor->text().trimmed();
        if (close() && !name.isEmpty() && name != text)
            commit(name);
    });
    auto *escape = new QAction(editor);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetShortcut);
    editor->addAction(escape);
    connect(escape, &QAction::triggered, this, [close] { close(); });
}

// --- blocks dragged from the palette ---

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(blockMimeType()) && m_scene->content().editable)
        event->acceptProposedAction();
    else
        event->ignore(); // a folder, for the window
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    if (!event->mimeData()->hasFormat(blockMimeType())) {
        event->ignore();
        return;
    }
    showDropMarker(mapToScene(event->position().toPoint()));
    event->setAccepted(m_dropMarker != nullptr);
}

void CanvasView::showDropMarker(const QPointF &scenePosition)
{
    const std::optional<DropPlace> place = m_scene->dropPlaceAt(scenePosition, {});
    if (!place) {
        m_dropMarker.reset();
        return;
    }
    if (!m_dropMarker) {
        m_dropMarker = std::make_unique<InsertionMarker>();
        m_scene->addItem(m_dropMarker.get());
    }
    m_dropMarker->place(m_scene->insertionLine(*place));
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropMarker.reset();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    m_dropMarker.reset();
    const std::optional<DropPlace> place = m_scene->dropPlaceAt(mapToScene(event->position().toPoint()), {});
    if (!place || !event->mimeData()->hasFormat(blockMimeType())) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    Q_EMIT blockDropped(QString::fromUtf8(event->mimeData()->data(blockMimeType())), *place);
}

} // namespace stagecraft::ui

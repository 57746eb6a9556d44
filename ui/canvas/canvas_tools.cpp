// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tools.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/drag_items.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QGraphicsRectItem>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stagecraft::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("stagecraft", text);
}

QPixmap pictureOf(QGraphicsItem *item, const QSizeF &size)
{
    constexpr qreal ratio = 2; // sharp on any screen
    QPixmap picture((size * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QStyleOptionGraphicsItem option;
    item->paint(&painter, &option, nullptr);
    return picture;
}

} // namespace

CanvasTool::~CanvasTool() = default;

// --- cards ---

MoveCardsTool::MoveCardsTool(CanvasHost &host, CardItem *grabbed, const QPointF &grabOffset)
    : CanvasTool(host), m_jobs(host.canvas().selectedJobs()), m_grabbed(grabbed->info().job), m_grabOffset(grabOffset)
{
    m_ghost = std::make_unique<GhostItem>(pictureOf(grabbed, grabbed->info().rect.size()),
                                          static_cast<int>(m_jobs.size()));
    m_marker = std::make_unique<InsertionMarker>();
    m_marker->setVisible(false);
    host.canvas().addItem(m_ghost.get());
    host.canvas().addItem(m_marker.get());
    for (const QString &job : std::as_const(m_jobs))
        host.canvas().card(job)->setMark(CardItem::Mark::Faded);
    host.setCursorShape(Qt::ClosedHandCursor);
}

MoveCardsTool::~MoveCardsTool()
{
    for (const QString &job : std::as_const(m_jobs)) {
        if (CardItem *card = m_host.canvas().card(job))
            card->setMark(CardItem::Mark::None);
    }
    for (const ColumnInfo &info : m_host.canvas().content().columns)
        m_host.canvas().column(info.stage)->setDropTarget(false);
    m_host.setCursorShape(Qt::ArrowCursor);
}

void MoveCardsTool::move(const PointerEvent &event)
{
    CanvasScene &canvas = m_host.canvas();
    m_ghost->setPos(event.scene - m_grabOffset);
    m_place = canvas.dropPlaceAt(event.scene, m_jobs);
    m_marker->setVisible(m_place.has_value());
    if (m_place)
        m_marker->place(canvas.insertionLine(*m_place));
    const auto &columns = canvas.content().columns;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const bool isTarget = m_place && m_place->column == static_cast<int>(index);
        canvas.column(columns[index].stage)->setDropTarget(isTarget);
    }
}

void MoveCardsTool::finish(const PointerEvent &event)
{
    move(event);
    if (!m_place)
        return;
    const CanvasContent &content = m_host.canvas().content();
    const Recipes recipes = moveJobs(content, m_jobs, *m_place);
    if (recipes.empty())
        return;
    const QString stage = content.columns[static_cast<std::size_t>(m_place->column)].stage;
    const CardInfo *card = content.card(m_grabbed);
    const bool isElsewhere = card && card->column != m_place->column;
    if (m_jobs.size() > 1)
        m_host.performRecipes(recipes, translated(QT_TRANSLATE_NOOP("stagecraft", "Move %1 jobs")).arg(m_jobs.size()));
    else if (isElsewhere)
        m_host.performRecipes(
            recipes, translated(QT_TRANSLATE_NOOP("stagecraft", "Move job %1 to %2")).arg(m_grabbed, stage));
    else
        m_host.performRecipes(recipes, translated(QT_TRANSLATE_NOOP("stagecraft", "Move job %1")).arg(m_grabbed));
}

// --- needs ---

DrawNeedTool::DrawNeedTool(CanvasHost &host, CardItem *start, bool fromOutPort)
    : CanvasTool(host), m_start(start->info().job), m_fromOutPort(fromOutPort),
      m_candidates(fromOutPort ? possibleDependentsOf(host.canvas().content(), m_start)
                               : possibleNeedsOf(host.canvas().content(), m_start))
{
    for (const CardInfo &info : host.canvas().content().cards) {
        if (info.job != m_start) {
            const bool isValid = m_candidates.contains(info.job);
            host.canvas().card(info.job)->setMark(isValid ? CardItem::Mark::Valid : CardItem::Mark::Faded);
        }
    }
    m_draft = std::make_unique<DraftEdgeItem>();
    const QPointF port = fromOutPort ? start->outPort() : start->inPort();
    m_draft->setEnds(port, port, false);
    host.canvas().addItem(m_draft.get());
    host.setCursorShape(Qt::CrossCursor);
}

DrawNeedTool::~DrawNeedTool()
{
    for (const CardInfo &info : m_host.canvas().content().cards)
        m_host.canvas().card(info.job)->setMark(CardItem::Mark::None);
    m_host.setCursorShape(Qt::ArrowCursor);
}

CardItem *DrawNeedTool::targetAt(const QPointF &position) const
{
    CardItem *card = m_host.canvas().cardAt(position);
    return card && m_candidates.contains(card->info().job) ? card : nullptr;
}

void DrawNeedTool::move(const PointerEvent &event)
{
    CanvasScene &canvas = m_host.canvas();
    const CardItem *start = canvas.card(m_start);
    if (!start)
        return;
    CardItem *target = targetAt(event.scene);
    for (const QString &job : std::as_const(m_candidates)) {
        if (CardItem *card = canvas.card(job))
            card->setMark(card == target ? CardItem::Mark::Target : CardItem::Mark::Valid);
    }
    if (m_fromOutPort)
        m_draft->setEnds(start->outPort(), target ? target->inPort() : event.scene, target);
    else
        m_draft->setEnds(target ? target->outPort() : event.scene, start->inPort(), target);
}

void DrawNeedTool::finish(const PointerEvent &event)
{
    const CardItem *target = targetAt(event.scene);
    if (!target)
        return;
    const QString &job = m_fromOutPort ? target->info().job : m_start;
    const QString &need = m_fromOutPort ? m_start : target->info().job;
    m_host.performRecipes({edit::AddNeed{.job = job.toStdString(), .need = need.toStdString()}},
                          translated(QT_TRANSLATE_NOOP("stagecraft", "Make %1 need %2")).arg(job, need));
}

// --- stages ---

MoveStageTool::MoveStageTool(CanvasHost &host, ColumnItem *column, const QPointF &grabOffset)
    : CanvasTool(host), m_stage(column->info().stage), m_grabOffset(grabOffset)
{
    constexpr qreal headerHeight = 48;
    m_ghost = std::make_unique<GhostItem>(pictureOf(column, QSizeF(column->info().rect.width(), headerHeight)), 1);
    m_marker = std::make_unique<InsertionMarker>();
    host.canvas().addItem(m_ghost.get());
    host.canvas().addItem(m_marker.get());
    column->setOpacity(0.5);
    host.setCursorShape(Qt::ClosedHandCursor);
}

MoveStageTool::~MoveStageTool()
{
    if (ColumnItem *column = m_host.canvas().column(m_stage))
        column->setOpacity(1);
    m_host.setCursorShape(Qt::ArrowCursor);
}

void MoveStageTool::move(const PointerEvent &event)
{
    m_ghost->setPos(event.scene - m_grabOffset);
    m_place = m_host.canvas().stagePlaceAt(event.scene);
    m_marker->place(m_host.canvas().stageInsertionLine(m_place));
}

void MoveStageTool::finish(const PointerEvent &event)
{
    move(event);
    const Recipes recipes = moveStage(m_host.canvas().content(), m_stage, m_place);
    if (!recipes.empty())
        m_host.performRecipes(recipes, translated(QT_TRANSLATE_NOOP("stagecraft", "Move stage %1")).arg(m_stage));
}

// --- selection and view ---

RubberBandTool::RubberBandTool(CanvasHost &host, const QPointF &start, bool isAdding) : CanvasTool(host), m_start(start)
{
    if (isAdding) {
        for (const QString &job : host.canvas().selectedJobs())
            m_before.insert(job);
    }
    m_band = std::make_unique<QGraphicsRectItem>();
    QColor fill = colors().accent;
    fill.setAlpha(28);
    QPen pen(colors().accent, 1);
    pen.setCosmetic(true);
    m_band->setPen(pen);
    m_band->setBrush(fill);
    m_band->setZValue(layer::ghost);
    host.canvas().addItem(m_band.get());
}

RubberBandTool::~RubberBandTool() = default;

void RubberBandTool::move(const PointerEvent &event)
{
    const QRectF area = QRectF(m_start, event.scene).normalized();
    m_band->setRect(area);
    QSet<QString> jobs = m_before;
    for (const CardInfo &info : m_host.canvas().content().cards) {
        if (area.intersects(info.rect))
            jobs.insert(info.job);
    }
    m_host.canvas().select(jobs);
}

void RubberBandTool::finish(const PointerEvent &event)
{
    move(event);
}

PanTool::PanTool(CanvasHost &host, const QPointF &viewPosition) : CanvasTool(host), m_last(viewPosition)
{
    host.setCursorShape(Qt::ClosedHandCursor);
}

PanTool::~PanTool()
{
    m_host.setCursorShape(Qt::ArrowCursor);
}

void PanTool::move(const PointerEvent &event)
{
    m_host.scrollBy(event.view - m_last);
    m_last = event.view;
}

void PanTool::finish(const PointerEvent &) {}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_scene.h"

#include "core/graph/pipeline_graph.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stagecraft::ui {

namespace {

constexpr int frameMs = 40;          ///< of the ring of a running job
constexpr qreal betweenReach = 13;   ///< so near to a gap counts as "between two cards"
constexpr qreal sceneMargin = 160;   ///< room to pan around the content

const graph::Metrics &metrics()
{
    static const graph::Metrics values;
    return values;
}

/// Removes and deletes the items whose key is no longer wanted.
template<typename Key, typename Item>
void dropUnwanted(QHash<Key, Item *> &items, const QSet<Key> &wanted)
{
    for (auto entry = items.begin(); entry != items.end();) {
        if (wanted.contains(entry.key())) {
            ++entry;
        } else {
            delete entry.value();
            entry = items.erase(entry);
        }
    }
}

template<typename Item>
Item *topmost(const QGraphicsScene *scene, const QPointF &position)
{
    for (QGraphicsItem *item : scene->items(position)) {
        if (auto *found = qgraphicsitem_cast<Item *>(item))
            return found;
    }
    return nullptr;
}

} // namespace

CanvasScene::CanvasScene(QObject *parent) : QGraphicsScene(parent), m_content(std::make_shared<CanvasContent>())
{
    m_addStage = new AddStageItem;
    m_addStage->setVisible(false);
    addItem(m_addStage);
    m_animation.setInterval(frameMs);
    connect(&m_animation, &QTimer::timeout, this, [this] {
        for (CardItem *item : std::as_const(m_cards)) {
            if (item->isRunning())
                item->update();
        }
    });
}

CanvasScene::~CanvasScene() = default;

void CanvasScene::setContent(std::shared_ptr<const CanvasContent> content)
{
    const auto shown = std::exchange(m_content, std::move(content));
    if (shown && shown->looksLike(*m_content))
        return;
    hoverNothing();

    QSet<QString> stages;
    for (const ColumnInfo &info : m_content->columns) {
        stages.insert(info.stage);
        ColumnItem *&item = m_columns[info.stage];
        if (item) {
            item->setInfo(info);
        } else {
            item = new ColumnItem(info);
            addItem(item);
        }
    }
    dropUnwanted(m_columns, stages);
    if (!stages.contains(m_selectedStage))
        m_selectedStage.clear();
    updateCards();
    updateEdges();

    m_addStage->setVisible(!m_content->columns.empty() && m_content->editable);
    m_addStage->place(m_content->bounds, metrics().columnGap);
    setSceneRect(m_content->bounds.adjusted(-sceneMargin, -sceneMargin, sceneMargin + 80, sceneMargin));
}

void CanvasScene::updateCards()
{
    QSet<QString> jobs;
    jobs.reserve(static_cast<qsizetype>(m_content->cards.size()));
    for (const CardInfo &info : m_content->cards) {
        jobs.insert(info.job);
        CardItem *&item = m_cards[info.job];
        if (item) {
            item->setInfo(info);
        } else {
            item = new CardItem(info);
            if (const auto run = m_runs.constFind(info.job); run != m_runs.cend())
                item->setRun(*run);
            addItem(item);
        }
    }
    dropUnwanted(m_cards, jobs);
    if (!jobs.contains(m_current))
        m_current.clear();
}

void CanvasScene::updateEdges()
{
    std::vector<char> hasIn(m_content->cards.size(), 0);
    std::vector<char> hasOut(m_content->cards.size(), 0);
    QSet<std::pair<QString, QString>> wanted;
    for (const EdgeInfo &edge : m_content->edges) {
        const auto from = static_cast<std::size_t>(edge.from);
        const auto to = static_cast<std::size_t>(edge.to);
        const CardInfo &source = m_content->cards[from];
        const CardInfo &target = m_content->cards[to];
        const bool sameColumn = source.column == target.column;
        hasOut[from] = 1;
        hasIn[to] = hasIn[to] || !sameColumn;
        const std::pair key(source.job, target.job);
        wanted.insert(key);
        EdgeItem *&item = m_edges[key];
        if (!item) {
            item = new EdgeItem(source.job, target.job);
            addItem(item);
        }
        const CardItem *sourceItem = m_cards.value(source.job);
        const CardItem *targetItem = m_cards.value(target.job);
        item->setEnds(sourceItem->outPort(), sameColumn ? targetItem->outPort() : targetItem->inPort(), sameColumn,
                      edge.lane);
    }
    dropUnwanted(m_edges, wanted);
    for (std::size_t index = 0; index < m_content->cards.size(); ++index)
        m_cards.value(m_content->cards[index].job)->setConnected(hasIn[index], hasOut[index]);
    lightEdges();
}

void CanvasScene::lightEdges()
{
    for (EdgeItem *item : std::as_const(m_edges)) {
        const CardItem *from = m_cards.value(item->from());
        const CardItem *to = m_cards.value(item->to());
        item->setLit((from && from->isSelected()) || (to && to->isSelected()));
    }
}

CardItem *CanvasScene::cardAt(const QPointF &position) const
{
    return topmost<CardItem>(this, position);
}

EdgeItem *CanvasScene::edgeAt(const QPointF &position) const
{
    return topmost<EdgeItem>(this, position);
}

ColumnItem *CanvasScene::columnAt(const QPointF &position) const
{
    return topmost<ColumnItem>(this, position);
}

bool CanvasScene::isAddStageAt(const QPointF &position) const
{
    return m_addStage->isVisible() && m_addStage->boundingRect().contains(position);
}

QStringList CanvasScene::selectedJobs() const
{
    QStringList jobs;
    for (const CardInfo &info : m_content->cards) {
        if (m_cards.value(info.job)->isSelected())
            jobs.append(info.job);
    }
    return jobs;
}

EdgeItem *CanvasScene::selectedEdge() const
{
    for (EdgeItem *item : std::as_const(m_edges)) {
        if (item->isSelected())
            return item;
    }
    return nullptr;
}

void CanvasScene::select(const QSet<QString> &jobs, const QString &stage)
{
    bool isNews = std::exchange(m_selectedStage, stage) != stage;
    for (CardItem *item : std::as_const(m_cards)) {
        const bool isWanted = jobs.contains(item->info().job);
        isNews = isNews || item->isSelected() != isWanted;
        item->setSelected(isWanted);
    }
    for (EdgeItem *item : std::as_const(m_edges))
        item->setSelected(false);
    if (jobs.size() == 1)
        setCurrentJob(*jobs.cbegin());
    if (!isNews)
        return;
    for (ColumnItem *item : std::as_const(m_columns))
        item->setSelectedStage(item->info().stage == stage);
    lightEdges();
    Q_EMIT selectionEdited();
}

void CanvasScene::selectEdge(EdgeItem *edge)
{
    select({});
    edge->setSelected(true);
}

void CanvasScene::setCurrentJob(const QString &job)
{
    if (CardItem *old = card(m_current))
        old->setCurrent(false);
    m_current = job;
    if (CardItem *now = card(job))
        now->setCurrent(true);
}

void CanvasScene::setRun(const QString &job, const std::optional<CardRun> &run)
{
    if (run)
        m_runs.insert(job, *run);
    else
        m_runs.remove(job);
    if (CardItem *item = card(job))
        item->setRun(run);
    const bool isAnyRunning = std::ranges::any_of(m_runs, [](const CardRun &one) {
        return one.state.status == engine::JobStatus::Running && !one.state.paused;
    });
    if (isAnyRunning && !m_animation.isActive())
        m_animation.start();
    else if (!isAnyRunning)
        m_animation.stop();
}

void CanvasScene::clearRuns()
{
    m_runs.clear();
    m_animation.stop();
    for (CardItem *item : std::as_const(m_cards))
        item->setRun(std::nullopt);
}

std::optional<DropPlace> CanvasScene::dropPlaceAt(const QPointF &position, const QStringList &leaving) const
{
    const auto &columns = m_content->columns;
    const auto found = std::ranges::find_if(columns, [&](const ColumnInfo &info) {
        return position.x() >= info.rect.left() - metrics().columnGap / 2
               && position.x() < info.rect.right() + metrics().columnGap / 2;
    });
    if (found == columns.end())
        return std::nullopt;
    DropPlace place;
    place.column = static_cast<int>(found - columns.begin());
    const double step = metrics().cardHeight + metrics().cardGap;
    const double offset = position.y() - found->rect.top() - metrics().headerHeight + metrics().cardGap / 2;
    const int cards = static_cast<int>(found->cards.size());
    const int nearest = std::clamp(static_cast<int>(std::lround(offset / step)), 0, cards);
    const bool isAtGap = std::abs(offset - nearest * step) <= betweenReach && nearest < cards;
    const bool isOwnColumn = std::ranges::all_of(leaving, [&](const QString &job) {
        const CardInfo *info = m_content->card(job);
        return info && info->column == place.column;
    });
    place.exact = isAtGap || (isOwnColumn && !leaving.isEmpty());
    if (place.exact)
        place.index = nearest;
    else
        place.index = leaving.isEmpty() ? cards : naturalIndex(*m_content, leaving.first(), place.column);
    return place;
}

QLineF CanvasScene::insertionLine(const DropPlace &place) const
{
    const ColumnInfo &column = m_content->columns[static_cast<std::size_t>(place.column)];
    const double y = column.rect.top() + metrics().headerHeight
                     + place.index * (metrics().cardHeight + metrics().cardGap) - metrics().cardGap / 2;
    return {column.rect.left() + metrics().columnPadding, y, column.rect.right() - metrics().columnPadding, y};
}

int CanvasScene::stagePlaceAt(const QPointF &position) const
{
    const auto &columns = m_content->columns;
    const auto found = std::ranges::find_if(
        columns, [&](const ColumnInfo &info) { return position.x() < info.rect.center().x(); });
    return static_cast<int>(found - columns.begin());
}

QLineF CanvasScene::stageInsertionLine(int column) const
{
    const QRectF &bounds = m_content->bounds;
    const bool isLast = column >= static_cast<int>(m_content->columns.size());
    const double x = isLast ? bounds.right() + 14
                            : m_content->columns[static_cast<std::size_t>(column)].rect.left() - metrics().columnGap / 2;
    return {x, bounds.top(), x, bounds.bottom()};
}

void CanvasScene::hover(const QPointF &position)
{
    CardItem *cardItem = cardAt(position);
    EdgeItem *edgeItem = cardItem ? nullptr : edgeAt(position);
    ColumnItem *columnItem = columnAt(position);
    if (m_hoveredCard && m_hoveredCard != cardItem)
        m_hoveredCard->setHovered(false);
    if (m_hoveredEdge && m_hoveredEdge != edgeItem)
        m_hoveredEdge->setHovered(false);
    if (m_hoveredColumn && m_hoveredColumn != columnItem)
        m_hoveredColumn->setHovered(false);
    m_hoveredCard = cardItem;
    m_hoveredEdge = edgeItem;
    m_hoveredColumn = columnItem;
    if (cardItem)
        cardItem->setHovered(true);
    if (edgeItem)
        edgeItem->setHovered(true);
    if (columnItem)
        columnItem->setHovered(true, columnItem->partAt(position));
    m_addStage->setHovered(isAddStageAt(position));
}

void CanvasScene::hoverNothing()
{
    if (m_hoveredCard)
        m_hoveredCard->setHovered(false);
    if (m_hoveredEdge)
        m_hoveredEdge->setHovered(false);
    if (m_hoveredColumn)
        m_hoveredColumn->setHovered(false);
    m_hoveredCard = nullptr;
    m_hoveredEdge = nullptr;
    m_hoveredColumn = nullptr;
    m_addStage->setHovered(false);
}

} // namespace stagecraft::ui

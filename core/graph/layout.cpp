// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/graph/pipeline_graph.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace stagecraft::graph {

namespace {

using Index = std::unordered_map<std::string_view, std::size_t>;

/// The column of the stage; one at the end is made for a stage that the pipeline does not declare.
std::size_t columnOf(const std::string &stage, PipelineGraph &graph, Index &columns)
{
    const auto found = columns.find(stage);
    if (found != columns.end())
        return found->second;
    graph.columns.push_back({.stage = stage, .rect = {}, .cards = {}});
    columns.emplace(stage, graph.columns.size() - 1);
    return graph.columns.size() - 1;
}

/// GitLab adds .pre and .post to every pipeline; a column that nobody uses would only take room.
bool isImplicit(std::string_view stage)
{
    return stage == ".pre" || stage == ".post";
}

std::set<std::string_view> usedStages(const expand::EffectivePipeline &pipeline)
{
    std::set<std::string_view> used;
    for (const expand::EffectiveJob &job : pipeline.jobs)
        used.insert(job.stage);
    return used;
}

void place(PipelineGraph &graph, const Metrics &metrics)
{
    std::size_t rows = 0;
    for (const Column &column : graph.columns)
        rows = std::max(rows, column.cards.size());

    const double step = metrics.cardHeight + metrics.cardGap;
    const double width = metrics.cardWidth + 2 * metrics.columnPadding;
    // One more row than there are cards: room to drop a job at the end of any stage.
    const double height = metrics.headerHeight + static_cast<double>(rows + 1) * step + metrics.columnPadding;
    double x = 0;
    for (Column &column : graph.columns) {
        column.rect = {.x = x, .y = 0, .width = width, .height = height};
        double y = metrics.headerHeight;
        for (const std::size_t index : column.cards) {
            graph.cards[index].rect = {.x = x + metrics.columnPadding,
                                       .y = y,
                                       .width = metrics.cardWidth,
                                       .height = metrics.cardHeight};
            y += step;
        }
        x += width + metrics.columnGap;
    }
    if (!graph.columns.empty())
        graph.bounds = {.x = 0, .y = 0, .width = x - metrics.columnGap, .height = height};
}

/// Where an edge passes columns that have cards in the rows that it would cross: the nearest gap between rows.
std::optional<Lane> laneOf(const PipelineGraph &graph, const Edge &edge, const Metrics &metrics)
{
    const Card &from = graph.cards[edge.from];
    const Card &to = graph.cards[edge.to];
    const int first = std::min(from.column, to.column) + 1;
    const int last = std::max(from.column, to.column) - 1;
    const auto topRow = static_cast<std::size_t>(std::min(from.row, to.row));
    const auto isInTheWay = [topRow](const Column &column) { return column.cards.size() > topRow; };
    if (first > last || std::none_of(graph.columns.begin() + first, graph.columns.begin() + last + 1, isInTheWay))
        return {};
    // Below the row of the upper end: on the way to the lower one, and beside both where they are in one row.
    const double step = metrics.cardHeight + metrics.cardGap;
    return Lane{.y = metrics.headerHeight + static_cast<double>(topRow + 1) * step - metrics.cardGap / 2,
                .begin = graph.columns[static_cast<std::size_t>(first)].rect.x + metrics.columnPadding,
                .end = graph.columns[static_cast<std::size_t>(last)].rect.x + metrics.columnPadding + metrics.cardWidth};
}

} // namespace

PipelineGraph layout(const expand::EffectivePipeline &pipeline, const Metrics &metrics)
{
    PipelineGraph graph;
    Index columns;
    graph.columns.reserve(pipeline.stages.size());
    const std::set<std::string_view> used = usedStages(pipeline);
    for (const std::string &stage : pipeline.stages) {
        if (isImplicit(stage) && !used.contains(stage))
            continue;
        if (columns.emplace(stage, graph.columns.size()).second)
            graph.columns.push_back({.stage = stage, .rect = {}, .cards = {}});
    }

    // Keys of the maps are views into the pipeline's strings, which outlive this function.
    Index cardOfName; // by key and, for parallel jobs, by each of their names
    for (const expand::EffectiveJob &job : pipeline.jobs) {
        const std::string &key = job.sourceName.empty() ? job.name : job.sourceName;
        const auto [entry, isNew] = cardOfName.emplace(key, graph.cards.size());
        if (isNew) {
            const std::size_t column = columnOf(job.stage, graph, columns);
            graph.columns[column].cards.push_back(graph.cards.size());
            graph.cards.push_back({.job = key,
                                   .column = static_cast<int>(column),
                                   .row = static_cast<int>(graph.columns[column].cards.size()) - 1,
                                   .rect = {}});
        }
        cardOfName.emplace(job.name, entry->second);
    }

    std::set<std::pair<std::size_t, std::size_t>> known;
    for (const expand::EffectiveJob &job : pipeline.jobs) {
        if (!job.needs)
            continue;
        const std::size_t to = cardOfName.at(job.name);
        for (const expand::Need &need : *job.needs) {
            const auto from = cardOfName.find(need.job);
            if (from != cardOfName.end() && from->second != to && known.emplace(from->second, to).second)
                graph.edges.push_back({.from = from->second, .to = to});
        }
    }
    place(graph, metrics);
    for (Edge &edge : graph.edges)
        edge.lane = laneOf(graph, edge, metrics);
    return graph;
}

} // namespace stagecraft::graph

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PipelineGraph: stages, jobs and needs with positions, in abstract units. Pure arithmetic over an EffectivePipeline; the
// canvas only paints it. Values; safe on any thread.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::graph {

/// Sizes in device-independent pixels at zoom 1.
struct Metrics {
    double cardWidth = 208, cardHeight = 64, cardGap = 12;
    double columnGap = 56, columnPadding = 16, headerHeight = 48;
};

struct Rect { double x = 0, y = 0, width = 0, height = 0; };

struct Card { std::string job; int column = 0; int row = 0; Rect rect; };
struct Column { std::string stage; Rect rect; std::vector<std::size_t> cards; };
/// The straight part of an edge that passes columns: between two rows of cards, so that it crosses none.
struct Lane { double y = 0, begin = 0, end = 0; };
/// From the needed job to the one that needs it. Implicit stage order is not drawn as edges.
struct Edge {
    std::size_t from = 0;
    std::size_t to = 0;
    std::optional<Lane> lane = {}; ///< none: nothing is in the way
};

struct PipelineGraph {
    std::vector<Column> columns;
    std::vector<Card> cards;
    std::vector<Edge> edges;
    Rect bounds;
};

/// One card a job key (a parallel job is one card), one column a stage, empty stages included but for .pre and .post.
PipelineGraph layout(const expand::EffectivePipeline &pipeline, const Metrics &metrics = {});

} // namespace stagecraft::graph

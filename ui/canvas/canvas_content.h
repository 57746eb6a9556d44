// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CanvasContent: what the canvas paints, in its own words and ready to show. Made from an Analysis by contentOf(); an
// immutable value. The canvas knows nothing else of a pipeline.
#pragma once

#include "core/project/analysis.h"

#include <QHash>
#include <QLineF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stagecraft::ui {

struct CardInfo {
    QString job;    ///< the key in the file
    QString stage;
    QString detail; ///< second line: the image, else what the job does
    int parallel = 1;
    int services = 0;
    expand::When when = expand::When::OnSuccess;
    bool allowFailure = false;
    bool isTrigger = false;
    bool included = true;  ///< a pipeline for the chosen ref and event would have it
    QString reason;        ///< why, one line
    bool editable = true;  ///< written in this file and not broken
    QString origin;        ///< the included file that it is written in; empty for this file
    int place = -1;        ///< index in fileOrder; -1 for a job of an included file
    int column = 0;
    QRectF rect;

    bool operator==(const CardInfo &) const = default;
};

struct ColumnInfo {
    QString stage;
    std::vector<int> cards; ///< indexes, top to bottom
    QRectF rect;

    bool operator==(const ColumnInfo &) const = default;
};

struct EdgeInfo {
    int from = 0; ///< the needed job's card
    int to = 0;
    std::optional<QLineF> lane = {}; ///< from left to right; see graph::Lane
    bool operator==(const EdgeInfo &) const = default;
};

struct CanvasContent {
    quint64 revision = 0;
    std::vector<ColumnInfo> columns;
    std::vector<CardInfo> cards;
    std::vector<EdgeInfo> edges;
    QStringList fileOrder; ///< keys of the jobs that are written in this file, in their order
    QRectF bounds;
    bool editable = true;  ///< structure may be changed; text may always be
    QHash<QString, int> indexOf; ///< by job

    /// Views need not be touched: most key presses change nothing that they show.
    bool looksLike(const CanvasContent &other) const;
    const CardInfo *card(const QString &job) const;
    int columnOf(const QString &stage) const; ///< -1 when there is none
};

CanvasContent contentOf(const project::Analysis &analysis);

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EventMatrix: which jobs a pipeline has for each of the usual events, and what decided it. Values. eventMatrix() selects
// once an event, and expands once an event where the file includes others or has inputs, as those may depend on the event:
// meant for a worker thread.
#pragma once

#include "core/project/analysis.h"
#include "core/project/run_request.h"

#include <array>
#include <cstdint>
#include <vector>

namespace stagecraft::project {

enum class MatrixEvent : std::uint8_t { PushToDefault, PushToBranch, MergeRequest, Tag, Schedule };
inline constexpr std::array MatrixEvents = {MatrixEvent::PushToDefault, MatrixEvent::PushToBranch,
                                            MatrixEvent::MergeRequest, MatrixEvent::Tag, MatrixEvent::Schedule};

/// What the event means for this repository: the branch and tag are those of the context where it has such, else
/// "feature" and "v1.0.0".
Trigger triggerOf(MatrixEvent event, const expand::Context &context);

struct MatrixCell {
    bool included = false;
    expand::When when = expand::When::OnSuccess;
    bool allowFailure = false;
    QString reason; ///< for people, one line
    /// The job is treated alike; the reasons may differ.
    bool isSameAs(const MatrixCell &other) const;
};

struct MatrixColumn {
    Trigger trigger;
    bool created = false; ///< there is a pipeline at all
    QString reason;       ///< what decided that; GitLab's error when it refuses
};

struct MatrixRow {
    QString job; ///< its key in the file: all instances of a parallel job are one row
    QString stage;
    std::array<MatrixCell, MatrixEvents.size()> cells;
};

struct EventMatrix {
    std::array<MatrixColumn, MatrixEvents.size()> columns;
    std::vector<MatrixRow> rows; ///< in the order of definition

    const MatrixRow *row(const QString &job) const;
};

EventMatrix eventMatrix(const Analysis &analysis);

} // namespace stagecraft::project

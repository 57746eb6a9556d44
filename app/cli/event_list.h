// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// `list --events`: which jobs a pipeline has for each of the usual events.
#pragma once

#include "core/project/analysis.h"

namespace stagecraft::cli {

/// `format`: table, csv or json. JSON: {events: [{ref, tag, source, created, reason}], jobs: [{name, stage, events:
/// [{included, when, allow_failure, reason}]}]}, the events in the same order.
QString eventList(const project::Analysis &analysis, const QString &format);

} // namespace stagecraft::cli

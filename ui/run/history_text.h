// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Words and files of runs that were kept. GUI thread.
#pragma once

#include "core/engine/run_history.h"

#include <QString>

namespace stagecraft::ui {

/// "Today, 14:02:11", else with its date.
QString momentText(const QDateTime &when);
/// From the beginning of a run to its end, or an en dash.
QString durationOf(const engine::RunReport &report);
/// "Shell", "Docker-in-Docker" …; an en dash for reports that do not say it.
QString modeName(const std::string &word);
QString jobDuration(const engine::JobState &job);
/// Where the job's log is now: in the run's directory, wherever that was moved. Empty: there was none.
QString logFileOf(const engine::RunRecord &run, const engine::JobState &job);

} // namespace stagecraft::ui

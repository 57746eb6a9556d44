// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Chooses the executor of a run: the one place that knows them all.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/run.h"

namespace stagecraft::engine {

/// Never null: what cannot work says so when a job starts.
std::unique_ptr<Executor> makeExecutor(const runner::RunnerSettings &settings, const RunOptions &options);

} // namespace stagecraft::engine

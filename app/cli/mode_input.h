// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The options that describe a runner: --mode and what belongs to it.
#pragma once

#include "app/cli/options.h"
#include "core/runner/runner_mode.h"

#include <optional>

namespace stagecraft::cli {

void addModeOptions(Options &options);
/// Complains and gives nothing when they are wrong.
std::optional<runner::ModeOptions> modeFrom(const Options &options, Terminal &terminal);

} // namespace stagecraft::cli

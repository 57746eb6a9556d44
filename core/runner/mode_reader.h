// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The mode that one [[runners]] table amounts to. Pure; safe on any thread.
#pragma once

#include "core/runner/config_document.h"
#include "core/runner/runner_mode.h"

namespace stagecraft::runner {

/// Everything of the options but `concurrent` (not the runner's) and `token` (a secret, which stays in the file).
std::optional<ModeOptions> modeOfRunner(const toml::table &runner);

} // namespace stagecraft::runner

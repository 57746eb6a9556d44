// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Starters: complete pipelines to begin from, one file each in resources/starters. Values; any thread.
#pragma once

#include "core/runner/runner_mode.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace stagecraft::ui {

class Session;

struct Starter {
    const char *id;          ///< its file is resources/starters/<id>.yml
    const char *title;       ///< translated with context "stagecraft" when it is shown
    const char *description; ///< likewise
    const char *icon;
    std::optional<runner::RunnerMode> mode = {}; ///< the runner that it is written for; none: any
};

const std::vector<Starter> &starters();
QByteArray starterText(const Starter &starter);

/// Makes the starter the session's pipeline, and its runner the config.toml if there is none yet, as one undo step.
void applyStarter(Session *session, const Starter &starter);

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which jobs `run` runs and what it starts by itself: its options, and what they come to.
#pragma once

#include "app/cli/options.h"
#include "app/cli/engine/run_follower.h"
#include "core/project/run_request.h"

#include <memory>
#include <optional>

namespace stagecraft::cli {

/// Adds --stage, --from, --needs, --failed, --play, --manual, --yes-deploy, --pause-on-failure, --timeout and --project.
void addRunChoiceOptions(Options &options);

struct RunChoice {
    project::RunChoices choices;
    FollowOptions follow;
    bool pausesOnFailure = false;
    bool isEmpty = false; ///< --failed, and none has failed
};
/// Fills in what the options say; `jobs` are those that were named. Complains and gives nothing when they are wrong.
std::optional<RunChoice> runChoiceFrom(const Options &options, const QStringList &jobs,
                                       const project::Analysis &analysis, Terminal &terminal, int &exitCode);

} // namespace stagecraft::cli

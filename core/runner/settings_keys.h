// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The keys of [[runners]] and [runners.docker] as one table: where a value goes, or why a local run does without it.
// Pure; any thread. Source: gitlab-runner reference, 1.3 and 1.4.
#pragma once

#include "core/runner/config_document.h"
#include "core/runner/runner_settings.h"

namespace stagecraft::runner {

/// Reads both tables. What is unknown, of the wrong type or not obeyed locally becomes a note; keys that only matter between a
/// runner and GitLab do not.
void readRunnerKeys(RunnerSettings &settings, const toml::table &runner);
void readDockerKeys(RunnerSettings &settings, const toml::table &docker);

} // namespace stagecraft::runner

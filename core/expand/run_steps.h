// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The form of `run:`, a list of steps; reference/gitlab-ci-language.md §1 "run". GitLab checks it against a JSON schema, and says
// no more than whether it fits. Internal to core/expand.
#pragma once

#include "core/model/value.h"

namespace stagecraft::expand {

bool isRunSteps(const model::Value &run);

} // namespace stagecraft::expand

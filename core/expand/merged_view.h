// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The merged configuration as GitLab shows it. Its validation rewrites some values on the way: single values of retry,
// allow_failure and report lists have become lists. Internal to core/expand.
#pragma once

#include "core/expand/entry_job.h"

namespace stagecraft::expand {

Value mergedView(const Value &config, const CheckedRoot &root);

} // namespace stagecraft::expand

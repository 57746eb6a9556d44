// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What GitLab checks once every entry is valid: stages, dependencies, needs, environments, cycles. The first error ends
// it; reference/gitlab-ci-language.md §2.9. Internal to core/expand.
#pragma once

#include "core/expand/normalise.h"

#include <optional>

namespace stagecraft::expand {

/// With `notes`, what an include that is not here could mend is told there and does not end the search.
std::optional<Problem> findLogicalError(const CheckedRoot &root, const std::vector<NormalJob> &jobs,
                                        std::vector<Problem> *notes = nullptr);

} // namespace stagecraft::expand

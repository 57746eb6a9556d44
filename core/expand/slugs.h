// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Names in the forms that host names and variables can carry; reference/gitlab-ci-language.md §4.7.
#pragma once

#include <string>
#include <string_view>

namespace stagecraft::expand {

/// CI_COMMIT_REF_SLUG and its kin.
std::string slugOf(std::string_view text);
/// CI_ENVIRONMENT_SLUG.
std::string environmentSlugOf(std::string_view name);
/// CI_ENVIRONMENT_TIER where none is given.
std::string environmentTierOf(std::string_view name);
/// CI_JOB_GROUP_NAME: the name without what a parallel job adds.
std::string groupNameOf(std::string_view jobName);

} // namespace stagecraft::expand

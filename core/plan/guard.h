// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which jobs reach beyond this machine in a way that cannot be taken back, and so wait for an explicit click: those that
// deploy to production and those that make a release. Pure; any thread.
#pragma once

#include <string>

namespace stagecraft::model {
class Value;
}

namespace stagecraft::plan {

/// GitLab's tier of an environment that gives none: development, testing, staging, production or other
/// (gitlab-ci-language.md, environment).
std::string deploymentTierOf(const std::string &environment);

/// Why the job is guarded, for people; empty when it is not. `config`: the merged job; `environment`: its environment's
/// name, variables expanded.
std::string guardedBy(const model::Value &config, const std::string &environment);

} // namespace stagecraft::plan

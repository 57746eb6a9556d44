// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Variables that GitLab defines with values which no clone knows: tokens, and the addresses of the instance's registries. A user may
// set them like variables of the project. Pure; any thread.
#pragma once

#include "core/model/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::expand {

/// CI_JOB_TOKEN, CI_REGISTRY …, sorted.
std::span<const std::string_view> instanceVariables();

/// Those that are written as $NAME, ${NAME} or %NAME% anywhere in the value; sorted, each once.
std::vector<std::string> instanceVariablesIn(const model::Value &value);

} // namespace stagecraft::expand

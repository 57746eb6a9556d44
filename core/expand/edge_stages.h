// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The stages .pre and .post, which every pipeline has at its ends. Internal to core/expand.
#pragma once

#include "core/model/value.h"

#include <string>
#include <vector>

namespace stagecraft::expand {

inline constexpr std::string_view FirstStage = ".pre";
inline constexpr std::string_view LastStage = ".post";

std::vector<std::string> withEdgeStages(const std::vector<std::string> &stages);

/// The configuration with the edge stages in its `stages:`; unchanged when it has none, or an empty list.
model::Value injectEdgeStages(const model::Value &config);

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What is known of predefined variables before they are made. Internal to core/expand.
#pragma once

#include <string_view>

namespace stagecraft::expand {

/// predefinedVariables() of a job defines none of another name.
bool mayBeOfJob(std::string_view name);

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Variables behind a "$" and inputs inside of "$[[ … ]]", wherever text may hold them. Internal to core/assist.
#pragma once

#include "core/assist/complete.h"
#include "core/assist/sketch.h"

#include <optional>

namespace stagecraft::assist {

/// Nothing when no variable or input is being written at the offset.
std::optional<Completion> completeVariable(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch, qsizetype offset);

} // namespace stagecraft::assist

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Variables behind a "$", what predefined ones can be compared with, and inputs inside of "$[[ … ]]", wherever text may
// hold them. Internal to core/assist.
#pragma once

#include "core/assist/complete.h"
#include "core/assist/sketch.h"

#include <optional>

namespace stagecraft::assist {

/// Nothing when nothing of that is being written at the offset.
std::optional<Completion> completeVariable(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch, qsizetype offset);

} // namespace stagecraft::assist

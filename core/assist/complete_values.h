// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Values that can be written at the place of a sketch: fixed ones, and names. Internal to core/assist.
#pragma once

#include "core/assist/complete.h"
#include "core/assist/sketch.h"

namespace stagecraft::assist {

std::vector<CompletionItem> valueItems(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch);

} // namespace stagecraft::assist

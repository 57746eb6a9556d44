// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Keys that can be written at the place of a sketch. Internal to core/assist.
#pragma once

#include "core/assist/complete.h"
#include "core/assist/sketch.h"

namespace stagecraft::assist {

std::vector<CompletionItem> keyItems(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch);

} // namespace stagecraft::assist

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// hover(): what there is to say about the place under the mouse. The offset counts in known.tree's text. Pure; any thread.
#pragma once

#include "core/assist/knowledge.h"

#include <optional>

namespace stagecraft::assist {

struct Hover {
    text::TextRange range;
    Help help;
};

std::optional<Hover> hover(const Knowledge &known, qsizetype offset);

} // namespace stagecraft::assist

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The lines that a patch removes and adds, with some lines around them: what a diff view shows. Pure.
#pragma once

#include "core/text/text_buffer.h"

#include <QString>

#include <vector>

namespace stagecraft::ui {

struct DiffLine {
    enum class Kind { Context, Removed, Added, Gap };
    Kind kind = Kind::Context;
    int oldLine = -1; ///< zero-based; -1 where there is none
    int newLine = -1;
    QString text;
    /// The part that differs from the partner line, for lines that were changed and not replaced; empty: all of it.
    int markBegin = 0;
    int markEnd = 0;
};

struct LineDiff {
    std::vector<DiffLine> lines;
    int added = 0;
    int removed = 0;
};

LineDiff lineDiff(const text::TextBuffer &before, const text::TextPatch &patch, int contextLines = 3);

} // namespace stagecraft::ui

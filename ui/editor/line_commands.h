// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Commands over whole lines, as patches of the bytes, so that only what they change is touched. Pure functions.
#pragma once

#include "core/text/text_buffer.h"

namespace stagecraft::ui {

/// Puts "# " before each line that is not blank, in one column; takes it away when all of them have it.
text::TextPatch commentToggled(const text::TextBuffer &buffer, int firstLine, int lastLine);
/// Moves the lines by `width` spaces to the right (or, negative, to the left as far as they go).
text::TextPatch indented(const text::TextBuffer &buffer, int firstLine, int lastLine, int width);

} // namespace stagecraft::ui

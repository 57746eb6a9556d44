// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Two patches, one after the other, as one. Pure; safe on any thread.
#pragma once

#include "core/text/text_edit.h"

namespace stagecraft::edit {

/// Pre: `first` fits `before`, `second` fits what `first` makes of it.
text::TextPatch composed(const QByteArray &before, const text::TextPatch &first, const text::TextPatch &second);

} // namespace stagecraft::edit

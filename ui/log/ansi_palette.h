// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The colours of terminal output in the theme: the sixteen of the terminal are ours, the others are taken as they are and
// moved away from the background where they could not be read. GUI thread.
#pragma once

#include "core/engine/ansi_text.h"

#include <QTextCharFormat>

namespace stagecraft::ui {

QTextCharFormat ansiFormat(const engine::TextStyle &style);

} // namespace stagecraft::ui

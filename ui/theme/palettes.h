// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The three colour sets of the application.
#pragma once

#include "ui/theme/theme.h"

namespace stagecraft::ui {

Colors lightColors();
Colors darkColors();
Colors highContrastColors();

} // namespace stagecraft::ui

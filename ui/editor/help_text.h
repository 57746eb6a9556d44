// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Language help as rich text, in the colours of the theme. GUI thread.
#pragma once

#include "core/assist/knowledge.h"

#include <QString>

namespace stagecraft::ui {

QString helpHtml(const assist::Help &help);

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The colours of source text, beside the colours of the theme. GUI thread.
#pragma once

#include <KSyntaxHighlighting/Theme>

#include <QTextCharFormat>

namespace stagecraft::ui {

QTextCharFormat syntaxFormat(KSyntaxHighlighting::Theme::TextStyle style);

} // namespace stagecraft::ui

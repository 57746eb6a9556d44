// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A line of a job's log as it may be shown on a terminal. A log can hold anything a program prints, escape sequences that
// set the clipboard or the title included; only colours pass.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace stagecraft::cli {

/// `line` is without its line feed. Colours (SGR) stay when asked for; GitLab's section markers and "erase line" vanish;
/// of text overwritten by carriage returns the last remains; every other control character becomes visible.
/// Returns a null array for a line that holds nothing but markers.
QByteArray terminalLine(QByteArrayView line, bool colours);

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Text in the columns of a terminal, where Chinese characters take two and combining accents none.
#pragma once

#include <QString>

namespace stagecraft::cli {

/// How many columns the text takes; as wcwidth() of the C library knows it.
qsizetype columnsOf(QStringView text);
/// Filled up with blanks on the right.
QString padded(const QString &text, qsizetype columns);
/// Cut, with an ellipsis, where it takes more columns than that.
QString shortened(const QString &text, qsizetype columns);

} // namespace stagecraft::cli

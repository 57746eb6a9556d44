// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The bytes of one line as an editor shows them, and the way between byte columns and UTF-16 columns. Decoding is total
// and the same everywhere: each byte that is not UTF-8 becomes one U+FFFD, and characters at which a QTextDocument
// would break a line or stop are shown as their pictures. Showing never changes the bytes. Pure functions; any thread.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace stagecraft::text {

/// A line without its line ending. U+2028, U+2029, NUL, CR, LF and the two noncharacters that QTextDocument uses for its
/// frames become one visible UTF-16 unit each.
QString displayText(QByteArrayView line);

/// UTF-16 column of a byte column. A column inside of a character gives that character's start, one past the end the end.
int utf16Column(QByteArrayView line, int byteColumn);
/// Byte column of a UTF-16 column. A column between two surrogates gives their character's start.
int byteColumn(QByteArrayView line, int utf16Column);

} // namespace stagecraft::text

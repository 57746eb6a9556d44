// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How the bytes of a line are shown, and back. Every byte sequence can be shown: what is not valid UTF-8, or would
// disturb the view (control characters, paragraph separators, direction marks), stands as one placeholder character each.
// So columns of the view and of the bytes can be converted both ways. Pure functions.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace stagecraft::ui {

QString lineText(QByteArrayView bytes);

/// Columns count UTF-16 units on the view's side. Past the end gives the end.
qsizetype byteColumn(QByteArrayView bytes, int textColumn);
int textColumn(QByteArrayView bytes, qsizetype byteColumn);

/// The bytes of a text that replaces `replaced`. Placeholders that were part of the old text become their bytes again.
QByteArray lineBytes(QStringView text, QByteArrayView replaced);

} // namespace stagecraft::ui

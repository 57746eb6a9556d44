// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The bytes of what was typed into a line. Pure.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace stagecraft::ui {

/// The bytes of a text that replaces `replaced`. What text::displayText() showed of it in place of bytes that cannot be
/// shown becomes those bytes again.
QByteArray lineBytes(QStringView text, QByteArrayView replaced);

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TOML as we write it: few lines, always valid. Pure; safe on any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace stagecraft::runner {

/// A basic string with its quotes; control characters are escaped.
QByteArray tomlString(QByteArrayView text);
/// `["a", "b"]`
QByteArray tomlStrings(const QByteArrayList &texts);

} // namespace stagecraft::runner

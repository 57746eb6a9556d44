// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How long something took, for people. Pure; any thread.
#pragma once

#include <QString>

namespace stagecraft {

/// "0.4 s", "12 s", "3 min 04 s", "1 h 02 min", rounded and translated.
QString durationText(qint64 milliseconds);

} // namespace stagecraft

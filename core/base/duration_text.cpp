// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/duration_text.h"

#include <QCoreApplication>

namespace stagecraft {

QString durationText(qint64 milliseconds)
{
    const auto translated = [](const char *text) { return QCoreApplication::translate("stagecraft", text); };
    if (milliseconds < 9950)
        return translated(QT_TRANSLATE_NOOP("stagecraft", "%1 s"))
            .arg(static_cast<double>(milliseconds) / 1000.0, 0, 'f', 1);
    const qint64 seconds = (milliseconds + 500) / 1000;
    if (seconds < 60)
        return translated(QT_TRANSLATE_NOOP("stagecraft", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return translated(QT_TRANSLATE_NOOP("stagecraft", "%1 min %2 s"))
            .arg(seconds / 60)
            .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return translated(QT_TRANSLATE_NOOP("stagecraft", "%1 h %2 min"))
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

} // namespace stagecraft

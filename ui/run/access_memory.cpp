// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/access_memory.h"

#include "core/runner/run_access.h"

#include <QCryptographicHash>
#include <QSettings>

namespace stagecraft::ui {

namespace {

QString keyOf(const QString &root, const runner::RunnerSettings &settings)
{
    const QByteArray text = root.toUtf8() + '\0' + runner::accessKey(settings);
    const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return QStringLiteral("runAccess/") + QString::fromLatin1(digest);
}

} // namespace

bool isAccessRemembered(const QString &root, const runner::RunnerSettings &settings)
{
    return QSettings().value(keyOf(root, settings)).toBool();
}

void rememberAccess(const QString &root, const runner::RunnerSettings &settings)
{
    QSettings().setValue(keyOf(root, settings), true);
}

} // namespace stagecraft::ui

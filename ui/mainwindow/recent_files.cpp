// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recent_files.h"

#include <QSettings>

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostPaths = 10;
}

QStringList recentPaths()
{
    return QSettings().value("recent"_L1).toStringList();
}

void addRecentPath(const QString &path)
{
    QStringList paths = recentPaths();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue("recent"_L1, QStringList(paths.first(std::min(paths.size(), mostPaths))));
}

} // namespace stagecraft::ui

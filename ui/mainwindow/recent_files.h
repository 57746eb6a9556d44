// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The repositories that were opened last, in the user's settings. GUI thread.
#pragma once

#include <QStringList>

namespace stagecraft::ui {

QStringList recentPaths();
void addRecentPath(const QString &path);

} // namespace stagecraft::ui

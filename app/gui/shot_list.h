// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which states of the window are worth a picture, and how a user gets there.
#pragma once

#include "app/gui/shots.h"

namespace stagecraft::ui {
class MainWindow;
}

namespace stagecraft::gui {

/// `sample` is a checkout of the sample project; `large` is a repository with a real pipeline, left out when empty.
std::vector<Shot> shotList(ui::MainWindow *window, const QString &sample, const QString &large);

} // namespace stagecraft::gui

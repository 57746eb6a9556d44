// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What jobs of a repository may do here, as somebody agreed to before. Kept in the user's settings as digests, so neither
// folders nor volumes are written there. GUI thread.
#pragma once

#include "core/runner/runner_settings.h"

#include <QString>

namespace stagecraft::ui {

/// False again as soon as jobs would get something else (runner::accessKey()).
bool isAccessRemembered(const QString &root, const runner::RunnerSettings &settings);
void rememberAccess(const QString &root, const runner::RunnerSettings &settings);

} // namespace stagecraft::ui

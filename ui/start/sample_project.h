// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The sample project: a small repository to try everything on, the one that `./dev run` opens. Any thread; blocks for
// a few file accesses.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace stagecraft::ui {

/// Where it belongs: in the user's data directory.
QString sampleDirectory();

/// Writes the sample into `directory` as a git repository with one commit; one that exists is left as the user made it.
Result<> makeSample(const QString &directory);

} // namespace stagecraft::ui

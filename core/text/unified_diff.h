// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A unified diff, as `diff -u` and `git diff` write it: for dry runs and for looking at a change before it is made.
// Pure function; any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace stagecraft::text {

/// What turns one text into the other, with three lines of context; empty when both are equal. `path` goes into the two
/// header lines ("--- a/path"). Shortest for small changes; between texts that have little in common it settles for any
/// correct diff, so that time stays linear.
QByteArray unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &path);

} // namespace stagecraft::text

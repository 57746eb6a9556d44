// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Reading and writing the user's files. Writing is crash-safe: the new content stands complete beside the old one and is
// on the disk before it takes its place, so that after a crash, a full disk or a power cut the file is either the old
// or the new one. Functions block for the duration of one file access; sizes are bounded. Any thread.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace stagecraft {

/// Above this Stagecraft does not open a text. GitLab itself refuses a pipeline of more than 2 MiB.
inline constexpr qint64 maximumTextSize = qint64(32) * 1024 * 1024;

/// Identifies a file's content, to see whether it changed behind our back. Empty for a file that does not exist.
using ContentHash = QByteArray;
ContentHash contentHash(const QByteArray &bytes);

Result<QByteArray> readFile(const QString &path, qint64 maximumSize = maximumTextSize);

/// Follows symbolic links and keeps the file's mode; a new file gets the user's default mode. With `expected` the
/// file on the disk must still have that content (or not exist, for an empty hash); otherwise Conflict, nothing written.
Result<> saveAtomically(const QString &path, const QByteArray &bytes, const std::optional<ContentHash> &expected = {});

/// A directory for our own data with mode 0700, made when missing.
Result<QString> privateDirectory(const QString &path);
/// $XDG_STATE_HOME/stagecraft or ~/.local/state/stagecraft: runs, logs, journals.
QString stateDirectory();

} // namespace stagecraft

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Cache keys as the runner makes them safe for paths, and keys from files. Source: gitlab-runner reference, 5.1 and 7.8.
#pragma once

#include <QByteArrayList>
#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::engine {

/// nullopt: nothing usable is left of it. Empty stays empty. Pure.
std::optional<std::string> sanitizedCacheKey(std::string_view key);

/// SHA-1 of the files' git ids, as GitLab builds `cache:key:files`; empty when none of them is in `directory`.
/// Reads the files; on a pool thread.
std::string hashOfFiles(const QString &directory, const QByteArrayList &files);

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which release a component's version means: `~latest`, `1`, `1.2`. Pure. Source: GitLab's documentation of component versions.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace stagecraft::gitlab {

/// Whether it can only be answered by the list of releases.
bool isVersionRange(const QString &version);
/// The newest tag of `tags` that `range` allows; versions before a release ("1.0.0-rc1") are no answer.
std::optional<QString> newestRelease(const QStringList &tags, const QString &range);
/// "1.2.3" of a tag "1.2.3" or "v1.2.3"; empty when it is no version.
QString versionOfTag(const QString &tag);
/// A full commit id.
bool isSha(const QString &ref);

} // namespace stagecraft::gitlab

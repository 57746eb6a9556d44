// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where a repository may keep copies of files that it includes from elsewhere: below `.stagecraft/includes/`. They stand in
// for the files everywhere and win over what was fetched. Pure; README.md tells the scheme.
#pragma once

#include "core/expand/include_source.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace stagecraft::gitlab {

/// Paths relative to the repository, in the order in which they are looked for; none where there is no safe one.
QStringList vendoredPaths(const expand::IncludeSource &source);

/// The copy, if there is one. `read` is that of the repository's FileReader: it stays inside the repository.
std::optional<expand::FetchedFile> vendoredFile(const expand::IncludeSource &source,
                                                const std::function<std::optional<QByteArray>(const QString &)> &read);

} // namespace stagecraft::gitlab

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which files changed between two commits, as GitLab compares them for `rules:changes`; reference/gitlab-ci-language.md §3.5.
// Commits are compared with each other: uncommitted changes are none. Reads only, like repository.h; blocks for disk access
// (large trees take a while), so call it on a worker thread. Any thread.
#pragma once

#include "core/base/result.h"

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace stagecraft::git {

/// The commit that a branch, a tag, a full or short sha, or a whole reference name such as "refs/heads/main" means on the server:
/// a branch is the remote "origin"'s, as far as this clone knows it, else the local one. NotFound when this clone has none.
Result<QString> commitOf(const QString &directory, const QString &name);

enum class ChangesSince {
    Commit,    ///< between the trees of `from` and `to`
    MergeBase, ///< between the last commit that both have in common and `to`; no file without such a commit
};

/// Paths relative to the work tree, sorted; of renamed files both names. Both commits are given as full shas. Nothing when a
/// shallow clone does not hold what the answer needs. NotFound when it is no clone, or a commit is missing from it.
Result<std::optional<QByteArrayList>> changedFiles(const QString &directory, const QString &from, const QString &to,
                                                   ChangesSince since);

/// The commit that a push of the local branch to "origin" would replace: where origin's branch is. When that is where the local
/// branch is, the commit before the last push from this clone, of which git keeps a record. Nothing when nobody knows; then
/// GitLab has a new branch before it, or we can't tell.
std::optional<QString> commitBeforePush(const QString &directory, const QString &branch);

} // namespace stagecraft::git

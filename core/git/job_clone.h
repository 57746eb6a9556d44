// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The repository that a job finds in its directory, as the runner's fetch leaves it: HEAD detached at the commit, history
// of a certain depth, the pipeline's branch or tag, the tags inside that history, a remote "origin". It costs next to
// nothing, because its objects are those of the person's repository (git's "alternates"); only a clone for a container,
// which cannot see those, gets a pack of its own.
//
// The person's repository is only read: no object, no reference, no index of it is written. Functions block and run on
// worker threads. Source: gitlab-runner reference, 3.4.
#pragma once

#include "core/base/result.h"

#include <QByteArrayList>
#include <QString>

namespace stagecraft::git {

struct JobCloneRequest {
    QString repository = {}; ///< a directory in the person's work tree
    QString sha = {};    ///< CI_COMMIT_SHA; where the repository has no such commit: what is checked out
    QString ref = {};    ///< branch or tag of the pipeline
    bool isTag = false;
    QString originUrl = {}; ///< without user or password; empty: no remote
    bool ownObjects = false; ///< a pack instead of alternates
    bool checkOut = false;   ///< writes the commit's files, too; else they are there already
    QString packStore = {};  ///< directory in which packs are kept for the next run; empty: none
};

/// Makes `directory`/.git. `depth`: commits of history, 0 for all of it.
Result<> makeJobClone(const JobCloneRequest &request, int depth, const QString &directory);
/// Writes into `gitDirectory` (of such a clone) what is different with another depth.
Result<> writeHistory(const JobCloneRequest &request, int depth, const QString &gitDirectory);

/// Where submodules lie in the work tree; sorted.
Result<QByteArrayList> submodulePaths(const QString &directory);

} // namespace stagecraft::git

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A new git repository around files of ours. Nothing else here writes to a repository. Blocks for disk access; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace stagecraft::git {

struct FirstCommit {
    QString branch;
    QString message;
    QString authorName;
    QString authorEmail;
};

/// Pre: `directory` is in no repository. Everything in it that is not ignored is in the first commit.
Result<> createRepository(const QString &directory, const FirstCommit &commit);

} // namespace stagecraft::git

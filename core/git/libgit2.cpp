// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/libgit2.h"

namespace stagecraft::git {

void initializeLibrary()
{
    static const int initialized = [] {
        const int count = git_libgit2_init();
        // libgit2 runs nothing of a repository, so a foreign owner is no danger to a reader.
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        return count;
    }();
    Q_UNUSED(initialized)
}

QString lastMessage()
{
    const git_error *error = git_error_last();
    return error && error->message ? QString::fromUtf8(error->message) : QString();
}

} // namespace stagecraft::git

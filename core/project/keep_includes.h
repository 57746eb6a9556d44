// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// keepIncludes(): copies what was fetched for a pipeline to the repository's folder `.stagecraft/includes`, where it can be
// committed: then the pipeline works offline, and nothing of it changes unseen. Existing copies are not touched. Blocks for
// small files; any thread. The scheme is told in core/gitlab/README.md.
#pragma once

#include "core/project/analysis.h"

namespace stagecraft::project {

struct KeptIncludes {
    QStringList files = {};      ///< that were written, relative to the root
    QStringList notFetched = {}; ///< includes of which there is nothing to copy yet
    QStringList notKept = {};    ///< addresses that no file can stand for, such as those with a query
};

/// On failure some files may be written already: that does no harm.
Result<KeptIncludes> keepIncludes(const Analysis &analysis);

} // namespace stagecraft::project

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The stage "Getting source from Git repository" of an attempt: what of the run's copy of the project the job gets, as its
// GIT_* variables say, and the runner's lines about it. The same for every executor; they move the bytes.
// Source: gitlab-runner reference, 3.4 and 7.14.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/file_selection.h"
#include "core/engine/job_settings.h"

#include <expected>

namespace stagecraft::engine {

/// Which part of the run's copy.
struct SourceParts {
    bool anything = true;        ///< false: an empty directory
    bool onlyRepository = false; ///< just .git
    QByteArrayList leftOut = {}; ///< directories of submodules: they stay empty
    bool otherHistory = false;   ///< its depth is not that of the copy
};
SourceParts sourcePartsOf(const JobContext &context, const JobSettings &settings);
std::vector<TraceLine> sourceLines(const JobContext &context, const JobSettings &settings, const QString &buildDirectory);

/// CI_PROJECT_DIR: GIT_CLONE_PATH, else `usual`. Unexpected: the runner's words for a path outside of `builds`.
std::expected<QString, QString> buildDirectoryOf(const JobSettings &settings, const QString &builds, const QString &usual);

} // namespace stagecraft::engine

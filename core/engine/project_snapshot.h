// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Copies of the project: one a run (the snapshot), from which each attempt of a job gets its own. Symbolic links are copied
// as links and never followed, modes are kept, sockets and devices are left out. Blocks are shared where the file system
// can (reflink); hard links never, since a job may write into its files.
//
// Functions block and run on pool threads; they only read the source.
#pragma once

#include "core/base/result.h"
#include "core/engine/pipeline_maker.h"

#include <atomic>
#include <functional>

namespace stagecraft::engine {

/// Lets another thread stop a copy.
using StopFlag = std::shared_ptr<std::atomic_bool>;

/// Copies the files of `source` into the directory `target`, which is made. `progress` gets fractions, on the same thread.
/// Files that vanish meanwhile are left out.
Result<> copyProject(const ProjectSource &source, const QString &target, const StopFlag &stop,
                     const std::function<void(double fraction)> &progress);
/// Copies all of a directory over what is in `target`: files there are replaced, and links, too.
Result<> layOver(const QString &source, const QString &target, const StopFlag &stop);
/// Copies all of a directory into `target`, which is made.
Result<> copyTree(const QString &source, const QString &target, const StopFlag &stop);

} // namespace stagecraft::engine

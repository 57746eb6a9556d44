// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Copies of the project: one a run (the snapshot), from which jobs get theirs. Symbolic links are copied as
// links and never followed, modes and times of files are kept (git and make look at those), sockets and devices are left out. Blocks are shared where the file system
// can (reflink); hard links never where a job may write into a file.
//
// Functions block and run on pool threads; they only read the source. Threads of their own help with large trees.
#pragma once

#include "core/base/result.h"
#include "core/engine/pipeline_maker.h"

#include <atomic>
#include <functional>

namespace stagecraft::engine {

/// Lets another thread stop a copy.
using StopFlag = std::shared_ptr<std::atomic_bool>;

enum class Transfer {
    Copy,
    /// Files that have no other name become hard links. For a directory in which nobody works any more, or only once these files have been replaced.
    Link,
};
/// Copies the files of `source` into the directory `target`, which is made. `progress` gets fractions, on the same thread.
/// Files that vanish meanwhile are left out.
Result<> copyProject(const ProjectSource &source, const QString &target, const StopFlag &stop,
                     const std::function<void(double fraction)> &progress, Transfer transfer = Transfer::Copy);
/// Copies all of a directory over what is in `target`: files there are replaced, and links, too.
Result<> layOver(const QString &source, const QString &target, const StopFlag &stop);
/// Copies all of a directory into `target`, which is made. Directories of `leftOut`, relative to it, stay empty.
Result<> copyTree(const QString &source, const QString &target, const StopFlag &stop, const QByteArrayList &leftOut = {});

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// WorkTree: the files of a job that has ended, for the next job of its slot. As the runner keeps one build directory a slot
// and cleans it, so that a large project costs a copy a slot and not one a job. Before the next job what is not of the project
// goes (GIT_CLEAN_FLAGS), and what an earlier job has changed, .git included, is copied anew; see given_tree.h. A tree of which
// that cannot be told goes as a whole, for a fresh copy.
//
// WorkTrees: the trees that wait for their next job. Lives in the engine's thread, as its jobs do; trees go with the run's
// directory. placeWorkTree() blocks and runs on pool threads.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/given_tree.h"
#include "core/engine/job_settings.h"
#include "core/engine/job_sources.h"

#include <map>
#include <memory>

namespace stagecraft::engine {

struct WorkTree {
    QString directory;
    QString snapshot; ///< it is a copy of this
    SourceParts parts;
    GivenEntry given;
};

class WorkTrees
{
public:
    /// The tree that a job with these sources can take over; null: there is none. It is the caller's then.
    std::shared_ptr<WorkTree> take(const JobContext &context, const JobSettings &settings);
    /// Moves the tree of an attempt whose directory goes to where it can wait. False: it stays where it is.
    static bool putAside(WorkTree &tree, const JobContext &context);
    /// Nobody works in it any more.
    void keep(const JobContext &context, std::shared_ptr<WorkTree> tree);

private:
    std::multimap<int, std::shared_ptr<WorkTree>> m_trees; ///< by slot
};

/// Puts the sources of a job into `directory`, out of `spare` where that works. The tree that it can leave to the next job;
/// null: none.
Result<std::shared_ptr<WorkTree>> placeWorkTree(std::shared_ptr<WorkTree> spare, const JobContext &context,
                                                const JobSettings &settings, const QString &directory,
                                                const StopFlag &stop);

} // namespace stagecraft::engine

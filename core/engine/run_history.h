// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The runs that were kept (<state>/runs/<id>/report.json): reading them, comparing two, JUnit. The reading functions touch
// the disk and belong on a worker thread; the others are pure.
#pragma once

#include "core/base/result.h"
#include "core/engine/report.h"

#include <QString>

#include <vector>

namespace stagecraft::engine {

struct RunRecord {
    QString directory;
    RunReport report;
};

/// Newest first, at most `limit`; runs that have not ended, or whose report cannot be read, are left out. `root`: only those
/// of this project; empty: all. `stateDirectory` empty: the user's.
std::vector<RunRecord> keptRuns(const QString &stateDirectory, const QString &root = {}, int limit = 1000);
/// By id, by the beginning of one, or "last". NotFound; Invalid: several begin so.
Result<RunRecord> keptRun(const QString &stateDirectory, const QString &id, const QString &root = {});

/// Removes what was kept of a run: logs, artifacts, report. Conflict: it has not ended, or waits for manual jobs. NotFound.
Result<> removeKeptRun(const QString &stateDirectory, const QString &id);

/// Jobs that have failed and are not allowed to.
int failuresOf(const RunReport &report);
/// From start to end; -1: it has not run.
qint64 runtimeMilliseconds(const JobState &job);

struct JobDifference {
    std::string job;
    const JobState *before = nullptr; ///< null: only in the later run
    const JobState *after = nullptr;  ///< null: only in the earlier run
    bool isOtherStatus() const { return !before || !after || before->status != after->status; }
};
/// All jobs of both, those of the later run first. Points into the reports.
std::vector<JobDifference> compareRuns(const RunReport &before, const RunReport &after);

/// A test suite of the run with a case for each job: failures, and what was skipped.
QByteArray junitOf(const RunReport &report);

} // namespace stagecraft::engine

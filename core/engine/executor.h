// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Executor: the seam between the scheduler and the place where jobs run. A JobPlan goes in, JobEvents come out. The
// scheduler, the views and the reports know nothing else of shell, Docker or any later executor.
//
// Thread: an executor and its jobs live in the engine's thread and are used there only. They never block.
#pragma once

#include "core/engine/job_terminal.h"
#include "core/engine/run.h"
#include "core/plan/job_plan.h"

#include <QByteArrayView>
#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace stagecraft::engine {

/// What another job of the run left.
struct ArtifactsOfJob {
    std::string job;
    QString directory; ///< empty: it did not run
};

/// What one attempt of a job has to work with.
struct JobContext {
    QString runId;
    int slot = 0;               ///< concurrent id: 0 … concurrency - 1
    int attempt = 1;
    QString projectSnapshot;    ///< directory: the copy of the project, made once a run; read only
    std::shared_ptr<const ProjectSource> project; ///< what the copy was made from; null: there is no project
    int gitDepth = 0;                             ///< of the history in the copy; 0: all of it
    QString repositoryProblem;                    ///< why there is no .git in the copy
    QString workDirectory;                        ///< directory of this attempt, made by the executor, removed by it
    QString guardToken;                           ///< environment cookie by which the guard finds stray processes
    QString artifactsDirectory;                   ///< where this job's artifacts are to be kept
    QString reportsDirectory;                     ///< and the files of its reports, by type
    QString cacheDirectory;                       ///< of the project's caches, kept from run to run
    bool pausesOnFailure = false;                 ///< a script that fails leaves the job as it is, until resume()
    std::vector<ArtifactsOfJob> downloads;        ///< for the project's directory, in this order
};

/// A job that will probably start soon; of its context everything but `downloads`.
struct ExpectedJob {
    plan::JobPlan job;
    JobContext context;
};

/// How an attempt ended.
struct JobOutcome {
    JobStatus status = JobStatus::Success; ///< Success, Failed or Canceled
    FailureReason failureReason = FailureReason::None;
    std::optional<int> exitCode = {};
    QString message = {}; ///< one line for people; no secrets
    std::vector<plan::Variable> variables = {}; ///< of its dotenv reports, for later jobs
    JobReports reports = {};
};

/// One running attempt. Destroying it before finished() abandons it: everything it started is ended.
class ExecutorJob : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Graceful first (SIGTERM, after_script as the runner does), then kill after the grace period. finished() follows.
    /// Asked a second time: at once, and no after_script, as when a job is aborted.
    virtual void cancel() = 0;
    /// A paused job comes to the end that it would have had; nothing happens to others.
    virtual void resume() {}

Q_SIGNALS:
    /// Raw bytes for the log, unmasked; the receiver masks them before they go anywhere.
    void output(const QByteArray &bytes);
    void progress(const QString &what, double fraction);
    /// Its script has failed and everything is still there: it waits for resume() or cancel(), and its time stands still.
    void paused(const stagecraft::engine::JobTerminal &terminal);
    /// Emitted exactly once. What the attempt made has been removed, or the executor is removing it: Executor::isIdle().
    void finished(const stagecraft::engine::JobOutcome &outcome);
};

class Executor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Never fails here: what goes wrong arrives as finished(). The job starts when control returns to the event loop.
    virtual std::unique_ptr<ExecutorJob> start(const plan::JobPlan &job, const JobContext &context) = 0;
    /// The jobs that will probably start next, most urgent first, in place of those said before. An executor may make ready for
    /// them what takes time; nothing of a job's script runs before its start(). What is not named any more is dropped.
    virtual void expect(const std::vector<ExpectedJob> &) { }
    /// False while something is still being removed that jobs have left. A run ends when its executor is idle.
    virtual bool isIdle() const { return true; }
    /// No job follows: what they have shared is removed. It may not be idle then for a while.
    virtual void end() { }

Q_SIGNALS:
    void idle();
    /// Something of a job that has ended could not be removed; `what` is one line for people.
    void leftBehind(const std::string &job, const QString &what);
};

} // namespace stagecraft::engine

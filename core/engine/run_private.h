// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The inside of Run. A run has one pipeline, and those that its trigger jobs start; each has a scheduler of its own, and all
// share slots, executor, directory and guard. run.cpp: beginning, end, requests from outside; run_jobs.cpp: the attempts of
// jobs; run_bridges.cpp: trigger jobs; run_files.cpp: copies of projects, and what is kept of jobs. Internal to core/engine.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/file_store.h"
#include "core/engine/guard_client.h"
#include "core/engine/log_store.h"
#include "core/engine/pipeline_maker.h"
#include "core/engine/prestart.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/run.h"
#include "core/engine/run_directory.h"
#include "core/engine/scheduler.h"
#include "core/engine/time_limit.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace stagecraft::engine {

/// A job of one of the run's pipelines.
struct JobRef {
    int pipeline = 0;
    int job = 0;
    auto operator<=>(const JobRef &) const = default;
};

/// What jobs get their files from.
struct ProjectCopy {
    QString directory = {};                             ///< empty: there is no project
    std::shared_ptr<const ProjectSource> source = {};   ///< what it was made from
    int gitDepth = 0;                                   ///< of the history in it; 0: all of it
    QString repositoryProblem = {};                     ///< why there is no .git in it
};

struct RunPipeline {
    RunPipeline(plan::RunPlan runPlan, const std::shared_ptr<Slots> &slots)
        : plan(std::move(runPlan)), scheduler(plan, slots)
    {
    }

    plan::RunPlan plan;
    Scheduler scheduler;
    int number = 1;                       ///< CI_PIPELINE_ID
    std::optional<JobRef> startedBy = {}; ///< the trigger job; none: the run's own pipeline
    int depth = 0;                        ///< how many trigger jobs led here
    int firstNumber = 1;                  ///< of its first job among all of the run; names logs
    std::vector<std::string> names = {};  ///< of its jobs, as people see them: "bridge: job"
    ProjectCopy project = {};
    std::shared_ptr<const PipelineMaker> maker = {};
    std::map<int, std::vector<plan::Variable>> reported = {}; ///< dotenv variables of jobs that have ended
};

/// What a copy needs so that every job finds the history that it asks for, in commits; 0: all of it.
int deepestHistory(const plan::RunPlan &plan);
inline bool hasEnoughHistory(const plan::RunPlan &plan, int depth)
{
    const int wanted = deepestHistory(plan);
    return depth == 0 || (wanted > 0 && wanted <= depth);
}

struct Run::Private {
    struct Attempt {
        std::unique_ptr<ExecutorJob> job; ///< null: it has ended, and its log is still searched for the coverage
        std::unique_ptr<LogStore> log;
        Masker texts{std::vector<Phrase>()}; ///< for what is told besides the log
        QString logProblem;
        std::shared_ptr<const JobTerminal> paused = {}; ///< null: it is not

        QString masked(const QString &text) { return QString::fromUtf8(texts.feed(text.toUtf8()) + texts.finish()); }
        void mask(JobReports &reports);
    };

    Private(Run *run, plan::RunPlan runPlan, RunOptions runOptions);

    // run.cpp
    void setUp();
    void removeLeftovers(const QString &program);
    void pump();
    void emitChanges();
    void finishWhenIdle();
    void finish();
    void cancelAll();
    void cancelPipeline(int number);
    void timedOut();
    QByteArray report() const;

    // run_files.cpp
    using Copied = std::function<void(const Result<ProjectCopy> &copy)>;
    void copyProject();
    void copyProject(std::shared_ptr<const ProjectSource> source, const plan::RunPlan &plan, const QString &target,
                     const std::function<void(double fraction)> &progress, const Copied &then);
    JobResults resultsOf(JobRef ref, const JobReports &reports, std::optional<double> coverage);
    void storeOnce(const QString &files, FileStore::Times times) const;
    void keepOnce() const;

    RunPipeline &pipelineOf(JobRef ref) { return *pipelines[static_cast<std::size_t>(ref.pipeline)]; }
    const RunPipeline &pipelineOf(JobRef ref) const { return *pipelines[static_cast<std::size_t>(ref.pipeline)]; }
    const JobState &stateOf(JobRef ref) const
    {
        return pipelineOf(ref).scheduler.jobs()[static_cast<std::size_t>(ref.job)];
    }
    int numberOf(JobRef ref) const { return pipelineOf(ref).firstNumber + ref.job; }
    const std::string &nameOf(JobRef ref) const { return pipelineOf(ref).names[static_cast<std::size_t>(ref.job)]; }
    std::optional<JobRef> find(const QString &name) const;
    JobState shownState(JobRef ref) const;
    std::vector<JobState> shownStates(int pipeline) const;
    void addPipeline(std::unique_ptr<RunPipeline> pipeline);

    // run_jobs.cpp
    void startJob(JobRef ref);
    void refuse(JobRef ref, FailureReason reason, const QString &message);
    void inherit(JobRef ref, plan::JobPlan &job, JobContext &context) const;
    JobContext contextOf(JobRef ref, int attempt) const;
    void expectJobs();
    ExpectedJob expected(JobRef ref) const;
    void pauseJob(JobRef ref, JobTerminal terminal);
    void resumed(JobRef ref);
    bool isPaused() const;
    void jobFinished(JobRef ref, JobOutcome outcome);
    void jobEnded(JobRef ref, const JobOutcome &outcome, std::optional<double> coverage);

    // run_bridges.cpp
    void startBridge(JobRef ref);
    void pipelineMade(JobRef ref, int number, MadePipeline made);
    void beginPipeline(JobRef ref, int number, MadePipeline made, const ProjectCopy &project);
    void endBridge(JobRef ref, JobStatus status, const QString &message = {});
    /// Ends the trigger job of a pipeline that has come to its end; false when nothing changed.
    bool settleBridge(int pipeline);

    Run *q;
    RunOptions options;
    QString id;
    RunDirectory directory;
    std::shared_ptr<Slots> slots;
    std::vector<std::unique_ptr<RunPipeline>> pipelines; ///< the run's own first
    std::map<std::string, JobRef, std::less<>> byName;
    std::unique_ptr<Prestart> prestart; ///< of the run's own pipeline
    std::unique_ptr<Executor> executor;
    RunGuard guard{q}; // children move to another thread together with the run
    std::map<JobRef, Attempt> running;
    std::set<JobRef> waiting; ///< trigger jobs whose pipelines are not there yet, or have not ended
    int lastNumber = 1;       ///< of pipelines
    int making = 0;           ///< pipelines that are being made
    StopFlag stopCopy;
    StopFlag stopStoring = std::make_shared<std::atomic_bool>(false);
    TimeLimit delayed{q};
    TimeLimit timeout{q};
    std::chrono::milliseconds timeLeft{}; ///< of the run's timeout, while a job is paused
    QStringList copies;                   ///< the directories of the projects, whole or not: removed at the end
    QString problem; ///< why no job can start: the run's directory or the copy of the project failed
    QDateTime startedAt;
    QDateTime finishedAt;
    bool isTimedOut = false;
    bool started = false;
    bool copied = false;
    bool finishing = false; ///< no job can start any more
    bool removing = false;  ///< the copies of the projects
    bool finished = false;
};

} // namespace stagecraft::engine

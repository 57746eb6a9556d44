// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The inside of Run. A run has one pipeline, and those that its trigger jobs start; each has a scheduler of its own, and all
// share slots, executor, directory and guard. run.cpp: beginning, end, requests from outside; run_jobs.cpp: the attempts of
// jobs; run_bridges.cpp: trigger jobs. Internal to core/engine.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/guard_client.h"
#include "core/engine/log_store.h"
#include "core/engine/pipeline_maker.h"
#include "core/engine/prestart.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/run.h"
#include "core/engine/run_directory.h"
#include "core/engine/scheduler.h"

#include <QTimer>

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
    QString snapshot = {};                ///< directory: the copy of its project; empty: there is none
    std::shared_ptr<const PipelineMaker> maker = {};
    std::map<int, std::vector<plan::Variable>> reported = {}; ///< dotenv variables of jobs that have ended
};

struct Run::Private {
    struct Attempt {
        std::unique_ptr<ExecutorJob> job;
        std::unique_ptr<LogStore> log;
        Masker texts{std::vector<Phrase>()}; ///< for what is told besides the log
        QString logProblem;

        QString masked(const QString &text) { return QString::fromUtf8(texts.feed(text.toUtf8()) + texts.finish()); }
    };

    Private(Run *run, plan::RunPlan runPlan, RunOptions runOptions);

    // run.cpp
    void setUp();
    void removeLeftovers(const QString &program);
    void copyProject();
    void projectCopied(const Result<> &result);
    void pump();
    void emitChanges();
    void finishWhenIdle();
    void finish();
    void cancelAll();
    void cancelPipeline(int number);
    void timedOut();
    QByteArray report() const;

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
    void jobFinished(JobRef ref, JobOutcome outcome);

    // run_bridges.cpp
    void startBridge(JobRef ref);
    void pipelineMade(JobRef ref, int number, MadePipeline made);
    void beginPipeline(JobRef ref, int number, MadePipeline made, const QString &snapshot);
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
    QTimer delayed{q};
    QTimer timeout{q};
    QString problem; ///< why no job can start: the run's directory or the copy of the project failed
    QDateTime startedAt;
    QDateTime finishedAt;
    bool isTimedOut = false;
    bool started = false;
    bool copied = false;
    bool finishing = false;
    bool finished = false;
};

} // namespace stagecraft::engine

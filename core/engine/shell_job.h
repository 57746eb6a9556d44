// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ShellJob: one attempt of a job in a shell, from the copy of the project to its removal. Made by ShellExecutor.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/guard_client.h"
#include "core/engine/job_files.h"
#include "core/engine/job_settings.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/script_writer.h"
#include "core/engine/time_limit.h"
#include "core/engine/trace_writer.h"
#include "core/engine/work_tree.h"

#include <chrono>

namespace stagecraft::engine {

struct ShellJobSettings {
    runner::RunnerSettings runner;
    QString guardProgram; ///< as configured; empty: found
    int graceSeconds = 5;
    std::shared_ptr<WorkTrees> trees; ///< of the run's jobs
    std::shared_ptr<const void> untilRemoved = {}; ///< kept until what the job has left is removed
};

/// The job's directory before its script.
struct PreparedPlace {
    std::vector<FileStep> steps;    ///< what there was of caches and artifacts
    std::shared_ptr<WorkTree> tree; ///< null: the next job cannot take it over
};

class ShellJob : public ExecutorJob
{
    Q_OBJECT
public:
    ShellJob(const plan::JobPlan &job, const JobContext &context, const ShellJobSettings &settings);
    ~ShellJob() override;

    void cancel() override;
    void resume() override;

private:
    enum class Phase {
        Preparing,
        PreGetSources,
        Script,
        Paused,
        ClosingTerminals,
        AfterScript,
        Keeping,
        Cleanup,
        Done
    };

    void begin();
    void prepare();
    QString setVariables();
    void runPreGetSourcesScript();
    void preGetSourcesScriptEnded(int exitCode);
    void copyProject();
    void copied(const Result<PreparedPlace> &result);
    void keepFiles();
    void filesKept(const std::vector<std::pair<FileStep, KeptFiles>> &kept);
    ScriptPlace place() const;
    QString terminalFile() const;
    ScriptStyle style() const;
    void runScript();
    void shellExited(int exitCode);
    void scriptEnded(int exitCode);
    void pause();
    void leavePause();
    void scriptIsOver();
    void runAfterScript();
    void afterScriptEnded(int exitCode);
    void stopScript();
    void timedOut();
    void sourcesTimedOut();
    void endOutOfTime(std::chrono::milliseconds limit);
    void scriptTimedOut();
    void systemFailure(const QString &reason);
    void cleanUp();
    void guardGone();
    void finish();

    plan::JobPlan m_job;
    JobContext m_context;
    ShellJobSettings m_settings;
    TraceWriter m_trace;
    std::unique_ptr<JobGuard> m_guard;
    std::vector<plan::Variable> m_variables;
    JobSettings m_choices; ///< of the job's variables
    std::optional<JobFiles> m_files; ///< as soon as its directory is known
    QString m_buildDirectory;
    QString m_temporaryDirectory;
    std::shared_ptr<WorkTree> m_tree; ///< of the project, while it can be left to the next job
    QString m_shell; ///< absolute path
    StopFlag m_stopCopy;
    TimeLimit m_timeout;
    std::chrono::milliseconds m_timeLeft{}; ///< while it is paused
    TimeLimit m_sourcesTimeout; ///< of the runner
    StopFlag m_hasSources;      ///< set in the background: the project is there, caches and artifacts may not
    TimeLimit m_scriptTimeout;
    TimeLimit m_afterScriptTimeout;
    TimeLimit m_grace;
    Phase m_phase = Phase::Preparing;
    int m_getSourcesAttempt = 1;
    JobOutcome m_outcome;
    bool m_canceled = false;
    bool m_aborted = false; ///< canceled twice
    bool m_outOfTime = false; ///< of the whole job: nothing but the cleanup follows
};

} // namespace stagecraft::engine

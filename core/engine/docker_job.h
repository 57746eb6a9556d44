// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DockerJob: one attempt of a job in containers, from the first look at the images to the removal of everything that it
// made. Made by DockerExecutor, which has to outlive it. The steps are one coroutine that reads from top to bottom;
// cancelling and the timeout interrupt what it waits for.
#pragma once

#include "core/engine/docker_executor.h"
#include "core/engine/docker_scope.h"
#include "core/engine/docker_services.h"
#include "core/engine/docker_step.h"
#include "core/engine/docker_volumes.h"
#include "core/engine/job_files.h"
#include "core/engine/job_settings.h"
#include "core/engine/paused_script.h"
#include "core/engine/script_writer.h"
#include "core/engine/time_limit.h"

#include <chrono>

namespace stagecraft::engine {

class DockerJob : public ExecutorJob
{
    Q_OBJECT
public:
    /// Later: containers are made and started, and wait for begin().
    enum class Turn { Now, Later };
    DockerJob(DockerExecutor &executor, const plan::JobPlan &job, const JobContext &context, Turn turn = Turn::Now);
    ~DockerJob() override;

    /// The turn of a job that was made for later. False when it was made for another job than this has become.
    bool begin(const plan::JobPlan &job, const JobContext &context);

    void cancel() override;
    void resume() override;

private:
    enum class Stop { None, Cancelled, TimedOut };
    /// A build container that runs and waits for its script.
    struct OpenContainer {
        docker::Streams streams;
        docker::Pending<int> exit;
        docker::Pending<void> closed;
    };

    docker::Task<> live();
    docker::Task<JobOutcome> work();
    StepTask<> getReady(int tries);
    docker::Task<bool> awaitTurn(bool ready);
    docker::Task<bool> isStillFit();
    void startAfresh();
    void retireContainers();
    void release();
    void tell(const QByteArray &bytes);
    StepTask<> prepareExecutor();
    StepTask<> makeSurroundings();
    StepTask<> prepareEnvironment();
    docker::Task<JobOutcome> runScripts();
    StepTask<> makePlaces();
    QString layerVolume(const ArchiveRequest &archive) const;
    StepTask<> placeProject(ArchiveRequest archive);
    StepTask<> createBuildContainer();
    StepTask<> copyProject();
    StepTask<> limitHistory();
    StepTask<> runPreGetSourcesScript();
    StepTask<> restoreFiles();
    docker::Task<> keepFiles(JobOutcome &outcome);
    docker::Task<KeptFiles> keepStep(FileStep step);
    StepTask<> openContainer();
    StepTask<int> runInContainer(QByteArray script);
    StepTask<int> runJobScript();
    void take(const QByteArray &bytes);
    void pause();
    void letGo();
    docker::Task<> runAfterScript(JobOutcome &outcome);
    ScriptPlace place() const;
    QString terminalFile() const;
    ScriptStyle style() const;
    docker::Task<> endContainer(QString id, int graceSeconds);
    docker::Task<> cleanUp();
    void chooseNetwork();
    void setVariables();
    QStringList environment() const;
    void stop(Stop reason);
    void limitStage(const QString &stage, std::chrono::milliseconds limit);
    void endStageLimit();
    JobOutcome stopped() const;
    void finish();

    DockerExecutor &m_executor;
    plan::JobPlan m_job;
    JobContext m_context;
    QString m_projectPath;
    QString m_buildsDirectory; ///< with all projects, in the container
    QString m_buildDirectory;  ///< with this one
    DockerScope m_scope;
    TraceWriter m_trace;
    Interruption m_interruption;
    std::vector<plan::Variable> m_variables;         ///< as sent, for expansion
    std::vector<plan::Variable> m_resolvedVariables; ///< as the job sees them
    QString m_placeProblem; ///< why the job has no directory
    JobSettings m_choices; ///< of the job's variables
    std::optional<JobFiles> m_files;
    std::unique_ptr<DockerTools> m_tools;
    docker::Client *m_client = nullptr;
    VolumePlan m_volumes;
    ServiceNetwork m_network;
    bool m_ownNetwork = false;
    QStringList m_extraHosts;
    QString m_imageName;
    QString m_layerVolume; ///< of the builds directory, while it is not known what it will be made of; else empty
    ProjectInEngine m_project;
    docker::ImageInfo m_image;
    std::optional<OpenContainer> m_open;
    bool m_isAhead = false;             ///< it was made for later
    bool m_isPrepared = false;          ///< as far as that goes without its script
    bool m_waits = false;               ///< for its turn
    docker::Completer<void> m_turn;     ///< completed by begin()
    std::optional<QByteArray> m_held;   ///< of the log, before its turn
    std::optional<QByteArray> m_early;  ///< what the container says before its script
    int m_buildContainers = 0;
    QString m_container; ///< id of the build container
    QString m_running;   ///< id of the build container while a script runs in it
    std::function<void()> m_giveUp; ///< ends the wait for a container whose engine is silent
    docker::Streams m_streams;      ///< of the container in which the job's script runs
    QByteArray m_holdWord;          ///< for which that script waits when it has failed; empty: it does not
    std::optional<PauseMark> m_pauseMark;
    bool m_isPaused = false;
    std::chrono::milliseconds m_timeLeft{}; ///< while it is paused
    TimeLimit m_timeout;
    TimeLimit m_stageTimeout; ///< of a stage that the runner limits
    QString m_limitedStage;   ///< the last one
    std::chrono::milliseconds m_timeLimit{}; ///< the one that was exceeded
    TimeLimit m_scriptTimeout;
    TimeLimit m_afterScriptTimeout;
    Stop m_stop = Stop::None;
    bool m_aborted = false; ///< stopped twice
    bool m_scriptOutOfTime = false; ///< RUNNER_SCRIPT_TIMEOUT: what follows the script follows
    bool m_sourcesFailed = false;   ///< no script runs, but what is kept of failed jobs is kept
    JobOutcome m_outcome;
    bool m_done = false;
    docker::Task<> m_ending;
    docker::Task<> m_life;
};

} // namespace stagecraft::engine

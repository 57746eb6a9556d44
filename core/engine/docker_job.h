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
#include "core/engine/script_writer.h"

#include <QTimer>

namespace stagecraft::engine {

class DockerJob : public ExecutorJob
{
    Q_OBJECT
public:
    DockerJob(DockerExecutor &executor, const plan::JobPlan &job, const JobContext &context);
    ~DockerJob() override;

    void cancel() override;

private:
    enum class Stop { None, Cancelled, TimedOut };

    docker::Task<> live();
    docker::Task<JobOutcome> work();
    StepTask<> prepare();
    docker::Task<JobOutcome> runScripts();
    StepTask<> makePlaces();
    StepTask<> createBuildContainer();
    StepTask<> copyProject();
    StepTask<> limitHistory();
    StepTask<> runPreGetSourcesScript();
    StepTask<> restoreFiles();
    docker::Task<> keepFiles(JobOutcome &outcome);
    docker::Task<KeptFiles> keepStep(FileStep step);
    StepTask<int> runInContainer(QByteArray script);
    docker::Task<> runAfterScript(JobOutcome &outcome);
    ScriptPlace place() const;
    ScriptStyle style() const;
    docker::Task<> endContainer(QString id, int graceSeconds);
    docker::Task<> cleanUp();
    void setVariables();
    QStringList environment() const;
    void stop(Stop reason);
    JobOutcome stopped() const;
    void finish();

    DockerExecutor &m_executor;
    plan::JobPlan m_job;
    JobContext m_context;
    QString m_projectPath;
    QString m_buildDirectory;
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
    std::shared_ptr<ProjectArchive> m_archive;
    docker::ImageInfo m_image;
    int m_buildContainers = 0;
    QString m_container; ///< id of the build container
    QString m_running;   ///< id of the build container while a script runs in it
    std::function<void()> m_giveUp; ///< ends the wait for a container whose engine is silent
    QTimer m_timeout;
    QTimer m_scriptTimeout;
    QTimer m_afterScriptTimeout;
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

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DockerExecutor: runs jobs in containers, as gitlab-runner's docker executor does, on the engine that RunOptions, the
// environment or the docker context names. See the gitlab-runner reference, 4.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"
#include "core/engine/docker_archive.h"
#include "core/engine/docker_layers.h"
#include "core/engine/docker_scope.h"
#include "core/engine/executor.h"
#include "core/engine/run.h"

#include <map>
#include <vector>

namespace stagecraft::engine {

class DockerJob;

class DockerExecutor : public Executor
{
    Q_OBJECT
public:
    DockerExecutor(const runner::RunnerSettings &settings, const RunOptions &options);
    ~DockerExecutor() override;

    std::unique_ptr<ExecutorJob> start(const plan::JobPlan &job, const JobContext &context) override;
    void expect(const std::vector<ExpectedJob> &jobs) override;
    bool isIdle() const override;
    void end() override;

    // For its jobs.
    const runner::RunnerSettings &settings() const { return m_settings; }
    int graceSeconds() const { return m_graceSeconds; }
    /// The engine, connected once a run. Fails while it cannot be reached.
    docker::Task<Result<docker::Client *>> engine();
    /// The engine is Podman, whose networks know names only where a plugin is installed for that.
    bool isPodman() const { return m_isPodman; }
    docker::Client *client() const { return m_client.get(); } ///< null before engine()
    ProjectLayers &layers() { return m_layers; }
    /// The project as a tar, made once a run and kind.
    docker::Pending<std::shared_ptr<ProjectArchive>> archive(const ArchiveRequest &request);
    void forgetArchive(const ArchiveRequest &request); ///< it is made anew when somebody asks for it
    /// Removes what an abandoned attempt has made so far.
    void sweep(const QString &attempt);
    /// Removes what an attempt has made, while other jobs go on.
    void retire(DockerScope scope, const std::string &job);

private:
    docker::Task<> sweepLater(QString attempt);
    docker::Task<> removeLater(DockerScope scope, std::string job);
    docker::Task<> removeLayers();
    void drop(std::unique_ptr<DockerJob> job);
    void checkIdle();
    bool mayPrepare(const ExpectedJob &expected) const;

    runner::RunnerSettings m_settings;
    QString m_dockerHost;
    int m_graceSeconds;
    std::unique_ptr<docker::Client> m_client;
    bool m_connected = false;
    bool m_isPodman = false;
    StopFlag m_stop;
    struct SharedArchive {
        bool started = false;
        std::optional<Result<std::shared_ptr<ProjectArchive>>> made = {};
        std::vector<docker::Completer<std::shared_ptr<ProjectArchive>>> waiting = {};
    };
    std::map<QByteArray, SharedArchive> m_archives; ///< by what is in them
    ProjectLayers m_layers{*this};
    std::vector<docker::Task<>> m_sweeps;
    std::vector<docker::Task<>> m_removals;
    std::map<std::string, std::unique_ptr<DockerJob>> m_prepared; ///< by name; started when their turn comes
    std::vector<std::unique_ptr<DockerJob>> m_dropped;            ///< prepared in vain, being removed
};

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_executor.h"

#include "core/docker/labels.h"
#include "core/docker/leftovers.h"
#include "core/engine/background.h"
#include "core/engine/docker_job.h"

namespace stagecraft::engine {

DockerExecutor::DockerExecutor(const runner::RunnerSettings &settings, const RunOptions &options)
    : m_settings(settings)
    , m_dockerHost(options.dockerHost)
    , m_graceSeconds(options.cancelGraceSeconds)
    , m_stop(std::make_shared<std::atomic_bool>(false))
{
}

DockerExecutor::~DockerExecutor()
{
    m_stop->store(true);
}

std::unique_ptr<ExecutorJob> DockerExecutor::start(const plan::JobPlan &job, const JobContext &context)
{
    return std::make_unique<DockerJob>(*this, job, context);
}

docker::Task<Result<docker::Client *>> DockerExecutor::engine()
{
    if (!m_client) {
        const auto endpoint = docker::findEndpoint(m_dockerHost, docker::EndpointSearch::ofThisProcess());
        if (!endpoint)
            co_return std::unexpected(endpoint.error());
        m_client = std::make_unique<docker::Client>(*endpoint);
    }
    if (!m_connected) {
        const auto info = co_await m_client->connectToEngine();
        if (!info)
            co_return std::unexpected(info.error());
        co_await docker::removeLeftovers(*m_client);
        m_connected = true;
    }
    co_return m_client.get();
}

docker::Pending<std::shared_ptr<ProjectArchive>> DockerExecutor::archive(const ArchiveRequest &request)
{
    // Jobs differ in little of it: their GIT_* variables, and where GIT_CLONE_PATH puts it.
    QByteArrayList words{request.source.toUtf8(), request.buildDirectory.toUtf8(), request.part.toUtf8(), request.directories.join(QChar(u'\0')).toUtf8()};
    words += request.leftOut;
    const QByteArray key = words.join('\0');
    SharedArchive &shared = m_archives[key];
    if (shared.made)
        return *shared.made;
    const docker::Completer<std::shared_ptr<ProjectArchive>> completer;
    shared.waiting.push_back(completer);
    if (!std::exchange(shared.started, true)) {
        inBackground(
            this, [request, stop = m_stop] { return makeProjectArchive(request, stop); },
            [this, key](const Result<std::shared_ptr<ProjectArchive>> &made) {
                m_archives[key].made = made;
                for (const auto &waiting : std::exchange(m_archives[key].waiting, {}))
                    waiting.complete(made);
            });
    }
    return completer;
}

void DockerExecutor::sweep(const QString &attempt)
{
    std::erase_if(m_sweeps, [](const docker::Task<> &sweeping) { return sweeping.done(); });
    if (m_connected)
        m_sweeps.push_back(sweepLater(attempt));
}

docker::Task<> DockerExecutor::sweepLater(QString attempt)
{
    const QString label = QString::fromLatin1(docker::labels::attempt) + QLatin1Char('=') + attempt;
    const auto all = [](const docker::LabelledObject &) { return true; };
    co_await docker::removeLabelled(*m_client, label, all);
}

} // namespace stagecraft::engine

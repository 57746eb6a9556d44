// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_executor.h"

#include "core/docker/labels.h"
#include "core/docker/leftovers.h"
#include "core/engine/background.h"
#include "core/engine/docker_endpoint.h"
#include "core/engine/docker_images.h"
#include "core/engine/docker_job.h"
#include "core/engine/spare_memory.h"

#include <algorithm>

namespace stagecraft::engine {

namespace {

QString notRemoved(const QString &what)
{
    return QCoreApplication::translate("stagecraft", "Could not remove %1. The next start tries again.").arg(what);
}

} // namespace

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
    m_prepared.clear(); // they need this object
    m_dropped.clear();
}

std::unique_ptr<ExecutorJob> DockerExecutor::start(const plan::JobPlan &job, const JobContext &context)
{
    auto prepared = m_prepared.extract(job.name);
    if (!prepared.empty() && prepared.mapped()->begin(job, context))
        return std::move(prepared.mapped());
    if (!prepared.empty())
        drop(std::move(prepared.mapped()));
    return std::make_unique<DockerJob>(*this, job, context);
}

void DockerExecutor::expect(const std::vector<ExpectedJob> &jobs)
{
    for (auto prepared = m_prepared.begin(); prepared != m_prepared.end();) {
        const bool stays = std::ranges::any_of(jobs, [&](const ExpectedJob &expected) { return expected.job.name == prepared->first; });
        if (!stays)
            drop(std::move(prepared->second));
        prepared = stays ? std::next(prepared) : m_prepared.erase(prepared);
    }
    for (const ExpectedJob &expected : jobs) {
        if (!m_prepared.contains(expected.job.name) && mayPrepare(expected))
            m_prepared[expected.job.name] = std::make_unique<DockerJob>(*this, expected.job, expected.context, DockerJob::Turn::Later);
    }
}

/// An image that is asked for anew when the job starts cannot be got ahead, and memory is for the jobs that run.
bool DockerExecutor::mayPrepare(const ExpectedJob &expected) const
{
    const bool isLocal = !m_client || m_client->endpoint().kind == docker::Endpoint::Kind::Local;
    if (isLocal && !hasMemoryToSpare())
        return false;
    const auto stays = [this](const plan::Image &image) {
        const auto policies = effectivePolicies(QString(), image.pullPolicy, m_settings);
        return policies && !std::ranges::contains(*policies, PullPolicy::Always);
    };
    return stays(expected.job.image.value_or(plan::Image())) && (m_settings.services.empty() || stays({}))
        && std::ranges::all_of(expected.job.services, [&stays](const plan::Service &service) { return stays(service.image); });
}

void DockerExecutor::drop(std::unique_ptr<DockerJob> job)
{
    DockerJob *dropped = job.get();
    m_dropped.push_back(std::move(job));
    connect(dropped, &ExecutorJob::finished, this, [this, dropped] {
        const auto entry = std::ranges::find(m_dropped, dropped, &std::unique_ptr<DockerJob>::get);
        entry->release()->deleteLater(); // its signal is being delivered
        m_dropped.erase(entry);
        checkIdle();
    });
    dropped->cancel();
}

void DockerExecutor::retire(DockerScope scope, const std::string &job)
{
    m_removals.push_back(removeLater(std::move(scope), job));
}

docker::Task<> DockerExecutor::removeLater(DockerScope scope, std::string job)
{
    const QStringList left = co_await scope.removeAll(*m_client);
    for (const QString &what : left)
        Q_EMIT leftBehind(job, notRemoved(what));
    // From the event loop, where this coroutine is at its end.
    QMetaObject::invokeMethod(this, &DockerExecutor::checkIdle, Qt::QueuedConnection);
}

void DockerExecutor::end()
{
    m_removals.push_back(removeLayers());
}

docker::Task<> DockerExecutor::removeLayers()
{
    const QStringList left = co_await m_layers.removeAll();
    for (const QString &what : left)
        Q_EMIT leftBehind({}, notRemoved(what));
    QMetaObject::invokeMethod(this, &DockerExecutor::checkIdle, Qt::QueuedConnection);
}

bool DockerExecutor::isIdle() const
{
    return m_prepared.empty() && m_dropped.empty() && std::ranges::all_of(m_removals, &docker::Task<>::done);
}

void DockerExecutor::checkIdle()
{
    std::erase_if(m_removals, [](const docker::Task<> &removal) { return removal.done(); });
    if (isIdle())
        Q_EMIT idle();
}

docker::Task<Result<docker::Client *>> DockerExecutor::engine()
{
    if (!m_client) {
        const auto endpoint = engineEndpoint(m_settings, m_dockerHost);
        if (!endpoint)
            co_return std::unexpected(endpoint.error());
        m_client = std::make_unique<docker::Client>(*endpoint);
    }
    if (!m_connected) {
        const auto info = co_await m_client->connectToEngine();
        if (!info)
            co_return std::unexpected(info.error());
        m_isPodman = info->name.startsWith(QLatin1String("Podman"));
        co_await docker::removeLeftovers(*m_client);
        m_connected = true;
    }
    co_return m_client.get();
}

docker::Pending<std::shared_ptr<ProjectArchive>> DockerExecutor::archive(const ArchiveRequest &request)
{
    const QByteArray key = archiveKey(request);
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

void DockerExecutor::forgetArchive(const ArchiveRequest &request)
{
    m_archives.erase(archiveKey(request));
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

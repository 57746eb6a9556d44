// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The fourth part of DockerJob: one that is made while earlier jobs run. Its containers run and its build container waits for the
// script on its standard input. What may have changed until its turn is looked at then; where it has, all is made anew.
#include "core/engine/docker_job.h"

#include <QCoreApplication>

namespace stagecraft::engine {

namespace {

constexpr qsizetype mostEarlyOutput = 1024 * 1024;

bool sameVariables(const std::vector<plan::Variable> &some, const std::vector<plan::Variable> &others)
{
    return std::ranges::equal(some, others, [](const plan::Variable &one, const plan::Variable &other) {
        return one.key == other.key && one.value == other.value && one.masked == other.masked && one.file == other.file
               && one.raw == other.raw && one.secret == other.secret;
    });
}

/// What depends on the slot, which is not known ahead, besides what a script gets with its turn.
bool dependsOnSlot(const plan::JobPlan &job, const runner::RunnerSettings &settings)
{
    const auto has = [](const std::string &text) { return text.find("CI_CONCURRENT") != std::string::npos; };
    const auto hasVariable = [&has](const plan::Variable &variable) { return has(variable.value); };
    return !settings.cacheDirectory.empty() || (job.image && has(job.image->name))
           || std::ranges::any_of(job.variables, hasVariable) || std::ranges::any_of(settings.volumes, has)
           || std::ranges::any_of(settings.environment, has)
           || std::ranges::any_of(job.services, [&](const plan::Service &service) {
                  return has(service.image.name) || has(service.alias)
                         || std::ranges::any_of(service.variables, hasVariable);
              });
}

} // namespace

bool DockerJob::begin(const plan::JobPlan &job, const JobContext &context)
{
    const bool sameSlot = context.slot == m_context.slot || !dependsOnSlot(m_job, m_executor.settings());
    if (context.attempt != m_context.attempt || !sameSlot || !sameVariables(job.variables, m_job.variables))
        return false;
    m_context = context;
    m_timeout.start(std::chrono::seconds(m_job.timeoutSeconds));
    if (!m_isPrepared) { // from here on it is a job like others, whose log is followed
        m_waits = false;
        QMetaObject::invokeMethod(this, &DockerJob::release, Qt::QueuedConnection);
    }
    m_turn.complete({});
    return true;
}

/// True when everything that was made ahead can be used.
docker::Task<bool> DockerJob::awaitTurn(bool ready)
{
    m_isPrepared = true;
    if (m_waits) {
        if (ready && m_stop == Stop::None) {
            m_early.emplace();
            ready = (co_await openContainer()).has_value();
        }
        if (!ready && m_stop == Stop::None && m_client) // what was made so far helps nobody
            m_executor.retire(std::exchange(m_scope, DockerScope(m_job, m_context, m_projectPath)), m_job.name);
        co_await m_interruption.watch(docker::Pending<void>(m_turn));
        m_waits = false;
    }
    if (!ready || m_stop != Stop::None)
        co_return false;
    const bool isFit = co_await isStillFit();
    if (!isFit || m_stop != Stop::None)
        co_return false;
    setVariables(); // with its slot, and with what other jobs have left for it
    release();
    if (m_open)
        m_trace.line(
            QCoreApplication::translate("stagecraft", "Local run: the containers were started while earlier jobs ran"));
    co_return true;
}

/// Whether its images are still those of these names, and its container still waits.
docker::Task<bool> DockerJob::isStillFit()
{
    const auto waits = [this] {
        return !m_open || (!m_open->exit.await_ready() && m_early->size() <= mostEarlyOutput);
    };
    if (!waits())
        co_return false;
    std::vector<docker::Pending<docker::ImageInfo>> looks;
    QStringList ids;
    for (const auto &[name, id] : m_tools->images.asKeyValueRange()) {
        looks.push_back(m_client->inspectImage(name));
        ids << id;
    }
    bool same = true;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        const auto image = co_await looks[i];
        same = same && image && image->id == ids.at(static_cast<qsizetype>(i));
    }
    co_return same &&waits();
}

void DockerJob::startAfresh()
{
    retireContainers();
    m_held.reset(); // nobody has read it
    m_trace = TraceWriter([this](const QByteArray &bytes) { tell(bytes); });
}

/// Nothing that has been made so far is used any more.
void DockerJob::retireContainers()
{
    m_open.reset();
    if (m_client)
        m_executor.retire(std::exchange(m_scope, DockerScope(m_job, m_context, m_projectPath)), m_job.name);
    m_early.reset();
    m_tools.reset();
    m_container.clear();
    m_extraHosts.clear();
    m_network = {};
    m_ownNetwork = false;
    m_buildContainers = 0;
}

void DockerJob::release()
{
    if (!m_held)
        return;
    const QByteArray held = *m_held;
    m_held.reset();
    Q_EMIT output(held);
}

} // namespace stagecraft::engine

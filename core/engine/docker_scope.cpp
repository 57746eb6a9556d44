// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_scope.h"

#include "core/docker/labels.h"

#include <QRegularExpression>
#include <QUuid>

#include <vector>

namespace stagecraft::engine {

namespace {

constexpr int retries = 5; // about six seconds: an engine that restarts, a mount that is still busy

QString key(const char *label)
{
    return QString::fromLatin1(label);
}

// Removes one thing, patiently: "busy" and "removal is in progress" pass, and an engine may be coming back. `isGone`: it was
// waited for, and did not.
docker::Task<Result<>> removePatiently(docker::Client &client, docker::LabelledObject object, bool &isGone)
{
    Result<> removed = co_await client.remove(object);
    // An engine that was silent until the time limit will be silent again.
    for (int i = 0; i < retries && !isGone && !removed && removed.error().kind != ErrorKind::TimedOut; ++i) {
        co_await docker::delay(200 << i);
        removed = co_await client.remove(object);
    }
    isGone = isGone || (!removed && removed.error().kind == ErrorKind::Unavailable);
    co_return removed;
}

docker::Task<> removeEach(docker::Client &client, docker::LabelledObject::Kind kind, QStringList ids, QStringList &left,
                          bool &isGone)
{
    std::vector<docker::Task<Result<>>> removals;
    removals.reserve(static_cast<std::size_t>(ids.size()));
    for (const QString &id : std::as_const(ids))
        removals.push_back(removePatiently(client, {kind, id, {}}, isGone));
    for (std::size_t i = 0; i < removals.size(); ++i) {
        const auto removed = co_await removals[i];
        if (!removed)
            left << QStringLiteral("%1: %2").arg(ids.at(static_cast<qsizetype>(i)), describe(removed.error()));
    }
}

} // namespace

DockerScope::DockerScope(const plan::JobPlan &job, const JobContext &context, const QString &projectPath)
    : m_attempt(QUuid::createUuid().toString(QUuid::Id128))
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    const QString name = QString::fromStdString(job.name).toLower().replace(others, QStringLiteral("-")).left(24);
    m_base = QStringLiteral("stagecraft-%1-%2-%3").arg(name).arg(context.slot).arg(m_attempt.left(16));
    m_labels.insert(key(docker::labels::run), context.runId);
    m_labels.insert(key(docker::labels::attempt), m_attempt);
    m_labels.insert(key(docker::labels::job), QString::fromStdString(job.name));
    m_labels.insert(key(docker::labels::project), projectPath);
    docker::Owner::ofThisProcess().addTo(m_labels);
}

docker::Labels DockerScope::labels(const char *kind) const
{
    docker::Labels labels = m_labels;
    labels.insert(key(docker::labels::kind), QString::fromLatin1(kind));
    return labels;
}

QString DockerScope::newContainer(const QString &suffix)
{
    static const QRegularExpression other(QStringLiteral("[^a-zA-Z0-9_.-]"));
    m_containers << m_base + QLatin1Char('-') + QString(suffix).remove(other);
    return m_containers.last();
}

QString DockerScope::newNetwork()
{
    m_networks << m_base;
    return m_base;
}

docker::Task<QStringList> DockerScope::removeAll(docker::Client &client)
{
    using Kind = docker::LabelledObject::Kind;
    QStringList left;
    bool isGone = false;
    co_await removeEach(client, Kind::Container, std::exchange(m_containers, {}), left, isGone);
    auto volumes = removeEach(client, Kind::Volume, std::exchange(m_volumes, {}), left, isGone);
    auto networks = removeEach(client, Kind::Network, std::exchange(m_networks, {}), left, isGone);
    co_await volumes;
    co_await networks;
    co_return left;
}

} // namespace stagecraft::engine

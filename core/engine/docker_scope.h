// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DockerScope: everything that one attempt of a job makes in the engine: its names and labels, and its removal.
// Owned by the job; used in its thread.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"
#include "core/engine/executor.h"
#include "core/plan/job_plan.h"

namespace stagecraft::engine {

class DockerScope
{
public:
    DockerScope(const plan::JobPlan &job, const JobContext &context, const QString &projectPath);

    const QString &attempt() const { return m_attempt; } ///< value of labels::attempt
    const QString &hostname() const { return m_base; }
    docker::Labels labels(const char *kind) const;

    // A name of its own for each thing, noted before it is made: whatever happens then, it will be removed.
    QString newContainer(const QString &suffix);
    QString newNetwork();
    const QString &volumePrefix() const { return m_base; }
    void noteVolume(const QString &name) { m_volumes << name; }

    /// Containers first (with their anonymous volumes), then volumes and networks. What the engine refuses to remove is
    /// the answer, as text for the log.
    docker::Task<QStringList> removeAll(docker::Client &client);

private:
    docker::Labels m_labels;
    QString m_attempt;
    QString m_base;
    QStringList m_containers;
    QStringList m_networks;
    QStringList m_volumes;
};

} // namespace stagecraft::engine

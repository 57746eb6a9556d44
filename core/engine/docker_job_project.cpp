// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The fifth part of DockerJob: what its builds directory is made of, a layer over the run's project or a volume for a copy.
#include "core/engine/docker_job.h"

#include "core/docker/labels.h"

#include <QFileInfo>

#include <algorithm>

namespace stagecraft::engine {

/// The volume of the builds directory when it can be a layer; else empty. It cannot where somebody has said what it is made of,
/// or where some of the project lies in another volume.
QString DockerJob::layerVolume(const ArchiveRequest &archive) const
{
    const auto &settings = m_executor.settings();
    const auto own = std::ranges::find(m_volumes.toMake, m_buildsDirectory, &OwnVolume::destination);
    const bool isOurs = own != m_volumes.toMake.end() && settings.volumeDriver.empty()
                        && settings.volumeDriverOptions.empty();
    const bool isShared = !archive.source.isEmpty() && m_choices.clonePath.empty(); // a path may be of one job alone
    const auto isInside = [inside = QLatin1Char(':') + m_buildsDirectory + QLatin1Char('/')](const QString &bind) {
        return bind.contains(inside);
    };
    const bool isWhole = std::ranges::none_of(m_volumes.binds, isInside);
    return isOurs && isShared && isWhole && m_executor.layers().isPossible(archive) ? own->name : QString();
}

/// Makes the builds volume, unless makePlaces() has.
StepTask<> DockerJob::placeProject(ArchiveRequest archive)
{
    const QString volume = m_layerVolume;
    auto provided = co_await m_interruption.watch(
        m_executor.layers().provide(archive, m_buildsDirectory, m_context, !volume.isEmpty()));
    if (provided && !provided->layer.isEmpty()) {
        const QString where = QFileInfo(m_context.workDirectory).absolutePath();
        m_project = *provided;
        if (co_await m_executor.layers().layOver(m_scope, volume, m_buildsDirectory, where, m_project))
            co_return Step<>();
        provided = co_await m_interruption.watch(
            m_executor.layers().provide(archive, m_buildsDirectory, m_context, false));
    }
    if (!provided)
        co_return systemFailure(provided.error());
    m_project = *provided;
    if (volume.isEmpty())
        co_return Step<>();
    m_scope.noteVolume(volume);
    const auto made = co_await m_client->createVolume(
        {.name = volume, .labels = m_scope.labels(docker::labels::kindVolume)});
    if (!made)
        co_return systemFailure(made.error());
    co_return Step<>();
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ProjectLayers: a large project in the engine, once a run: a volume over which each job lays its own changes (an overlay, mounted
// by the engine's local driver), so that it costs no copy a job. What a job changes is in a volume of its own attempt. Whether
// the engine can mount that is found out with the first job; where it cannot (rootless, a store on an overlay, another driver),
// and for small projects, whose copy costs less than the volumes, every job gets the archive.
//
// Owned by the executor; used in its thread. Everything made is labelled with the run; removeAll() is for the end of the run.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"
#include "core/engine/docker_archive.h"
#include "core/engine/docker_scope.h"
#include "core/engine/docker_step.h"

#include <map>
#include <optional>
#include <vector>

namespace stagecraft::engine {

class DockerExecutor;

/// What a job's builds directory is made of.
struct ProjectInEngine {
    QString layer;                           ///< directory of the engine's machine; empty: everything is in the archive
    std::shared_ptr<ProjectArchive> archive; ///< to be unpacked in the container
    qsizetype files = 0;                     ///< of the project
};

class ProjectLayers
{
public:
    explicit ProjectLayers(DockerExecutor &executor) : m_executor(executor) {}

    /// Whether there may be a layer of this project.
    bool isPossible(const ArchiveRequest &request) const;
    /// `buildsDirectory`: of the container, above the request's. `mayLay`: a layer will do.
    docker::Pending<ProjectInEngine> provide(const ArchiveRequest &request, const QString &buildsDirectory,
                                             const JobContext &context, bool mayLay);
    /// Makes `volume`, an attempt's builds directory, out of the layer. When that fails, nobody is given a layer any more.
    docker::Task<Result<>> layOver(DockerScope &scope, QString volume, QString buildsDirectory, QString where,
                                   ProjectInEngine project);

    /// Ends what is in the making. What could not be removed, as text for people.
    docker::Task<QStringList> removeAll();

private:
    using Key = std::pair<QByteArray, bool>; ///< what is in the archive; whether a layer will do
    struct Shared {
        std::optional<docker::Task<>> making = {};
        std::optional<ProjectInEngine> made = {};
        std::vector<docker::Completer<ProjectInEngine>> waiting = {};
    };
    docker::Task<> make(Key key, ArchiveRequest request, QString buildsDirectory);
    docker::Task<Result<QString>> makeLayer(std::shared_ptr<ProjectArchive> archive, QString buildsDirectory);
    docker::Task<Result<>> unpackInto(QString name, QString bind, docker::Labels labels,
                                      std::shared_ptr<ProjectArchive> archive);
    docker::Task<Result<>> makeOverlay(DockerScope &scope, QString volume, QString buildsDirectory, QString where,
                                       ProjectInEngine project);

    DockerExecutor &m_executor;
    Interruption m_interruption;
    std::optional<DockerScope> m_scope; ///< of the layers themselves
    int m_layers = 0;
    bool m_works = true;
    bool m_isProven = false;
    std::map<Key, Shared> m_shared;
};

} // namespace stagecraft::engine

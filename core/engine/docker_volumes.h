// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The volumes of a job, from the `volumes` of the runner's settings: "/path" becomes a volume of the attempt's own,
// "/host:/path[:options]" and "name:/path[:options]" are bound as they are. Every container of the job gets all of them.
// Pure functions. Source: gitlab-runner reference, 4.6 and 7.11. Unlike the runner's, our volumes go when the attempt ends.
#pragma once

#include <QString>
#include <QStringList>

#include <expected>
#include <functional>
#include <optional>

namespace stagecraft::engine {

struct VolumeEntry {
    QString source; ///< empty: a volume of our own; else a path or the name of a volume
    QString destination;
    QString options = {};
};

/// nullopt: "invalid volume specification".
std::optional<VolumeEntry> parseVolume(const QString &text);

struct OwnVolume {
    QString name;
    QString destination;
};

struct VolumePlan {
    QStringList binds;        ///< for HostConfig.Binds
    QList<OwnVolume> toMake;  ///< to be created before, removed after
    QStringList directories;  ///< of the containers, that anybody has to be able to write
    QStringList notes;        ///< for the log
};

struct VolumeRequest {
    QStringList volumes;     ///< of the runner's settings
    QString buildsDirectory; ///< gets a volume unless it has one already
    QString prefix;          ///< of the names of our own volumes
    QString cacheDirectory = {}; ///< directory of the engine's machine; not empty: "/path" is kept below it
    QString engineSocket;    ///< path of the engine's unix socket; empty: it is reached over TCP
    std::function<QString(const QString &)> expand; ///< variables in destinations
};

/// The error is the runner's message.
std::expected<VolumePlan, QString> planVolumes(const VolumeRequest &request);

} // namespace stagecraft::engine

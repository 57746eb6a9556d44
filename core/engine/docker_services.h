// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Services as the runner starts them: names and aliases out of image names, environment without the project's secrets,
// and the wait until the first exposed port accepts a connection. Source: gitlab-runner reference, 4.3 and 7.1.
#pragma once

#include "core/engine/docker_scope.h"
#include "core/engine/docker_step.h"

#include <QList>
#include <QStringList>

namespace stagecraft::engine {

/// What an image name means for a service; no aliases when the name is no image name.
struct ServiceName {
    QString image;   ///< with ":latest" where it had neither tag nor digest
    QString service; ///< without port, tag and digest
    QString version; ///< the tag, "@sha256:…" or "latest"
    QStringList aliases;
};
ServiceName serviceName(const QString &image);

/// Environment of a service: the variables that are no secrets, then its own, expanded against all of them.
QStringList serviceEnvironment(const std::vector<plan::Variable> &variables, const std::vector<plan::Variable> &own);

struct RunningService {
    QString container; ///< name
    QString id;
    ServiceName name;
    QStringList aliases; ///< those that were free
    QStringList addresses;
};

struct ServiceNetwork {
    QString mode;            ///< HostConfig.NetworkMode
    bool aliasesWork = false;///< in a network of our own
};

/// Starts the runner's services and the job's, one after the other. Names taken are said in the log.
StepTask<QList<RunningService>> startServices(DockerTools &tools, DockerScope &scope, std::vector<plan::Service> services,
                                              ServiceNetwork network, QStringList binds);
/// Waits for all together. A service that does not come up is a warning with its log, and the job goes on; a HEALTHCHECK_TCP_PORT
/// that is no port ends it.
StepTask<> waitForServices(DockerTools &tools, QList<RunningService> services);

} // namespace stagecraft::engine

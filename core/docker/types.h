// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What we say to a Docker engine and what it answers, as plain values. Only the fields that a job runner needs; names
// are the Engine API's.
#pragma once

#include "core/docker/owner.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace stagecraft::docker {

struct EngineInfo {
    QString version;       ///< "26.1.5"
    QString apiVersion;    ///< the newest that it speaks
    QString minApiVersion; ///< the oldest; empty when it does not say
    QString os;            ///< "linux"
    QString architecture;
    QString name;          ///< "Engine", "Podman Engine"
};

struct ImageInfo {
    QString id;
    QStringList repoDigests;
    QStringList environment;
    QString user;
    QList<quint16> tcpPorts; ///< exposed, sorted
    bool hasHealthcheck = false;
    qint64 size = 0;
};

struct PullProgress {
    QString layer;  ///< empty for a line about the whole image
    QString status; ///< "Downloading", "Pull complete" …
    qint64 current = 0;
    qint64 total = 0;
};

struct PullRequest {
    QString name; ///< as in `docker pull`; without tag or digest: latest
    QString platform = {};
    QByteArray registryAuth = {}; ///< X-Registry-Auth, see registry_auth.h
};

struct ContainerSpec {
    QString name;
    QString image;
    QString platform = {};
    std::optional<QStringList> entrypoint = {}; ///< without: the image's; {""}: none
    std::optional<QStringList> command = {};
    QStringList environment = {}; ///< "KEY=value"
    QString user = {};
    QString hostname = {};
    Labels labels = {};
    QStringList binds = {}; ///< "source:/destination[:options]", source a path or a volume
    QString networkMode = {};
    QStringList networkAliases = {}; ///< only in a network of our own
    QStringList extraHosts = {};
    bool privileged = false;
    bool interactive = false; ///< stdin stays open until the first client that attached is gone
    QString logDriver = {};
    QMap<QString, QString> logOptions = {};
};

struct ContainerInfo {
    QString id;
    QString status; ///< created, running, exited …
    int exitCode = 0;
    bool oomKilled = false;
    QString error;  ///< why it could not start
    QString health; ///< starting, healthy, unhealthy; empty without HEALTHCHECK
    QStringList environment;
    QList<quint16> tcpPorts; ///< exposed, sorted
    QStringList addresses;   ///< in its networks
};

/// Something that carries labels: a container, network or volume.
struct LabelledObject {
    enum class Kind { Container, Network, Volume } kind = Kind::Container;
    QString id;
    Labels labels;
};

struct ExecSpec {
    QStringList command;
    QString user = {};
    bool privileged = false;
};

} // namespace stagecraft::docker

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

struct Device {
    QString onHost;
    QString inContainer;
    QString permissions;
};

/// As of `docker run --gpus`.
struct DeviceRequest {
    QString driver = {};
    int count = 0; ///< -1: all
    QStringList ids = {};
    QStringList capabilities = {};
    QMap<QString, QString> options = {};
};

struct Ulimit {
    QString name;
    qint64 soft = 0;
    qint64 hard = 0;
};

/// What the engine gives to a container and what it keeps from it. Empty and 0 are not said.
struct HostOptions {
    qint64 memory = 0; ///< bytes, as the next two
    qint64 memorySwap = 0;
    qint64 memoryReservation = 0;
    qint64 nanoCpus = 0;
    qint64 cpuShares = 0;
    QString cpusetCpus = {};
    QString cpusetMems = {};
    QString cgroupParent = {};
    qint64 shmSize = 0; ///< bytes
    bool oomKillDisable = false;
    int oomScoreAdjust = 0;
    QStringList dns = {};
    QStringList dnsSearch = {};
    QStringList capAdd = {};
    QStringList capDrop = {};
    QStringList securityOpt = {};
    QStringList groupAdd = {};
    QList<Device> devices = {};
    QStringList deviceCgroupRules = {};
    QList<DeviceRequest> deviceRequests = {};
    QList<Ulimit> ulimits = {};
    QMap<QString, QString> sysctls = {};
    QMap<QString, QString> tmpfs = {}; ///< path to mount options
    QString usernsMode = {};
    QString pidMode = {};
    QString ipcMode = {};
    QString runtime = {};
    QStringList links = {};
    QStringList volumesFrom = {};
    QString volumeDriver = {};
    bool init = false;
};

struct NetworkSpec {
    QString name;
    Labels labels = {};
    int mtu = 0; ///< 0: the engine's
    bool ipv6 = false;
};

struct VolumeSpec {
    QString name;
    Labels labels = {};
    QString driver = {};
    QMap<QString, QString> driverOptions = {};
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
    QString macAddress = {};
    HostOptions host = {};
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
    QStringList environment = {}; ///< "KEY=value", besides the container's
    QString workingDirectory = {};
    bool terminal = false; ///< it has a terminal of its own, and reads from it
};

} // namespace stagecraft::docker

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/json.h"

#include <QJsonDocument>
#include <QVersionNumber>

#include <algorithm>

namespace stagecraft::docker::json {

namespace {

// What this code was written for and tested with; older engines get their own newest version.
const QVersionNumber newestKnown(1, 47);
// Docker 18.06: before it, /images/create had no platform.
const QVersionNumber oldestKnown(1, 38);
const QVersionNumber macOfEndpoint(1, 44);

QJsonArray array(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QJsonObject object(const QMap<QString, QString> &map)
{
    QJsonObject result;
    for (const auto &[key, value] : map.asKeyValueRange())
        result.insert(key, value);
    return result;
}

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QStringList texts(const QJsonValue &value)
{
    QStringList result;
    const QJsonArray items = value.toArray();
    for (const auto &item : items)
        result << item.toString();
    return result;
}

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

// {"5432/tcp": {}, "53/udp": {}}
QList<quint16> tcpPorts(const QJsonValue &exposed)
{
    QList<quint16> ports;
    const QJsonObject object = exposed.toObject();
    for (const QString &key : object.keys()) {
        if (!key.contains(QLatin1Char('/')) || key.endsWith(QLatin1String("/tcp")))
            ports << key.section(QLatin1Char('/'), 0, 0).toUShort();
    }
    std::ranges::sort(ports);
    return ports;
}

// What is empty or 0 is not said: the engine's own default holds.
void say(QJsonObject &body, const char *key, const QString &text)
{
    if (!text.isEmpty())
        body.insert(QLatin1String(key), text);
}

void say(QJsonObject &body, const char *key, const QStringList &list)
{
    if (!list.isEmpty())
        body.insert(QLatin1String(key), array(list));
}

void say(QJsonObject &body, const char *key, const QMap<QString, QString> &map)
{
    if (!map.isEmpty())
        body.insert(QLatin1String(key), object(map));
}

void say(QJsonObject &body, const char *key, qint64 number)
{
    if (number != 0)
        body.insert(QLatin1String(key), number);
}

void say(QJsonObject &body, const char *key, bool flag)
{
    if (flag)
        body.insert(QLatin1String(key), true);
}

template<typename T, typename ToJson>
void say(QJsonObject &body, const char *key, const QList<T> &list, ToJson toJson)
{
    QJsonArray entries;
    for (const T &entry : list)
        entries.append(toJson(entry));
    if (!entries.isEmpty())
        body.insert(QLatin1String(key), entries);
}

QJsonObject hostOptions(const HostOptions &options)
{
    QJsonObject host;
    say(host, "Memory", options.memory);
    say(host, "MemorySwap", options.memorySwap);
    say(host, "MemoryReservation", options.memoryReservation);
    say(host, "NanoCpus", options.nanoCpus);
    say(host, "CpuShares", options.cpuShares);
    say(host, "CpusetCpus", options.cpusetCpus);
    say(host, "CpusetMems", options.cpusetMems);
    say(host, "CgroupParent", options.cgroupParent);
    say(host, "ShmSize", options.shmSize);
    say(host, "OomKillDisable", options.oomKillDisable);
    say(host, "OomScoreAdj", qint64(options.oomScoreAdjust));
    say(host, "Dns", options.dns);
    say(host, "DnsSearch", options.dnsSearch);
    say(host, "CapAdd", options.capAdd);
    say(host, "CapDrop", options.capDrop);
    say(host, "SecurityOpt", options.securityOpt);
    say(host, "GroupAdd", options.groupAdd);
    say(host, "DeviceCgroupRules", options.deviceCgroupRules);
    say(host, "Sysctls", options.sysctls);
    say(host, "Tmpfs", options.tmpfs);
    say(host, "UsernsMode", options.usernsMode);
    say(host, "PidMode", options.pidMode);
    say(host, "IpcMode", options.ipcMode);
    say(host, "Runtime", options.runtime);
    say(host, "Links", options.links);
    say(host, "VolumesFrom", options.volumesFrom);
    say(host, "VolumeDriver", options.volumeDriver);
    say(host, "Init", options.init);
    say(host, "Devices", options.devices, [](const Device &device) {
        return QJsonObject{{QStringLiteral("PathOnHost"), device.onHost},
                           {QStringLiteral("PathInContainer"), device.inContainer},
                           {QStringLiteral("CgroupPermissions"), device.permissions}};
    });
    say(host, "DeviceRequests", options.deviceRequests, [](const DeviceRequest &request) {
        QJsonObject entry{{QStringLiteral("Count"), request.count},
                          {QStringLiteral("Capabilities"), QJsonArray{array(request.capabilities)}}};
        say(entry, "Driver", request.driver);
        say(entry, "DeviceIDs", request.ids);
        say(entry, "Options", request.options);
        return entry;
    });
    say(host, "Ulimits", options.ulimits, [](const Ulimit &limit) {
        return QJsonObject{{QStringLiteral("Name"), limit.name}, {QStringLiteral("Soft"), limit.soft}, {QStringLiteral("Hard"), limit.hard}};
    });
    return host;
}

} // namespace

QByteArray createContainer(const ContainerSpec &spec, const QString &apiVersion)
{
    QJsonObject host = hostOptions(spec.host);
    host.insert(QStringLiteral("Binds"), array(spec.binds));
    host.insert(QStringLiteral("Privileged"), spec.privileged);
    say(host, "NetworkMode", spec.networkMode);
    say(host, "ExtraHosts", spec.extraHosts);
    if (!spec.logDriver.isEmpty()) {
        host.insert(QStringLiteral("LogConfig"), QJsonObject{{QStringLiteral("Type"), spec.logDriver},
                                                             {QStringLiteral("Config"), object(spec.logOptions)}});
    }
    QJsonObject body{
        {QStringLiteral("Image"), spec.image},
        {QStringLiteral("Env"), array(spec.environment)},
        {QStringLiteral("Labels"), object(spec.labels)},
        {QStringLiteral("HostConfig"), host},
    };
    if (spec.entrypoint)
        body.insert(QStringLiteral("Entrypoint"), array(*spec.entrypoint));
    if (spec.command)
        body.insert(QStringLiteral("Cmd"), array(*spec.command));
    say(body, "User", spec.user);
    say(body, "Hostname", spec.hostname);
    if (spec.interactive) {
        for (const char *flag : {"AttachStdin", "AttachStdout", "AttachStderr", "OpenStdin", "StdinOnce"})
            body.insert(QLatin1String(flag), true);
    }
    // From 1.44 on a MAC address belongs to an endpoint of a network.
    const bool ofEndpoint = QVersionNumber::fromString(apiVersion) >= macOfEndpoint;
    if (!ofEndpoint)
        say(body, "MacAddress", spec.macAddress);
    QJsonObject endpoint;
    say(endpoint, "Aliases", spec.networkAliases);
    if (ofEndpoint)
        say(endpoint, "MacAddress", spec.macAddress);
    if (!endpoint.isEmpty()) {
        const QString network = spec.networkMode.isEmpty() ? QStringLiteral("default") : spec.networkMode;
        body.insert(QStringLiteral("NetworkingConfig"),
                    QJsonObject{{QStringLiteral("EndpointsConfig"), QJsonObject{{network, endpoint}}}});
    }
    return bytes(body);
}

QByteArray createNetwork(const NetworkSpec &spec)
{
    QJsonObject body{{QStringLiteral("Name"), spec.name}, {QStringLiteral("Labels"), object(spec.labels)}};
    if (spec.mtu > 0)
        body.insert(QStringLiteral("Options"), QJsonObject{{QStringLiteral("com.docker.network.driver.mtu"), QString::number(spec.mtu)}});
    say(body, "EnableIPv6", spec.ipv6);
    return bytes(body);
}

QByteArray createVolume(const VolumeSpec &spec)
{
    QJsonObject body{{QStringLiteral("Name"), spec.name}, {QStringLiteral("Labels"), object(spec.labels)}};
    say(body, "Driver", spec.driver);
    say(body, "DriverOpts", spec.driverOptions);
    return bytes(body);
}

QByteArray createExec(const ExecSpec &spec)
{
    QJsonObject body{
        {QStringLiteral("Cmd"), array(spec.command)},
        {QStringLiteral("AttachStdout"), true},
        {QStringLiteral("AttachStderr"), true},
    };
    if (!spec.user.isEmpty())
        body.insert(QStringLiteral("User"), spec.user);
    if (spec.privileged)
        body.insert(QStringLiteral("Privileged"), true);
    if (!spec.environment.isEmpty())
        body.insert(QStringLiteral("Env"), array(spec.environment));
    if (!spec.workingDirectory.isEmpty())
        body.insert(QStringLiteral("WorkingDir"), spec.workingDirectory);
    if (spec.terminal) {
        body.insert(QStringLiteral("AttachStdin"), true);
        body.insert(QStringLiteral("Tty"), true);
    }
    return bytes(body);
}

QByteArray labelFilter(const QString &label)
{
    return bytes({{QStringLiteral("label"), QJsonArray{label}}});
}

EngineInfo engineInfo(const QJsonObject &answer)
{
    EngineInfo info;
    info.version = text(answer, "Version");
    info.apiVersion = text(answer, "ApiVersion");
    info.minApiVersion = text(answer, "MinAPIVersion");
    info.os = text(answer, "Os");
    info.architecture = text(answer, "Arch");
    info.name = text(answer.value(QLatin1String("Components")).toArray().first().toObject(), "Name");
    return info;
}

ImageInfo imageInfo(const QJsonObject &answer)
{
    const QJsonObject config = answer.value(QLatin1String("Config")).toObject();
    ImageInfo info;
    info.id = text(answer, "Id");
    info.repoDigests = texts(answer.value(QLatin1String("RepoDigests")));
    info.environment = texts(config.value(QLatin1String("Env")));
    info.user = text(config, "User");
    info.tcpPorts = tcpPorts(config.value(QLatin1String("ExposedPorts")));
    const QStringList test = texts(config.value(QLatin1String("Healthcheck")).toObject().value(QLatin1String("Test")));
    info.hasHealthcheck = !test.isEmpty() && test.first() != QLatin1String("NONE");
    info.size = answer.value(QLatin1String("Size")).toInteger();
    return info;
}

ContainerInfo containerInfo(const QJsonObject &answer)
{
    const QJsonObject state = answer.value(QLatin1String("State")).toObject();
    const QJsonObject config = answer.value(QLatin1String("Config")).toObject();
    ContainerInfo info;
    info.id = text(answer, "Id");
    info.status = text(state, "Status");
    info.exitCode = state.value(QLatin1String("ExitCode")).toInt();
    info.oomKilled = state.value(QLatin1String("OOMKilled")).toBool();
    info.error = text(state, "Error");
    info.health = text(state.value(QLatin1String("Health")).toObject(), "Status");
    info.environment = texts(config.value(QLatin1String("Env")));
    info.tcpPorts = tcpPorts(config.value(QLatin1String("ExposedPorts")));
    const QJsonObject networks =
        answer.value(QLatin1String("NetworkSettings")).toObject().value(QLatin1String("Networks")).toObject();
    for (const auto &network : networks) {
        const QString address = text(network.toObject(), "IPAddress");
        if (!address.isEmpty())
            info.addresses << address;
    }
    return info;
}

LabelledObject labelledObject(LabelledObject::Kind kind, const QJsonObject &answer)
{
    LabelledObject result;
    result.kind = kind;
    result.id = text(answer, kind == LabelledObject::Kind::Volume ? "Name" : "Id");
    const QJsonObject labels = answer.value(QLatin1String("Labels")).toObject();
    for (auto label = labels.begin(); label != labels.end(); ++label)
        result.labels.insert(label.key(), label.value().toString());
    return result;
}

PullLine pullLine(const QByteArray &line)
{
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    const QJsonObject detail = answer.value(QLatin1String("progressDetail")).toObject();
    PullLine result;
    result.error = text(answer, "error");
    if (result.error.isEmpty())
        result.error = text(answer.value(QLatin1String("errorDetail")).toObject(), "message");
    result.progress.layer = text(answer, "id");
    result.progress.status = text(answer, "status");
    result.progress.current = detail.value(QLatin1String("current")).toInteger();
    result.progress.total = detail.value(QLatin1String("total")).toInteger();
    return result;
}

QString errorMessage(const QByteArray &body)
{
    const QString message = text(QJsonDocument::fromJson(body).object(), "message");
    return message.isEmpty() ? QString::fromUtf8(body.left(1000)).trimmed() : message;
}

QString negotiate(const EngineInfo &engine)
{
    const auto newest = QVersionNumber::fromString(engine.apiVersion);
    const auto oldest = QVersionNumber::fromString(engine.minApiVersion);
    if (newest.isNull() || newest < oldestKnown)
        return {};
    if (oldest > newestKnown)
        return engine.minApiVersion; // its additions are additions: what we use has stayed the same so far
    return std::min(newest, newestKnown).toString();
}

} // namespace stagecraft::docker::json

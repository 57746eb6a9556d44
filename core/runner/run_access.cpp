// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/run_access.h"

#include "core/runner/volume.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace stagecraft::runner {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

/// What is told, and by which word it is remembered; from one list, so that no right can be told and not remembered.
struct Right {
    QByteArray key;
    RunAccess access;
};
using Rights = std::vector<Right>;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct HostFolder {
    QString source;
    QString target;
    bool readOnly = false;
};

/// "/host:/container" or "/host:/container:options"; a volume of its own is no folder of this machine.
std::optional<HostFolder> hostFolder(std::string_view volume)
{
    const std::size_t colon = volume.find(':');
    if (colon == std::string_view::npos || colon == 0 || volume.front() != '/')
        return {};
    const std::size_t second = volume.find(':', colon + 1);
    const std::string_view options = second == std::string_view::npos ? std::string_view() : volume.substr(second + 1);
    HostFolder folder{toQString(volume.substr(0, colon)), toQString(containerPathOf(volume))};
    for (std::size_t from = 0; from <= options.size();) {
        const std::size_t end = std::min(options.find(',', from), options.size());
        folder.readOnly = folder.readOnly || options.substr(from, end - from) == "ro";
        from = end + 1;
    }
    return folder;
}

/// Also one that is mounted elsewhere: the container's path is only a name.
bool givesEngine(std::string_view volume)
{
    const std::size_t colon = volume.find(':');
    return isDockerSocket(volume)
           || (colon != std::string_view::npos && volume.substr(0, colon).ends_with("/docker.sock"));
}

Rights shellRights()
{
    return {{"shell",
             {Text::tr("Jobs run as you"),
              Text::tr(
                  "The scripts are programs that run on this machine with your rights. They can read and change every "
                  "file that you can, your keys included, and use the network."),
              true}},
            {{},
             {Text::tr("They start in a copy"),
              Text::tr(
                  "Each job works in a copy of the project, and what it starts is ended with it. Your working tree "
                  "is not where it runs.")}}};
}

void addPrivileges(const RunnerSettings &settings, Rights &rights)
{
    const bool services = settings.servicesPrivileged.value_or(settings.privileged);
    if (!settings.privileged && !services)
        return;
    const QByteArray key = settings.privileged && services ? "privileged"
                           : services                      ? "privileged services"
                                                           : "privileged jobs";
    const QString who = settings.privileged && services ? Text::tr("Privileged containers")
                        : services                      ? Text::tr("Privileged service containers")
                                                        : Text::tr("Privileged job containers");
    rights.push_back(
        {key,
         {who,
          Text::tr("privileged = true switches off what separates a container from this machine: its devices and its "
                   "kernel can be reached. Run only scripts that you trust. Docker-in-Docker needs it."),
          true}});
}

void addVolumes(const RunnerSettings &settings, Rights &rights)
{
    if (std::ranges::any_of(settings.volumes, givesEngine)) {
        rights.push_back(
            {"socket",
             {Text::tr("The Docker socket of this machine"),
              Text::tr("Jobs give orders to the engine here. They see and can remove all of its containers, "
                       "and through it can mount any folder of this machine. Containers that they start stay "
                       "when they do not remove them."),
              true}});
    }
    for (const std::string &volume : settings.volumes) {
        const std::optional<HostFolder> folder = givesEngine(volume) ? std::nullopt : hostFolder(volume);
        if (!folder)
            continue;
        rights.push_back(
            {"volume " + QByteArray::fromStdString(volume),
             {Text::tr("The folder %1").arg(folder->source),
              folder->readOnly ? Text::tr("It is mounted at %1. Jobs can read it.").arg(folder->target)
                               : Text::tr("It is mounted at %1. Jobs can read and change it.").arg(folder->target),
              true}});
    }
    if (!settings.volumesFrom.empty()) {
        QStringList names;
        for (const std::string &name : settings.volumesFrom)
            names << QString::fromStdString(name);
        names.sort();
        rights.push_back(
            {"volumes_from " + names.join(u',').toUtf8(),
             {Text::tr("Folders of other containers"),
              Text::tr("volumes_from: jobs get everything that is mounted in %1.").arg(names.join(u", "_s)), true}});
    }
}

void addNamespaces(const RunnerSettings &settings, Rights &rights)
{
    if (settings.networkMode == "host") {
        rights.push_back(
            {"network host",
             {Text::tr("The network of this machine"),
              Text::tr("network_mode = \"host\": jobs reach everything that listens on this machine only."), true}});
    }
    if (settings.pidMode == "host") {
        rights.push_back(
            {"pid host",
             {Text::tr("The processes of this machine"),
              Text::tr("pid_mode = \"host\": jobs see all processes here and can look into them."), true}});
    }
    if (settings.ipcMode == "host") {
        rights.push_back({"ipc host",
                          {Text::tr("The shared memory of this machine"),
                           Text::tr("ipc_mode = \"host\": jobs share memory with the programs that run here."), true}});
    }
    if (settings.usernsMode == "host") {
        rights.push_back({"userns host",
                          {Text::tr("The users of this machine"),
                           Text::tr("userns_mode = \"host\": root in a job is not kept apart from root here."), true}});
    }
}

void addKernel(const RunnerSettings &settings, Rights &rights)
{
    const auto add = [&rights](const char *key, std::vector<std::string> values, const QString &title,
                               const QString &text) {
        if (values.empty())
            return;
        std::ranges::sort(values);
        QStringList list;
        for (const std::string &value : values)
            list << QString::fromStdString(value);
        rights.push_back(
            {QByteArray(key) + ' ' + list.join(u'\n').toUtf8(), {title, text.arg(list.join(u", "_s)), true}});
    };
    std::vector<std::string> devices = settings.devices;
    for (const auto &[image, some] : settings.servicesDevices)
        devices.insert(devices.end(), some.begin(), some.end());
    add("devices", devices, Text::tr("Devices of this machine"), Text::tr("Jobs or their services can use %1."));
    add("cap_add", settings.capAdd, Text::tr("More rights in the kernel"),
        Text::tr("cap_add: containers have %1, which others do not have."));
    std::vector<std::string> weaker;
    for (const auto *options : {&settings.securityOpt, &settings.servicesSecurityOpt}) {
        std::ranges::copy_if(*options, std::back_inserter(weaker), [](std::string_view option) {
            return option.ends_with("unconfined") || option.ends_with("label=disable")
                   || option.ends_with("label:disable");
        });
    }
    add("security_opt", weaker, Text::tr("Less protection by the kernel"),
        Text::tr("security_opt switches off what limits containers: %1."));
}

Rights dockerRights(const RunnerSettings &settings)
{
    Rights rights;
    addPrivileges(settings, rights);
    addVolumes(settings, rights);
    addNamespaces(settings, rights);
    addKernel(settings, rights);
    const bool mounts = !settings.volumesFrom.empty()
                        || std::ranges::any_of(settings.volumes, [](const std::string &volume) {
                               return hostFolder(volume).has_value();
                           });
    const QString text = Text::tr(
        "Each job runs in containers that are removed after it, on a copy of the project, with access to "
        "the network.");
    rights.push_back({"docker",
                      {Text::tr("Containers of their own"),
                       text + u' '
                           + (mounts ? Text::tr("Nothing of this machine is mounted but what is named above.")
                                     : Text::tr("Your home folder and your working tree are not mounted."))}});
    return rights;
}

Rights rightsOf(const RunnerSettings &settings)
{
    return settings.executor == RunnerSettings::Executor::Shell ? shellRights() : dockerRights(settings);
}

} // namespace

QList<RunAccess> runAccess(const RunnerSettings &settings)
{
    QList<RunAccess> access;
    for (Right &right : rightsOf(settings))
        access += std::move(right.access);
    return access;
}

QByteArray accessKey(const RunnerSettings &settings)
{
    QByteArrayList keys;
    for (Right &right : rightsOf(settings))
        keys += std::move(right.key);
    std::ranges::sort(keys);
    return keys.join('\0');
}

QString modeWord(const RunnerSettings &settings)
{
    if (settings.executor == RunnerSettings::Executor::Shell)
        return u"shell"_s;
    if (std::ranges::any_of(settings.volumes, givesEngine))
        return u"socket"_s;
    return settings.servicesPrivileged.value_or(settings.privileged) ? u"dind"_s : u"docker"_s;
}

} // namespace stagecraft::runner

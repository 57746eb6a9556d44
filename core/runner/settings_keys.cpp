// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/settings_keys.h"

#include "core/runner/go_duration.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

namespace stagecraft::runner {

namespace {

using Texts = std::vector<std::string>;
/// Where a value is put.
using Slot = std::variant<std::string *, std::int64_t *, bool *, std::optional<bool> *, std::chrono::milliseconds *, Texts *,
                          TextMap *, std::map<std::string, Texts> *>;
using S = RunnerSettings;

struct Key {
    std::string_view name;
    Slot (*slot)(S &) = nullptr;  ///< without: not read here
    const char *reason = nullptr; ///< why a local run does without it, for the note; without: nobody can tell the difference
};

constexpr char onlyWindows[] = QT_TRANSLATE_NOOP("stagecraft", "It is for Windows containers.");
constexpr char noHelper[] = QT_TRANSLATE_NOOP("stagecraft", "A local run moves files through the engine, without a helper image.");
constexpr char nothingStays[] = QT_TRANSLATE_NOOP("stagecraft", "A local run leaves no volume behind.");
constexpr char ownCache[] = QT_TRANSLATE_NOOP("stagecraft", "Caches of local runs are kept by Stagecraft.");
constexpr char ownBuilds[] = QT_TRANSLATE_NOOP("stagecraft", "Local jobs that run in shells work in directories of their run, which removes them.");
constexpr char noClone[] = QT_TRANSLATE_NOOP("stagecraft", "A local run copies the project's files instead of cloning them.");

constexpr Key runnerKeys[] = {
    {"name"}, // read by runnerSettings()
    {"executor"},
    {"environment", [](S &s) -> Slot { return &s.environment; }},
    {"builds_dir", [](S &s) -> Slot { return &s.buildsDirectory; }},
    {"pre_get_sources_script", [](S &s) -> Slot { return &s.preGetSourcesScript; }},
    {"post_get_sources_script", nullptr, noClone},
    {"pre_build_script", [](S &s) -> Slot { return &s.preBuildScript; }},
    {"post_build_script", [](S &s) -> Slot { return &s.postBuildScript; }},
    {"output_limit", [](S &s) -> Slot { return &s.outputLimitKilobytes; }},
    {"feature_flags"}, // read by runnerSettings()
    {"docker"},
    {"shell", [](S &s) -> Slot { return &s.shell; }},
    {"cache_dir", nullptr, ownCache},
    {"cache"},
    {"clone_url", nullptr, noClone},
    // Between the runner and its GitLab.
    {"url"}, {"id"}, {"token"}, {"token_obtained_at"}, {"token_expires_at"}, {"tls-ca-file"}, {"tls-cert-file"}, {"tls-key-file"},
    {"limit"}, {"request_concurrency"}, {"strict_check_interval"}, {"unhealthy_requests_limit"}, {"unhealthy_interval"},
    {"job_status_final_update_retry_limit"}, {"labels"}, {"artifact"}, {"monitoring"}, {"referees"},
    // Around git, which a local run does not call.
    {"safe_directory_checkout"}, {"clean_git_config"}, {"custom_build_dir"},
    {"prepare_timeout", [](S &s) -> Slot { return &s.prepareTimeout; }},
    {"get_sources_timeout", [](S &s) -> Slot { return &s.getSourcesTimeout; }},
    {"debug_trace_disabled", [](S &s) -> Slot { return &s.debugTraceDisabled; }},
    {"proxy_exec"}, {"step_runner_image"}, {"use_slot_cgroups"}, {"slot_cgroup_template"},
    // Of other executors.
    {"custom"}, {"ssh"}, {"virtualbox"}, {"parallels"}, {"kubernetes"}, {"machine"}, {"autoscaler"}, {"instance"},
};

constexpr Key dockerKeys[] = {
    {"host", [](S &s) -> Slot { return &s.dockerHost; }},
    {"tls_cert_path", [](S &s) -> Slot { return &s.tlsCertPath; }},
    {"tls_verify", [](S &s) -> Slot { return &s.tlsVerify; }},
    {"image", [](S &s) -> Slot { return &s.defaultImage; }},
    {"pull_policy", [](S &s) -> Slot { return &s.pullPolicy; }},
    {"allowed_pull_policies", [](S &s) -> Slot { return &s.allowedPullPolicies; }},
    {"helper_image", [](S &s) -> Slot { return &s.helperImage; }, noHelper},
    {"helper_image_flavor", nullptr, noHelper},
    {"disable_entrypoint_overwrite", [](S &s) -> Slot { return &s.disableEntrypointOverwrite; }},
    {"allowed_images", [](S &s) -> Slot { return &s.allowedImages; }},
    {"allowed_services", [](S &s) -> Slot { return &s.allowedServices; }},
    {"allowed_privileged_images", [](S &s) -> Slot { return &s.allowedPrivilegedImages; }},
    {"allowed_privileged_services", [](S &s) -> Slot { return &s.allowedPrivilegedServices; }},
    {"allowed_users", [](S &s) -> Slot { return &s.allowedUsers; }},
    {"services_limit", [](S &s) -> Slot { return &s.servicesLimit; }},
    {"privileged", [](S &s) -> Slot { return &s.privileged; }},
    {"services_privileged", [](S &s) -> Slot { return &s.servicesPrivileged; }},
    {"memory", [](S &s) -> Slot { return &s.limits.memory; }},
    {"memory_swap", [](S &s) -> Slot { return &s.limits.memorySwap; }},
    {"memory_reservation", [](S &s) -> Slot { return &s.limits.memoryReservation; }},
    {"cpus", [](S &s) -> Slot { return &s.limits.cpus; }},
    {"cpu_shares", [](S &s) -> Slot { return &s.limits.cpuShares; }},
    {"cpuset_cpus", [](S &s) -> Slot { return &s.limits.cpusetCpus; }},
    {"cpuset_mems", [](S &s) -> Slot { return &s.limits.cpusetMems; }},
    {"cgroup_parent", [](S &s) -> Slot { return &s.limits.cgroupParent; }},
    {"service_memory", [](S &s) -> Slot { return &s.serviceLimits.memory; }},
    {"service_memory_swap", [](S &s) -> Slot { return &s.serviceLimits.memorySwap; }},
    {"service_memory_reservation", [](S &s) -> Slot { return &s.serviceLimits.memoryReservation; }},
    {"service_cpus", [](S &s) -> Slot { return &s.serviceLimits.cpus; }},
    {"service_cpu_shares", [](S &s) -> Slot { return &s.serviceLimits.cpuShares; }},
    {"service_cpuset_cpus", [](S &s) -> Slot { return &s.serviceLimits.cpusetCpus; }},
    {"service_cgroup_parent", [](S &s) -> Slot { return &s.serviceLimits.cgroupParent; }},
    {"service_slot_cgroup_template"},
    {"user", [](S &s) -> Slot { return &s.user; }},
    {"hostname", [](S &s) -> Slot { return &s.hostname; }},
    {"runtime", [](S &s) -> Slot { return &s.runtime; }},
    {"userns_mode", [](S &s) -> Slot { return &s.usernsMode; }},
    {"pid_mode", [](S &s) -> Slot { return &s.pidMode; }},
    {"ipcmode", [](S &s) -> Slot { return &s.ipcMode; }},
    {"mac_address", [](S &s) -> Slot { return &s.macAddress; }},
    {"shm_size", [](S &s) -> Slot { return &s.shmSize; }},
    {"oom_kill_disable", [](S &s) -> Slot { return &s.oomKillDisable; }},
    {"oom_score_adjust", [](S &s) -> Slot { return &s.oomScoreAdjust; }},
    {"group_add", [](S &s) -> Slot { return &s.groupAdd; }},
    {"cap_add", [](S &s) -> Slot { return &s.capAdd; }},
    {"cap_drop", [](S &s) -> Slot { return &s.capDrop; }},
    {"security_opt", [](S &s) -> Slot { return &s.securityOpt; }},
    {"services_security_opt", [](S &s) -> Slot { return &s.servicesSecurityOpt; }},
    {"devices", [](S &s) -> Slot { return &s.devices; }},
    {"device_cgroup_rules", [](S &s) -> Slot { return &s.deviceCgroupRules; }},
    {"services_devices", [](S &s) -> Slot { return &s.servicesDevices; }},
    {"gpus", [](S &s) -> Slot { return &s.gpus; }},
    {"service_gpus", [](S &s) -> Slot { return &s.serviceGpus; }},
    {"sysctls", [](S &s) -> Slot { return &s.sysctls; }},
    {"ulimit", [](S &s) -> Slot { return &s.ulimits; }},
    {"tmpfs", [](S &s) -> Slot { return &s.tmpfs; }},
    {"services_tmpfs", [](S &s) -> Slot { return &s.servicesTmpfs; }},
    {"container_labels", [](S &s) -> Slot { return &s.containerLabels; }},
    {"log_options", [](S &s) -> Slot { return &s.logOptions; }},
    {"volumes", [](S &s) -> Slot { return &s.volumes; }},
    {"volumes_from", [](S &s) -> Slot { return &s.volumesFrom; }},
    {"volume_driver", [](S &s) -> Slot { return &s.volumeDriver; }},
    {"volume_driver_ops", [](S &s) -> Slot { return &s.volumeDriverOptions; }},
    {"volume_keep", nullptr, nothingStays},
    {"cache_dir", [](S &s) -> Slot { return &s.cacheDirectory; }},
    {"disable_cache", [](S &s) -> Slot { return &s.disableCache; }},
    {"dns", [](S &s) -> Slot { return &s.dns; }},
    {"dns_search", [](S &s) -> Slot { return &s.dnsSearch; }},
    {"extra_hosts", [](S &s) -> Slot { return &s.extraHosts; }},
    {"links", [](S &s) -> Slot { return &s.links; }},
    {"network_mode", [](S &s) -> Slot { return &s.networkMode; }},
    {"network_mtu", [](S &s) -> Slot { return &s.networkMtu; }},
    {"enable_ipv6", [](S &s) -> Slot { return &s.enableIpv6; }},
    {"isolation", nullptr, onlyWindows},
    {"services"}, // read by runnerSettings()
    {"wait_for_services_timeout"},
};

std::string shown(std::string_view name, const QString &text)
{
    return QCoreApplication::translate("stagecraft", "config.toml: %1 has no effect here. %2")
        .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), text)
        .toStdString();
}

std::optional<Texts> textsOf(const toml::node &node)
{
    if (const auto one = node.value_exact<std::string>())
        return Texts{*one};
    const toml::array *array = node.as_array();
    if (!array)
        return std::nullopt;
    Texts texts;
    for (const toml::node &item : *array) {
        const auto text = item.value_exact<std::string>();
        if (!text)
            return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

/// Puts the value where it belongs; false when it is of another type.
struct Put {
    const toml::node &node;

    bool operator()(std::string *slot) const
    {
        const auto value = node.value_exact<std::string>();
        if (value && !value->empty())
            *slot = *value;
        return value.has_value();
    }
    bool operator()(std::int64_t *slot) const { return put(slot); }
    bool operator()(bool *slot) const { return put(slot); }
    bool operator()(std::optional<bool> *slot) const
    {
        *slot = node.value_exact<bool>();
        return slot->has_value();
    }
    bool operator()(std::chrono::milliseconds *slot) const
    {
        const auto text = node.value_exact<std::string>();
        const auto duration = text ? goDuration(*text) : std::nullopt;
        *slot = duration.value_or(*slot);
        return duration.has_value();
    }
    bool operator()(Texts *slot) const
    {
        const auto value = textsOf(node);
        if (value)
            *slot = *value;
        return value.has_value();
    }
    bool operator()(TextMap *slot) const
    {
        const toml::table *table = node.as_table();
        bool good = table != nullptr;
        for (const auto &[key, value] : table ? *table : toml::table()) {
            if (const auto text = value.value_exact<std::string>())
                slot->insert_or_assign(std::string(key.str()), *text);
            else
                good = false;
        }
        return good;
    }
    bool operator()(std::map<std::string, Texts> *slot) const
    {
        const toml::table *table = node.as_table();
        bool good = table != nullptr;
        for (const auto &[key, value] : table ? *table : toml::table()) {
            if (const auto texts = textsOf(value))
                slot->insert_or_assign(std::string(key.str()), *texts);
            else
                good = false;
        }
        return good;
    }

private:
    template<typename T>
    bool put(T *slot) const
    {
        const auto value = node.value_exact<T>();
        if (value)
            *slot = *value;
        return value.has_value();
    }
};

void read(RunnerSettings &settings, const toml::table &table, std::span<const Key> keys)
{
    for (const auto &[tomlKey, value] : table) {
        const std::string_view name = tomlKey.str();
        const auto key = std::ranges::find(keys, name, &Key::name);
        if (key == keys.end()) {
            settings.notes.push_back(shown(name, QCoreApplication::translate("stagecraft", "gitlab-runner knows no such key.")));
            continue;
        }
        if (key->slot && !std::visit(Put{value}, key->slot(settings)))
            settings.notes.push_back(shown(name, QCoreApplication::translate("stagecraft", "Its value is of another type than gitlab-runner wants.")));
        else if (key->reason)
            settings.notes.push_back(shown(name, QCoreApplication::translate("stagecraft", key->reason)));
    }
}

} // namespace

void readRunnerKeys(RunnerSettings &settings, const toml::table &runner)
{
    read(settings, runner, runnerKeys);
    if (!settings.shell.empty() && settings.shell != "bash" && settings.shell != "sh") {
        settings.notes.push_back(shown("shell", QCoreApplication::translate("stagecraft", "Local jobs run in bash, or in sh where there is no bash.")));
        settings.shell.clear();
    }
    if (const toml::table *cache = tableAt(runner, "cache"); cache && !textAt(*cache, "Type").empty())
        settings.notes.push_back(shown("cache.Type", QCoreApplication::translate("stagecraft", ownCache)));
    // A runner's own directory may hold what it keeps from job to job, and no run may remove that.
    if (settings.executor == RunnerSettings::Executor::Shell && !std::exchange(settings.buildsDirectory, {}).empty())
        settings.notes.push_back(shown("builds_dir", QCoreApplication::translate("stagecraft", ownBuilds)));
}

void readDockerKeys(RunnerSettings &settings, const toml::table &docker)
{
    read(settings, docker, dockerKeys);
    settings.namesPullPolicy = !textsAt(docker, "pull_policy").empty();
    if (settings.pullPolicy.empty())
        settings.pullPolicy = RunnerSettings().pullPolicy;
}

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunnerSettings: what a config.toml, or a mode's defaults, tell a local run to do. Plain values; the engine obeys them
// without knowing TOML. Source: gitlab-runner reference, 1.3 and 1.4.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stagecraft::runner {

/// One of [[runners.docker.services]].
struct RunnerService {
    std::string name;
    std::string alias = {};
    std::vector<std::string> command = {};
    std::vector<std::string> entrypoint = {};
    std::vector<std::string> environment = {}; ///< "KEY=value"
};

/// What a container may use; texts as docker run takes them. Empty and 0: no limit.
struct ResourceLimits {
    std::string memory = {}; ///< "512m"
    std::string memorySwap = {};
    std::string memoryReservation = {};
    std::string cpus = {}; ///< "1.5"
    std::int64_t cpuShares = 0;
    std::string cpusetCpus = {};
    std::string cpusetMems = {};
    std::string cgroupParent = {};
};

using TextMap = std::map<std::string, std::string>;

/// How the runner of this run is set up: a mode's defaults, or what a config.toml says.
struct RunnerSettings {
    enum class Executor { Shell, Docker } executor = Executor::Shell;

    // [[runners]]
    std::string name = "stagecraft";
    std::vector<std::string> environment = {}; ///< "KEY=value"
    std::string buildsDirectory = {};          ///< inside the containers; empty: /builds
    std::string shell = {};                    ///< of the shell executor: "sh"; empty: bash where there is one
    std::string preGetSourcesScript = {};
    std::string preBuildScript = {};
    std::string postBuildScript = {};
    std::chrono::milliseconds prepareTimeout{0};    ///< of making a job ready; 0: the job's own
    std::chrono::milliseconds getSourcesTimeout{0}; ///< of copying the project; 0: the job's own
    std::int64_t outputLimitKilobytes = 0; ///< of a job's log; 0: none
    std::int64_t concurrent = 0;           ///< jobs at once, by `concurrent` and `limit`; 0: neither says so
    bool debugTraceDisabled = false;       ///< CI_DEBUG_TRACE is not obeyed
    bool mayChooseClonePath = true;        ///< GIT_CLONE_PATH is obeyed: [runners.custom_build_dir]
    std::map<std::string, bool> featureFlags = {}; ///< stronger than variables of the same names
    bool networkPerBuild = true;           ///< FF_NETWORK_PER_BUILD
    bool useInit = false;                  ///< FF_USE_INIT_WITH_DOCKER_EXECUTOR

    // [runners.docker]: the engine and the images
    std::string dockerHost = {}; ///< empty: DOCKER_HOST, context, usual sockets
    std::string tlsCertPath = {};
    bool tlsVerify = false;
    std::string defaultImage = "docker:29-cli";
    std::vector<std::string> pullPolicy = {"if-not-present"};
    std::vector<std::string> allowedPullPolicies = {}; ///< empty: pullPolicy
    bool namesPullPolicy = false;                      ///< pullPolicy was written down by somebody
    std::string helperImage = {};
    bool disableEntrypointOverwrite = false;

    // What is allowed: globs, empty for everything
    std::vector<std::string> allowedImages = {};
    std::vector<std::string> allowedServices = {};
    std::vector<std::string> allowedPrivilegedImages = {};
    std::vector<std::string> allowedPrivilegedServices = {};
    std::vector<std::string> allowedUsers = {};
    std::int64_t servicesLimit = -1;

    // Containers of a job
    bool privileged = false;
    std::optional<bool> servicesPrivileged = {};
    ResourceLimits limits = {};
    ResourceLimits serviceLimits = {};
    std::string user = {};
    std::string hostname = {};
    std::string runtime = {};
    std::string usernsMode = {};
    std::string pidMode = {};
    std::string ipcMode = {};
    std::string macAddress = {};
    std::int64_t shmSize = 0; ///< bytes
    bool oomKillDisable = false;
    std::int64_t oomScoreAdjust = 0;
    std::vector<std::string> groupAdd = {};
    std::vector<std::string> capAdd = {};
    std::vector<std::string> capDrop = {};
    std::vector<std::string> securityOpt = {};
    std::vector<std::string> servicesSecurityOpt = {};
    std::vector<std::string> devices = {};
    std::vector<std::string> deviceCgroupRules = {};
    std::map<std::string, std::vector<std::string>> servicesDevices = {}; ///< by glob of the image
    std::string gpus = {};
    std::string serviceGpus = {};
    TextMap sysctls = {};
    TextMap ulimits = {}; ///< name to "soft[:hard]"
    TextMap tmpfs = {};   ///< path to mount options
    TextMap servicesTmpfs = {};
    TextMap containerLabels = {};
    TextMap logOptions = {};

    // Volumes
    std::vector<std::string> volumes = {}; ///< as in config.toml: "/cache", "/certs/client", "/host:/container:ro"
    std::vector<std::string> volumesFrom = {};
    std::string volumeDriver = {};
    TextMap volumeDriverOptions = {};
    std::string cacheDirectory = {}; ///< of this machine, for "/path" volumes
    bool disableCache = false;

    // Network
    std::vector<std::string> dns = {};
    std::vector<std::string> dnsSearch = {};
    std::vector<std::string> extraHosts = {};
    std::vector<std::string> links = {};
    std::string networkMode = {};
    std::int64_t networkMtu = 0;
    bool enableIpv6 = false;

    std::vector<RunnerService> services = {}; ///< [[runners.docker.services]]
    int waitForServicesSeconds = 30;

    std::vector<std::string> notes = {}; ///< what of the file a local run does not obey, and why; for people
};

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From a config.toml to what the engine is asked for: each key of [runners.docker] in the request that creates the build
// container, in that of a service, or in neither. And what the runner refuses.
#include "core/docker/json.h"
#include "core/engine/docker_endpoint.h"
#include "core/engine/docker_images.h"
#include "core/engine/docker_options.h"
#include "core/engine/script_writer.h"
#include "core/runner/runner_mode.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

QString utf8(const char *bytes)
{
    return QString::fromUtf8(bytes);
}

runner::RunnerSettings settingsOf(const QByteArray &dockerLines, const QByteArray &runnerLines = {})
{
    const auto settings = runner::runnerSettings(stagecraft::text::TextBuffer("[[runners]]\nexecutor = \"docker\"\n" + runnerLines
                                                                  + "\n[runners.docker]\n" + dockerLines + '\n'));
    return settings.value_or(runner::RunnerSettings());
}

QString expanded(const std::string &given)
{
    return QString::fromStdString(given).replace(utf8("$WORD"), utf8("value"));
}

QJsonObject parsed(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

std::expected<QJsonObject, QString> buildRequest(const runner::RunnerSettings &settings,
                                                 const std::optional<plan::Image> &image = {})
{
    docker::ContainerSpec spec;
    ContainerChoices choices{spec};
    if (const auto applied = applyToBuild(choices, settings, utf8("alpine"), image, expanded); !applied)
        return std::unexpected(applied.error());
    return parsed(docker::json::createContainer(spec, utf8("1.45")));
}

std::expected<QJsonObject, QString> serviceRequest(const runner::RunnerSettings &settings,
                                                   const plan::Service &service = {})
{
    docker::ContainerSpec spec;
    ContainerChoices choices{spec};
    if (const auto applied = applyToService(choices, settings, utf8("alpine"), service, expanded); !applied)
        return std::unexpected(applied.error());
    return parsed(docker::json::createContainer(spec, utf8("1.45")));
}

/// "HostConfig/Memory" of an object; undefined when it is not there.
QJsonValue at(QJsonValue value, const QString &path)
{
    for (const QString &key : path.split(QLatin1Char('/')))
        value = value.toObject().value(key);
    return value;
}

QByteArray shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return "nothing";
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
}

/// `expected` is JSON; empty: nothing is said.
void compare(const QJsonValue &value, const QByteArray &expected)
{
    const QByteArray wanted = expected.isEmpty()
                                  ? QByteArray("nothing")
                                  : QJsonDocument::fromJson('[' + expected + ']').toJson(QJsonDocument::Compact);
    QCOMPARE(shown(value), wanted);
}

plan::Image imageWith(std::optional<std::vector<std::string>> entrypoint, const std::string &user = {})
{
    plan::Image image;
    image.name = "alpine";
    image.entrypoint = std::move(entrypoint);
    image.user = user;
    return image;
}

} // namespace

class DockerOptionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeyReachesTheEngine_data();
    void aKeyReachesTheEngine();
    void whatNobodySaysIsNotAsked();
    void whatTheRunnerRefuses_data();
    void whatTheRunnerRefuses();
    void whatHasNoEffectIsSaid_data();
    void whatHasNoEffectIsSaid();
    void whatMattersOnlyToGitLabIsNotSaid();
    void aSizeThatIsNoneIsAWarning();
    void sizesAreReadAsDockerDoes();
    void seccompProfilesAreSentWhole();
    void theMacAddressOfAnOldEngine();
    void theNetworkAndTheVolumes();
    void entrypointsAreKeptClearedOrReplaced();
    void theUserOfTheBuildContainer();
    void imagesAreAllowed_data();
    void imagesAreAllowed();
    void imagesOfTheConfigurationAreAlwaysAllowed();
    void privilegeIsForSomeImages_data();
    void privilegeIsForSomeImages();
    void pullPoliciesAreAllowed_data();
    void pullPoliciesAreAllowed();
    void theRunnersScriptsFrameTheJobs();
    void theEngineOfTheConfiguration();
};

void DockerOptionsTest::aKeyReachesTheEngine_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("build");
    QTest::addColumn<QByteArray>("service");
    const auto row = [](const char *line, const char *path, const char *build, const char *service) {
        QTest::newRow(line) << QByteArray(path) << QByteArray(build) << QByteArray(service);
    };
    const auto both = [&row](const char *line, const char *path, const char *value) { row(line, path, value, value); };
    const auto onlyBuild = [&row](const char *line, const char *path, const char *value) {
        row(line, path, value, "");
    };
    const auto onlyService = [&row](const char *line, const char *path, const char *value) {
        row(line, path, "", value);
    };

    onlyBuild("memory = \"128m\"", "HostConfig/Memory", "134217728");
    onlyBuild("memory_swap = \"256m\"", "HostConfig/MemorySwap", "268435456");
    onlyBuild("memory_reservation = \"64m\"", "HostConfig/MemoryReservation", "67108864");
    onlyBuild("cpus = \"0.5\"", "HostConfig/NanoCpus", "500000000");
    onlyBuild("cpus = \"3/2\"", "HostConfig/NanoCpus", "1500000000");
    onlyBuild("cpu_shares = 512", "HostConfig/CpuShares", "512");
    onlyBuild("cpuset_cpus = \"0,1\"", "HostConfig/CpusetCpus", "\"0,1\"");
    onlyBuild("cpuset_mems = \"0\"", "HostConfig/CpusetMems", "\"0\"");
    onlyBuild("cgroup_parent = \"jobs\"", "HostConfig/CgroupParent", "\"jobs\"");
    onlyService("service_memory = \"1g\"", "HostConfig/Memory", "1073741824");
    onlyService("service_memory_swap = \"2g\"", "HostConfig/MemorySwap", "2147483648");
    onlyService("service_memory_reservation = \"1k\"", "HostConfig/MemoryReservation", "1024");
    onlyService("service_cpus = \"2\"", "HostConfig/NanoCpus", "2000000000");
    onlyService("service_cpu_shares = 3", "HostConfig/CpuShares", "3");
    onlyService("service_cpuset_cpus = \"1\"", "HostConfig/CpusetCpus", "\"1\"");
    onlyService("service_cgroup_parent = \"services\"", "HostConfig/CgroupParent", "\"services\"");

    both("dns = [\"10.0.0.1\", \"fd00::1\"]", "HostConfig/Dns", R"(["10.0.0.1","fd00::1"])");
    both("dns_search = [\"example.com\"]", "HostConfig/DnsSearch", R"(["example.com"])");
    both("extra_hosts = [\"other:10.0.0.2\"]", "HostConfig/ExtraHosts", R"(["other:10.0.0.2"])");
    both("shm_size = 300000", "HostConfig/ShmSize", "300000");
    both("runtime = \"runsc\"", "HostConfig/Runtime", "\"runsc\"");
    both("userns_mode = \"host\"", "HostConfig/UsernsMode", "\"host\"");
    both("[runners.docker.container_labels]\nteam = \"$WORD\"", "Labels/team", "\"value\"");
    both("privileged = true", "HostConfig/Privileged", "true");
    row("privileged = true\nservices_privileged = false", "HostConfig/Privileged", "true", "false");
    row("services_privileged = true", "HostConfig/Privileged", "false", "true");

    onlyBuild("user = \"1000:1000\"", "User", "\"1000:1000\"");
    onlyBuild("hostname = \"builder\"", "Hostname", "\"builder\"");
    onlyBuild("mac_address = \"92:d0:c6:0a:29:33\"", "NetworkingConfig/EndpointsConfig/default/MacAddress",
              "\"92:d0:c6:0a:29:33\"");
    onlyBuild("pid_mode = \"host\"", "HostConfig/PidMode", "\"host\"");
    onlyBuild("ipcmode = \"host\"", "HostConfig/IpcMode", "\"host\"");
    onlyBuild("oom_kill_disable = true", "HostConfig/OomKillDisable", "true");
    onlyBuild("oom_score_adjust = 500", "HostConfig/OomScoreAdj", "500");
    onlyBuild("cap_add = [\"NET_ADMIN\"]", "HostConfig/CapAdd", R"(["NET_ADMIN"])");
    onlyBuild("cap_drop = [\"DAC_OVERRIDE\"]", "HostConfig/CapDrop", R"(["DAC_OVERRIDE"])");
    onlyBuild("group_add = [\"docker\"]", "HostConfig/GroupAdd", R"(["docker"])");
    onlyBuild("security_opt = [\"label=disable\", \"seccomp=unconfined\"]", "HostConfig/SecurityOpt",
              R"(["label=disable","seccomp=unconfined"])");
    onlyService("services_security_opt = [\"no-new-privileges\"]", "HostConfig/SecurityOpt",
                R"(["no-new-privileges"])");
    onlyBuild("devices = [\"/dev/kvm\"]", "HostConfig/Devices",
              R"([{"PathOnHost":"/dev/kvm","PathInContainer":"/dev/kvm","CgroupPermissions":"rwm"}])");
    onlyBuild("devices = [\"/dev/kvm:/devices/kvm:r\"]", "HostConfig/Devices",
              R"([{"PathOnHost":"/dev/kvm","PathInContainer":"/devices/kvm","CgroupPermissions":"r"}])");
    onlyBuild("device_cgroup_rules = [\"c 81:* rmw\"]", "HostConfig/DeviceCgroupRules", R"(["c 81:* rmw"])");
    onlyService("[runners.docker.services_devices]\n\"alp*\" = [\"/dev/fuse\"]\n\"other\" = [\"/dev/kvm\"]",
                "HostConfig/Devices",
                R"([{"PathOnHost":"/dev/fuse","PathInContainer":"/dev/fuse","CgroupPermissions":"rwm"}])");
    onlyBuild("gpus = \"all\"", "HostConfig/DeviceRequests", R"([{"Count":-1,"Capabilities":[["gpu"]]}])");
    onlyBuild("gpus = '\"device=0,2\"'", "HostConfig/DeviceRequests",
              R"([{"Count":0,"DeviceIDs":["0","2"],"Capabilities":[["gpu"]]}])");
    onlyService("service_gpus = \"2\"", "HostConfig/DeviceRequests", R"([{"Count":2,"Capabilities":[["gpu"]]}])");
    onlyBuild("[runners.docker.sysctls]\n\"net.ipv4.ip_forward\" = \"1\"", "HostConfig/Sysctls",
              R"({"net.ipv4.ip_forward":"1"})");
    onlyBuild("[runners.docker.ulimit]\nnofile = \"100:200\"", "HostConfig/Ulimits",
              R"([{"Name":"nofile","Soft":100,"Hard":200}])");
    onlyBuild("[runners.docker.ulimit]\nnproc = \"64\"", "HostConfig/Ulimits",
              R"([{"Name":"nproc","Soft":64,"Hard":64}])");
    onlyBuild("[runners.docker.tmpfs]\n\"/scratch\" = \"rw,noexec\"", "HostConfig/Tmpfs",
              R"({"/scratch":"rw,noexec"})");
    onlyService("[runners.docker.services_tmpfs]\n\"/var/lib/mysql\" = \"rw\"", "HostConfig/Tmpfs",
                R"({"/var/lib/mysql":"rw"})");
    onlyBuild("links = [\"mysql:db\"]", "HostConfig/Links", R"(["mysql:db"])");
    onlyBuild("volumes_from = [\"storage:ro\"]", "HostConfig/VolumesFrom", R"(["storage:ro"])");
    onlyBuild("volume_driver = \"local\"", "HostConfig/VolumeDriver", "\"local\"");
}

void DockerOptionsTest::aKeyReachesTheEngine()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, build);
    QFETCH(const QByteArray, service);
    const auto settings = settingsOf(QTest::currentDataTag());
    QCOMPARE(settings.executor, runner::RunnerSettings::Executor::Docker);
    QVERIFY2(settings.notes.empty(), settings.notes.empty() ? "" : settings.notes.front().c_str());
    const auto asked = buildRequest(settings);
    QVERIFY2(asked, asked ? "" : qPrintable(asked.error()));
    compare(at(*asked, QString::fromUtf8(path)), build);
    const auto askedForService = serviceRequest(settings);
    QVERIFY2(askedForService, askedForService ? "" : qPrintable(askedForService.error()));
    compare(at(*askedForService, QString::fromUtf8(path)), service);
}

void DockerOptionsTest::whatNobodySaysIsNotAsked()
{
    const auto asked = buildRequest(settingsOf("image = \"alpine\""));
    QVERIFY(asked);
    QCOMPARE(asked->value(utf8("HostConfig")).toObject().keys(), (QStringList{utf8("Binds"), utf8("Privileged")}));
}

void DockerOptionsTest::whatTheRunnerRefuses_data()
{
    QTest::addColumn<QString>("message");
    const auto row = [](const char *line, const char *message) { QTest::newRow(line) << utf8(message); };
    row("dns = [\"name.example.com\"]", "invalid DNS server IP address: \"name.example.com\"");
    row("devices = [\"/dev/a:/dev/b:r:w\"]", "invalid device specification: /dev/a:/dev/b:r:w");
    row("cpus = \"many\"", "failed to parse many as a rational number");
    row("cpus = \"1/0\"", "failed to parse 1/0 as a rational number");
    row("gpus = \"colour=blue\"", "unexpected key 'colour' in 'colour=blue'");
    row("[runners.docker.ulimit]\nnofile = \"lots\"", "invalid ulimit value: nofile=lots");
    row("[runners.docker.log_options]\nmax-size = \"1m\"",
        "invalid log options: [max-size], only [env labels] are allowed");
    row("user = \"root\"\nallowed_users = [\"a\", \"b\"]", "user \"root\" is not an allowed user: [a b]");
    row("security_opt = [\"seccomp=/nowhere/profile.json\"]", "opening seccomp profile (/nowhere/profile.json) failed");
}

void DockerOptionsTest::whatTheRunnerRefuses()
{
    QFETCH(const QString, message);
    const auto asked = buildRequest(settingsOf(QTest::currentDataTag()));
    QVERIFY(!asked);
    QVERIFY2(asked.error().startsWith(message), qPrintable(asked.error()));
}

void DockerOptionsTest::whatHasNoEffectIsSaid_data()
{
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *line, const char *said) { QTest::newRow(line) << QByteArray(said); };
    row("memroy = \"1g\"", "config.toml: memroy has no effect here. gitlab-runner knows no such key.");
    row("memory = 5", "config.toml: memory has no effect here. Its value is of another type than gitlab-runner wants.");
    row("isolation = \"hyperv\"", "config.toml: isolation has no effect here. It is for Windows containers.");
    row("volume_keep = true", "config.toml: volume_keep has no effect here. A local run leaves no volume behind.");
    row("helper_image = \"x\"", "config.toml: helper_image has no effect here.");
}

void DockerOptionsTest::whatHasNoEffectIsSaid()
{
    QFETCH(const QByteArray, said);
    const auto settings = settingsOf(QTest::currentDataTag());
    QCOMPARE(settings.notes.size(), std::size_t(1));
    QVERIFY2(settings.notes.front().starts_with(said.toStdString()), settings.notes.front().c_str());
}

void DockerOptionsTest::whatMattersOnlyToGitLabIsNotSaid()
{
    const auto settings = settingsOf(
        "image = \"a\"\ndisable_cache = false",
        "name = \"r\"\nurl = \"https://gitlab.example.com\"\ntoken = \"t\"\nid = 5\nlimit = 2\nshell = \"bash\"");
    QVERIFY2(settings.notes.empty(), settings.notes.empty() ? "" : settings.notes.front().c_str());
    QCOMPARE(settingsOf("", "shell = \"pwsh\"").notes.size(), std::size_t(1));
}

void DockerOptionsTest::aSizeThatIsNoneIsAWarning()
{
    docker::ContainerSpec spec;
    ContainerChoices choices{spec};
    QVERIFY(applyToBuild(choices, settingsOf("memory = \"much\""), utf8("alpine"), {}, expanded));
    QCOMPARE(choices.warnings, QStringList{utf8("memory: invalid size: \"much\"; there is no limit")});
    QCOMPARE(spec.host.memory, 0);
}

void DockerOptionsTest::sizesAreReadAsDockerDoes()
{
    QCOMPARE(bytesOf(utf8("4096")), 4096);
    QCOMPARE(bytesOf(utf8("1.5k")), 1536);
    QCOMPARE(bytesOf(utf8("2 GiB")), qint64(2) << 30);
    QCOMPARE(bytesOf(utf8("7b")), 7);
    for (const char *wrong : {"", "m", "-1", "1x", "1e3", "1 mm", "99999999p"})
        QVERIFY2(!bytesOf(utf8(wrong)), wrong);
    QVERIFY(!bytesOf(QString(100000, QLatin1Char('9'))));
}

void DockerOptionsTest::seccompProfilesAreSentWhole()
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(utf8("profile.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"defaultAction\": \"SCMP_ACT_ALLOW\"\n}\n");
    file.close();
    const auto asked = buildRequest(settingsOf("security_opt = [\"seccomp=" + file.fileName().toUtf8() + "\"]"));
    QVERIFY(asked);
    compare(at(*asked, utf8("HostConfig/SecurityOpt")), R"(["seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"])");
}

void DockerOptionsTest::theMacAddressOfAnOldEngine()
{
    docker::ContainerSpec spec;
    spec.macAddress = utf8("92:d0:c6:0a:29:33");
    QCOMPARE(parsed(docker::json::createContainer(spec, utf8("1.43"))).value(utf8("MacAddress")).toString(),
             spec.macAddress);
    QVERIFY(!parsed(docker::json::createContainer(spec, utf8("1.44"))).contains(utf8("MacAddress")));
}

void DockerOptionsTest::theNetworkAndTheVolumes()
{
    const QJsonObject network = parsed(docker::json::createNetwork({.name = utf8("n"), .mtu = 1402, .ipv6 = true}));
    compare(network.value(utf8("Options")), R"({"com.docker.network.driver.mtu":"1402"})");
    compare(network.value(utf8("EnableIPv6")), "true");
    QVERIFY(!parsed(docker::json::createNetwork({.name = utf8("n")})).contains(utf8("Options")));
    const auto settings = settingsOf(
        "network_mtu = 1402\nenable_ipv6 = true\n[runners.docker.volume_driver_ops]\nsize = \"50G\"");
    QCOMPARE(settings.networkMtu, 1402);
    QVERIFY(settings.enableIpv6);
    QCOMPARE(settings.volumeDriverOptions.at("size"), std::string("50G"));
}

void DockerOptionsTest::entrypointsAreKeptClearedOrReplaced()
{
    const auto settings = settingsOf("");
    QVERIFY(!buildRequest(settings)->contains(utf8("Entrypoint")));
    QVERIFY(!buildRequest(settings, imageWith(std::nullopt))->contains(utf8("Entrypoint")));
    compare(buildRequest(settings, imageWith(std::vector<std::string>{""}))->value(utf8("Entrypoint")), R"([""])");
    compare(buildRequest(settings, imageWith(std::vector<std::string>{}))->value(utf8("Entrypoint")), "[]");
    compare(buildRequest(settings, imageWith(std::vector<std::string>{"/bin/$WORD", "-x"}))->value(utf8("Entrypoint")),
            R"(["/bin/$WORD","-x"])");
    plan::Service service;
    service.image = imageWith(std::vector<std::string>{"run"});
    service.command = std::vector<std::string>{"--mtu=1360", "$WORD"};
    compare(serviceRequest(settings, service)->value(utf8("Entrypoint")), R"(["run"])");
    compare(serviceRequest(settings, service)->value(utf8("Cmd")), R"(["--mtu=1360","$WORD"])");
    const auto strict = settingsOf("disable_entrypoint_overwrite = true");
    QVERIFY(!buildRequest(strict, imageWith(std::vector<std::string>{""}))->contains(utf8("Entrypoint")));
    QVERIFY(!serviceRequest(strict, service)->contains(utf8("Entrypoint")));
}

void DockerOptionsTest::theUserOfTheBuildContainer()
{
    compare(buildRequest(settingsOf(""), imageWith({}, "$WORD"))->value(utf8("User")), "\"value\"");
    compare(buildRequest(settingsOf("user = \"runner\""), imageWith({}, "dave"))->value(utf8("User")), "\"runner\"");
    const auto some = settingsOf("allowed_users = [\"dave\", \"eve\"]");
    compare(buildRequest(some, imageWith({}, "eve"))->value(utf8("User")), "\"eve\"");
    QVERIFY2(buildRequest(some), "no user at all is always allowed");
    QCOMPARE(buildRequest(some, imageWith({}, "mallory")).error(),
             utf8("user \"mallory\" is not an allowed user: [dave eve]"));
    plan::Service service;
    service.image = imageWith({}, "mallory");
    compare(serviceRequest(some, service)->value(utf8("User")), "\"mallory\"");
}

void DockerOptionsTest::imagesAreAllowed_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QStringList>("globs");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *image, const char *globs, bool allowed) {
        QTest::newRow(qPrintable(utf8("%1 | %2").arg(utf8(image), utf8(globs))))
            << utf8(image) << utf8(globs).split(QLatin1Char(' '), Qt::SkipEmptyParts) << allowed;
    };
    row("alpine", "", true);
    row("alpine", "alpine", true);
    row("alpine", "ubuntu", false);
    row("ruby:2.1", "*", true);
    row("ruby:latest", "**/*", true);
    row("library/ruby", "*", false);
    row("library/ruby:2.1", "*/*", true);
    row("library/ruby", "**/*:*", false);
    row("library/ruby:2.1", "*/*:*", true);
    row("my.registry.tld/ruby", "*", false);
    row("my.registry.tld/library/ruby", "my.registry.tld/*/*", true);
    row("my.registry.tld/group/subgroup/ruby", "my.registry.tld/*/*", false);
    row("my.registry.tld/group/subgroup/ruby", "my.registry.tld/**/*", true);
    row("docker.io/library/alpine", "alpine", false);
}

void DockerOptionsTest::imagesAreAllowed()
{
    QFETCH(const QString, image);
    QFETCH(const QStringList, globs);
    runner::RunnerSettings settings;
    for (const QString &glob : globs)
        settings.allowedImages.push_back(glob.toStdString());
    const QStringList lines = refusalLines(AllowList::Images, settings, image);
    QTEST(lines.isEmpty(), "allowed");
    if (!lines.isEmpty()) {
        QCOMPARE(lines.first(), utf8("The \"%1\" image is not present on list of allowed images:").arg(image));
        QCOMPARE(lines.at(1), utf8("- ") + globs.first());
    }
}

void DockerOptionsTest::imagesOfTheConfigurationAreAlwaysAllowed()
{
    auto settings = settingsOf("image = \"own\"\nallowed_images = [\"alpine\"]\nallowed_services = [\"redis:*\"]\n"
                               "[[runners.docker.services]]\nname = \"docker:29-dind\"");
    QVERIFY(refusalLines(AllowList::Images, settings, utf8("own")).isEmpty());
    QVERIFY(!refusalLines(AllowList::Images, settings, utf8("other")).isEmpty());
    QVERIFY(refusalLines(AllowList::Services, settings, utf8("docker:29-dind")).isEmpty());
    QVERIFY(refusalLines(AllowList::Services, settings, utf8("redis:7")).isEmpty());
    QCOMPARE(refusalLines(AllowList::Services, settings, utf8("own")).first(),
             utf8("The \"own\" image is not present on list of allowed services:"));
}

void DockerOptionsTest::privilegeIsForSomeImages_data()
{
    QTest::addColumn<bool>("privileged");
    for (const char *globs : {"\"*\"", "\"**/*\"", "\"alpi*\"", "\"*alpi*\"", "\"debian\", \"alpine\""})
        QTest::newRow(globs) << true;
    for (const char *globs : {"\"*:*\"", "\"*/*\"", "\"*/*:*\"", "\"**/*:*\"", "\"debian\""})
        QTest::newRow(globs) << false;
}

void DockerOptionsTest::privilegeIsForSomeImages()
{
    QFETCH(const bool, privileged);
    const QByteArray globs = '[' + QByteArray(QTest::currentDataTag()) + ']';
    const auto settings = settingsOf("privileged = true\nallowed_privileged_images = " + globs
                                     + "\nallowed_privileged_services = " + globs);
    QCOMPARE(at(*buildRequest(settings), utf8("HostConfig/Privileged")).toBool(), privileged);
    QCOMPARE(at(*serviceRequest(settings), utf8("HostConfig/Privileged")).toBool(), privileged);
}

void DockerOptionsTest::pullPoliciesAreAllowed_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("ofJob");
    QTest::addColumn<QByteArray>("effective");
    const auto row = [](const char *name, const char *config, const char *ofJob, const char *effective) {
        QTest::newRow(name) << QByteArray(config) << QByteArray(ofJob) << QByteArray(effective);
    };
    row("nobody says anything: what is here is used", "", "", "if-not-present");
    row("several, in order", "pull_policy = [\"always\", \"if-not-present\"]", "", "always if-not-present");
    row("twice is twice", "pull_policy = [\"always\", \"always\", \"never\"]", "", "always always never");
    row("the job's, allowed", "allowed_pull_policies = [\"never\", \"if-not-present\"]", "always never", "never");
    row("the job's, as the runner's", "pull_policy = \"never\"", "never", "never");
    row("the job's, of an unconfigured runner", "", "if-not-present",
        "invalid pull policy for image \"x\": pull_policy ([if-not-present]) defined in GitLab pipeline config is not one of the "
        "allowed_pull_policies ([always])");
    row("the runner's own, not allowed", "pull_policy = \"always\"\nallowed_pull_policies = [\"never\"]", "",
        "invalid pull policy for image \"x\": pull_policy ([always]) defined in Runner config is not one of the allowed_pull_policies ([never])");
    row("the default, not allowed", "allowed_pull_policies = [\"never\"]", "",
        "invalid pull policy for image \"x\": pull_policy ([always]) defined in Runner config (default) is not one of the "
        "allowed_pull_policies ([never])");
    row("an unknown word", "", "sometimes", "unsupported pull_policy config: \"sometimes\"");
    row("an unknown word in the other list", "allowed_pull_policies = [\"x\"]", "",
        "unsupported allowed_pull_policies config: \"x\"");
}

void DockerOptionsTest::pullPoliciesAreAllowed()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QByteArray, ofJob);
    QFETCH(const QByteArray, effective);
    std::vector<std::string> words;
    for (const QByteArray &word : ofJob.split(' ')) {
        if (!word.isEmpty())
            words.push_back(word.toStdString());
    }
    const auto policies = effectivePolicies(utf8("x"), words, settingsOf(config));
    QStringList shownPolicies;
    for (const PullPolicy policy : policies.value_or(std::vector<PullPolicy>()))
        shownPolicies << (policy == PullPolicy::Always  ? utf8("always")
                          : policy == PullPolicy::Never ? utf8("never")
                                                        : utf8("if-not-present"));
    QCOMPARE(policies ? shownPolicies.join(QLatin1Char(' ')) : policies.error(), QString::fromUtf8(effective));
}

void DockerOptionsTest::theRunnersScriptsFrameTheJobs()
{
    const auto settings =
        settingsOf("", "pre_build_script = \"\"\"\necho one\necho two\n\"\"\"\npost_build_script = \"echo end\"");
    plan::JobPlan job;
    job.script = {"make"};
    QCOMPARE(buildLines(job, settings), (std::vector<std::string>{"echo one\necho two\n", "make", "echo end"}));
}

void DockerOptionsTest::theEngineOfTheConfiguration()
{
    docker::EndpointSearch search;
    search.environment.insert(utf8("DOCKER_HOST"), utf8("unix:///from/environment.sock"));
    const auto settings = settingsOf("host = \"tcp://10.0.0.9:2376\"\ntls_cert_path = \"/certs\"\ntls_verify = true");
    const auto configured = engineEndpoint(settings, {}, search);
    QVERIFY(configured);
    QCOMPARE(configured->host, utf8("10.0.0.9"));
    QCOMPARE(configured->certPath, utf8("/certs"));
    QVERIFY(configured->tls && configured->verify);
    QCOMPARE(engineEndpoint(settings, utf8("unix:///asked.sock"), search)->path, utf8("/asked.sock"));
    QCOMPARE(engineEndpoint(settingsOf(""), {}, search)->path, utf8("/from/environment.sock"));
}

QTEST_GUILESS_MAIN(DockerOptionsTest)
#include "tst_docker_options.moc"

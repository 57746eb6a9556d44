// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_options.h"

#include "core/base/files.h"
#include "core/engine/path_pattern.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace stagecraft::engine {

namespace {

using Problem = std::unexpected<QString>;

QMap<QString, QString> toQMap(const runner::TextMap &map)
{
    QMap<QString, QString> result;
    for (const auto &[key, value] : map)
        result.insert(QString::fromStdString(key), QString::fromStdString(value));
    return result;
}

/// As the runner: what is no size is said in the log, and there is no limit.
qint64 sizeOr0(const char *key, const std::string &text, QStringList &warnings)
{
    if (text.empty())
        return 0;
    const auto bytes = bytesOf(QString::fromStdString(text));
    if (!bytes)
        warnings << QStringLiteral("%1: invalid size: \"%2\"; there is no limit")
                        .arg(QLatin1String(key), QString::fromStdString(text));
    return bytes.value_or(0);
}

std::expected<void, QString> applyLimits(docker::HostOptions &host, const runner::ResourceLimits &limits,
                                         QStringList &warnings)
{
    host.memory = sizeOr0("memory", limits.memory, warnings);
    host.memorySwap = sizeOr0("memory_swap", limits.memorySwap, warnings);
    host.memoryReservation = sizeOr0("memory_reservation", limits.memoryReservation, warnings);
    if (!limits.cpus.empty()) {
        const auto cpus = nanoCpusOf(QString::fromStdString(limits.cpus));
        if (!cpus)
            return Problem(cpus.error());
        host.nanoCpus = *cpus;
    }
    host.cpuShares = limits.cpuShares;
    host.cpusetCpus = QString::fromStdString(limits.cpusetCpus);
    host.cpusetMems = QString::fromStdString(limits.cpusetMems);
    host.cgroupParent = QString::fromStdString(limits.cgroupParent);
    return {};
}

/// "seccomp=FILE" becomes the file's content, which the engine wants to have.
std::expected<QStringList, QString> securityOptions(const std::vector<std::string> &options)
{
    constexpr QLatin1String seccomp("seccomp=");
    QStringList result;
    for (const QString &option : toQStrings(options)) {
        const QString file = option.mid(seccomp.size());
        if (!option.startsWith(seccomp) || file == QLatin1String("unconfined") || file == QLatin1String("builtin")) {
            result << option;
            continue;
        }
        const auto content = readFile(file);
        if (!content)
            return Problem(
                QStringLiteral("opening seccomp profile (%1) failed: %2").arg(file, describe(content.error())));
        const auto profile = QJsonDocument::fromJson(*content);
        if (!profile.isObject())
            return Problem(QStringLiteral("compacting json for seccomp profile (%1) failed").arg(file));
        result << seccomp + QString::fromUtf8(profile.toJson(QJsonDocument::Compact));
    }
    return result;
}

std::expected<QList<docker::Device>, QString> devicesOf(const std::vector<std::string> &texts)
{
    QList<docker::Device> devices;
    for (const std::string &text : texts) {
        auto device = deviceOf(QString::fromStdString(text));
        if (!device)
            return Problem(device.error());
        devices << *device;
    }
    return devices;
}

/// What build and service containers have in common.
std::expected<void, QString> applyCommon(ContainerChoices &choices, const runner::RunnerSettings &settings,
                                         const Expand &expand)
{
    docker::ContainerSpec &spec = choices.spec;
    for (const std::string &address : settings.dns) {
        if (QHostAddress(QString::fromStdString(address)).isNull())
            return Problem(
                QStringLiteral("invalid DNS server IP address: \"%1\"").arg(QString::fromStdString(address)));
    }
    for (const auto &[key, value] : settings.logOptions) {
        if (key != "env" && key != "labels")
            return Problem(QStringLiteral("invalid log options: [%1], only [env labels] are allowed")
                               .arg(QString::fromStdString(key)));
        spec.logOptions.insert(QString::fromStdString(key), QString::fromStdString(value));
    }
    for (const auto &[key, value] : settings.containerLabels)
        spec.labels.insert(QString::fromStdString(key), expand(value));
    spec.extraHosts = toQStrings(settings.extraHosts) + spec.extraHosts;
    spec.host.dns = toQStrings(settings.dns);
    spec.host.dnsSearch = toQStrings(settings.dnsSearch);
    spec.host.runtime = QString::fromStdString(settings.runtime);
    spec.host.usernsMode = QString::fromStdString(settings.usernsMode);
    spec.host.shmSize = settings.shmSize;
    spec.host.init = settings.useInit;
    return {};
}

/// Null when the image's own entrypoint stays.
std::optional<QStringList> entrypointOf(const plan::Image &image, const runner::RunnerSettings &settings,
                                        QStringList &warnings)
{
    if (!image.entrypoint)
        return std::nullopt;
    if (settings.disableEntrypointOverwrite) {
        warnings << QStringLiteral("Entrypoint override disabled");
        return std::nullopt;
    }
    QStringList words;
    for (const std::string &word : *image.entrypoint)
        words << QString::fromStdString(word); // variables in it are the container's business
    return words;
}

} // namespace

std::optional<qint64> bytesOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]+(?:\\.[0-9]+)?) ?([kmgtp]?)i?b?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text.left(64));
    if (!match.hasMatch() || text.size() > 64)
        return std::nullopt;
    const auto power = QStringLiteral("kmgtp").indexOf(match.captured(2).toLower()) + 1;
    const double bytes = match.captured(1).toDouble()
                         * std::pow(1024.0, match.captured(2).isEmpty() ? 0 : static_cast<double>(power));
    if (bytes > 9e18)
        return std::nullopt;
    return static_cast<qint64>(bytes);
}

std::expected<qint64, QString> nanoCpusOf(const QString &text)
{
    const Problem problem(QStringLiteral("failed to parse %1 as a rational number").arg(text.left(100)));
    const QStringList parts = text.left(100).split(QLatin1Char('/'));
    double value = 0;
    bool good = true;
    if (parts.size() == 2) {
        bool denominator = false;
        value = static_cast<double>(parts.at(0).toLongLong(&good))
                / static_cast<double>(parts.at(1).toLongLong(&denominator));
        good = good && denominator;
    } else {
        value = text.left(100).toDouble(&good);
    }
    const double nano = value * 1e9;
    if (!good || parts.size() > 2 || !std::isfinite(nano) || nano < 0 || nano > 9e18)
        return problem;
    if (std::abs(nano - std::round(nano)) > 1e-3)
        return Problem(QStringLiteral("value is too precise: %1").arg(text.left(100)));
    return static_cast<qint64>(std::round(nano));
}

std::expected<docker::Device, QString> deviceOf(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() > 3 || parts.first().isEmpty())
        return Problem(QStringLiteral("invalid device specification: %1").arg(text));
    docker::Device device{parts.at(0), parts.at(0), QStringLiteral("rwm")};
    if (parts.size() > 1)
        device.inContainer = parts.at(1);
    if (parts.size() > 2)
        device.permissions = parts.at(2);
    return device;
}

std::expected<docker::DeviceRequest, QString> gpusOf(const QString &text)
{
    // One field with commas may be quoted: "device=0,2".
    static const QRegularExpression fields(QStringLiteral("\"([^\"]*)\"|([^,]+)"));
    docker::DeviceRequest request;
    bool hasCount = false;
    for (auto match = fields.globalMatch(text); match.hasNext();) {
        const auto field = match.next();
        const QString pair = (field.captured(1).isEmpty() ? field.captured(2) : field.captured(1)).trimmed();
        const QString key = pair.contains(QLatin1Char('=')) ? pair.section(QLatin1Char('='), 0, 0)
                                                            : QStringLiteral("count");
        const QString value = pair.contains(QLatin1Char('=')) ? pair.section(QLatin1Char('='), 1) : pair;
        if (key == QLatin1String("count")) {
            bool isNumber = true;
            request.count = value == QLatin1String("all") ? -1 : value.toInt(&isNumber);
            hasCount = true;
            if (!isNumber)
                return Problem(
                    QStringLiteral("invalid count (%1): value must be either \"all\" or an integer").arg(value));
        } else if (key == QLatin1String("device")) {
            request.ids = value.split(QLatin1Char(','));
        } else if (key == QLatin1String("driver")) {
            request.driver = value;
        } else if (key == QLatin1String("capabilities")) {
            request.capabilities = value.split(QLatin1Char(','));
            request.capabilities << QStringLiteral("gpu");
        } else if (key == QLatin1String("options")) {
            for (const QString &option : value.split(QLatin1Char(',')))
                request.options.insert(option.section(QLatin1Char('='), 0, 0), option.section(QLatin1Char('='), 1));
        } else {
            return Problem(QStringLiteral("unexpected key '%1' in '%2'").arg(key, pair));
        }
    }
    if (!hasCount && request.ids.isEmpty())
        request.count = 1;
    if (request.capabilities.isEmpty())
        request.capabilities << QStringLiteral("gpu");
    return request;
}

std::expected<docker::Ulimit, QString> ulimitOf(const QString &name, const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    bool soft = false;
    bool hard = true;
    docker::Ulimit limit{name, parts.at(0).toLongLong(&soft), 0};
    limit.hard = parts.size() > 1 ? parts.at(1).toLongLong(&hard) : limit.soft;
    if (!soft || !hard || parts.size() > 2)
        return Problem(QStringLiteral("invalid ulimit value: %1=%2").arg(name, text));
    return limit;
}

std::expected<void, QString> applyToBuild(ContainerChoices &choices, const runner::RunnerSettings &settings,
                                          const QString &image, const std::optional<plan::Image> &ofJob,
                                          const Expand &expand)
{
    docker::ContainerSpec &spec = choices.spec;
    docker::HostOptions &host = spec.host;
    if (const auto applied = applyCommon(choices, settings, expand); !applied)
        return applied;
    if (const auto applied = applyLimits(host, settings.limits, choices.warnings); !applied)
        return applied;
    if (!settings.hostname.empty())
        spec.hostname = QString::fromStdString(settings.hostname);
    spec.user = QString::fromStdString(settings.user);
    if (ofJob) {
        spec.platform = expand(ofJob->platform);
        if (spec.user.isEmpty())
            spec.user = expand(ofJob->user);
        spec.entrypoint = entrypointOf(*ofJob, settings, choices.warnings);
    }
    const QStringList users = toQStrings(settings.allowedUsers);
    if (!spec.user.isEmpty() && !users.isEmpty() && !users.contains(spec.user))
        return Problem(
            QStringLiteral("user \"%1\" is not an allowed user: [%2]").arg(spec.user, users.join(QLatin1Char(' '))));
    spec.privileged = settings.privileged && isAllowed(settings.allowedPrivilegedImages, image);
    spec.macAddress = QString::fromStdString(settings.macAddress);

    const auto security = securityOptions(settings.securityOpt);
    if (!security)
        return Problem(security.error());
    host.securityOpt = *security;
    const auto devices = devicesOf(settings.devices);
    if (!devices)
        return Problem(devices.error());
    host.devices = *devices;
    if (!settings.gpus.empty()) {
        const auto gpus = gpusOf(QString::fromStdString(settings.gpus));
        if (!gpus)
            return Problem(gpus.error());
        host.deviceRequests << *gpus;
    }
    for (const auto &[name, text] : settings.ulimits) {
        const auto limit = ulimitOf(QString::fromStdString(name), QString::fromStdString(text));
        if (!limit)
            return Problem(limit.error());
        host.ulimits << *limit;
    }
    host.oomKillDisable = settings.oomKillDisable;
    host.oomScoreAdjust = static_cast<int>(std::clamp<std::int64_t>(settings.oomScoreAdjust, -1000, 1000));
    host.capAdd = toQStrings(settings.capAdd);
    host.capDrop = toQStrings(settings.capDrop);
    host.groupAdd = toQStrings(settings.groupAdd);
    host.deviceCgroupRules = toQStrings(settings.deviceCgroupRules);
    host.sysctls = toQMap(settings.sysctls);
    host.tmpfs = toQMap(settings.tmpfs);
    host.pidMode = QString::fromStdString(settings.pidMode);
    host.ipcMode = QString::fromStdString(settings.ipcMode);
    host.links = toQStrings(settings.links);
    host.volumesFrom = toQStrings(settings.volumesFrom);
    host.volumeDriver = QString::fromStdString(settings.volumeDriver);
    return {};
}

std::expected<void, QString> applyToService(ContainerChoices &choices, const runner::RunnerSettings &settings,
                                            const QString &image, const plan::Service &service, const Expand &expand)
{
    docker::ContainerSpec &spec = choices.spec;
    docker::HostOptions &host = spec.host;
    if (const auto applied = applyCommon(choices, settings, expand); !applied)
        return applied;
    if (const auto applied = applyLimits(host, settings.serviceLimits, choices.warnings); !applied)
        return applied;
    spec.platform = expand(service.image.platform);
    spec.user = expand(service.image.user);
    spec.entrypoint = entrypointOf(service.image, settings, choices.warnings);
    if (service.command) {
        spec.command = QStringList();
        for (const std::string &word : *service.command) // variables in it are the container's business
            spec.command->append(QString::fromStdString(word));
    }
    spec.privileged = settings.servicesPrivileged.value_or(settings.privileged)
                      && isAllowed(settings.allowedPrivilegedServices, image);
    const auto security = securityOptions(settings.servicesSecurityOpt);
    if (!security)
        return Problem(security.error());
    host.securityOpt = *security;
    host.tmpfs = toQMap(settings.servicesTmpfs);
    for (const auto &[glob, texts] : settings.servicesDevices) {
        if (!isAllowed({glob}, image))
            continue;
        const auto devices = devicesOf(texts);
        if (!devices)
            return Problem(devices.error());
        host.devices += *devices;
    }
    if (!settings.serviceGpus.empty()) {
        const auto gpus = gpusOf(QString::fromStdString(settings.serviceGpus));
        if (!gpus)
            return Problem(gpus.error());
        host.deviceRequests << *gpus;
    }
    return {};
}

bool isAllowed(const std::vector<std::string> &globs, const QString &name)
{
    const std::string text = name.toStdString();
    return globs.empty()
           || std::ranges::any_of(globs, [&text](const std::string &glob) { return PathPattern(glob).matches(text); });
}

QStringList refusalLines(AllowList list, const runner::RunnerSettings &settings, const QString &name)
{
    const bool images = list == AllowList::Images;
    const auto isIt = [text = name.toStdString()](const runner::RunnerService &service) {
        return service.name == text;
    };
    const bool internal = images ? name.toStdString() == settings.defaultImage
                                 : std::ranges::any_of(settings.services, isIt);
    const auto &globs = images ? settings.allowedImages : settings.allowedServices;
    if (internal || isAllowed(globs, name))
        return {};
    const QString what = images ? QStringLiteral("images") : QStringLiteral("services");
    QStringList lines{QStringLiteral("The \"%1\" image is not present on list of allowed %2:").arg(name, what)};
    for (const QString &glob : toQStrings(globs))
        lines << QStringLiteral("- ") + glob;
    lines << QString()
          << QStringLiteral("Please check runner's allowed_%1 configuration: "
                            "https://docs.gitlab.com/runner/configuration/advanced-configuration/")
                 .arg(what);
    return lines;
}

} // namespace stagecraft::engine

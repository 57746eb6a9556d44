// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the runner's settings say about the containers of a job, as the Engine API wants it, and what they forbid.
// Functions without an engine; those with a seccomp profile read its file. Source: gitlab-runner reference, 1.4, 4.3, 4.4, 4.7.
#pragma once

#include "core/docker/types.h"
#include "core/plan/job_plan.h"

#include <expected>
#include <functional>
#include <optional>

namespace stagecraft::engine {

inline QStringList toQStrings(const std::vector<std::string> &texts)
{
    QStringList result;
    for (const std::string &text : texts)
        result << QString::fromStdString(text);
    return result;
}

/// "512m", "1.5 GB", "4096" as docker run reads sizes; nullopt when it is no size.
std::optional<qint64> bytesOf(const QString &text);
/// "1.5", "1/2" as billionths; the runner's message when it is no number or finer than that.
std::expected<qint64, QString> nanoCpusOf(const QString &text);
/// "/dev/host[:/dev/container[:rwm]]".
std::expected<docker::Device, QString> deviceOf(const QString &text);
/// As `docker run --gpus` reads it: "all", "2", "device=0", "driver=x,count=1,capabilities=…".
std::expected<docker::DeviceRequest, QString> gpusOf(const QString &text);
/// "1024" or "1024:2048".
std::expected<docker::Ulimit, QString> ulimitOf(const QString &name, const QString &text);

using Expand = std::function<QString(const std::string &)>;

/// A container's settings and what its log says about them.
struct ContainerChoices {
    docker::ContainerSpec &spec;
    QStringList warnings = {};
};

/// Completes the spec of a build container: user, entrypoint, limits, labels … `image` is expanded, `ofJob` the job's own.
/// The error is the runner's message.
std::expected<void, QString> applyToBuild(ContainerChoices &choices, const runner::RunnerSettings &settings,
                                          const QString &image, const std::optional<plan::Image> &ofJob,
                                          const Expand &expand);
/// The same for a service. The runner gives services their own limits and by far not all options.
std::expected<void, QString> applyToService(ContainerChoices &choices, const runner::RunnerSettings &settings,
                                            const QString &image, const plan::Service &service, const Expand &expand);

/// Whether a name matches one of the globs; no globs allow everything.
bool isAllowed(const std::vector<std::string> &globs, const QString &name);
/// The lines that the runner writes before it fails with "disallowed image"; empty when the image may be used. `internal`: the
/// names that config.toml itself gives.
enum class AllowList { Images, Services };
QStringList refusalLines(AllowList list, const runner::RunnerSettings &settings, const QString &name);

} // namespace stagecraft::engine

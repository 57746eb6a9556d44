// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_settings.h"

#include "core/runner/config_document.h"
#include "core/runner/runner_form.h"
#include "core/runner/settings_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::runner {

namespace {

std::vector<std::string> strings(const QByteArrayList &texts)
{
    std::vector<std::string> result;
    for (const QByteArray &text : texts)
        result.push_back(text.toStdString());
    return result;
}

text::Diagnostic configProblem(const QString &message)
{
    text::Diagnostic problem;
    problem.id = QStringLiteral("config-unusable");
    problem.message = message;
    return problem;
}

std::vector<RunnerService> servicesOf(const toml::table &docker)
{
    std::vector<RunnerService> services;
    const toml::array *array = docker["services"].as_array();
    if (!array)
        return services;
    for (const toml::node &item : *array) {
        const toml::table *table = item.as_table();
        if (!table || textAt(*table, "name").empty())
            continue;
        services.push_back({.name = textAt(*table, "name"),
                            .alias = textAt(*table, "alias"),
                            .command = textsAt(*table, "command"),
                            .entrypoint = textsAt(*table, "entrypoint"),
                            .environment = textsAt(*table, "environment")});
    }
    return services;
}

void readDocker(RunnerSettings &settings, const toml::table &docker)
{
    readDockerKeys(settings, docker);
    settings.services = servicesOf(docker);
    const int wait = docker["wait_for_services_timeout"].value_or(0);
    settings.waitForServicesSeconds = wait == 0 ? 30 : wait;
}

} // namespace

std::expected<RunnerSettings, text::Diagnostic> runnerSettings(const text::TextBuffer &config)
{
    const auto document = ConfigDocument::read(config);
    if (!document)
        return std::unexpected(document.error());
    if (document->runners().empty())
        return std::unexpected(configProblem(
            QCoreApplication::translate("stagecraft", "This config.toml has no [[runners]] entry.")));
    const toml::table &runner = *document->runners().front();
    const std::string executor = textAt(runner, "executor");
    if (executor != "shell" && executor != "docker")
        return std::unexpected(configProblem(
            executor.empty()
                ? QCoreApplication::translate("stagecraft", "The runner in this config.toml names no executor.")
                : QCoreApplication::translate("stagecraft", "Executor \"%1\" cannot be run here; shell and docker can.")
                      .arg(QString::fromStdString(executor))));

    RunnerSettings settings;
    settings.executor = executor == "shell" ? RunnerSettings::Executor::Shell : RunnerSettings::Executor::Docker;
    if (const std::string name = textAt(runner, "name"); !name.empty())
        settings.name = name;
    if (document->runners().size() > 1) {
        settings.notes.push_back(
            QCoreApplication::translate("stagecraft", "config.toml: of its %1 runners, only the first is obeyed here.")
                .arg(document->runners().size())
                .toStdString());
    }
    readRunnerKeys(settings, runner);
    // As the runner: where nothing is said, only containers may.
    const toml::table *customDirectory = tableAt(runner, "custom_build_dir");
    settings.mayChooseClonePath = settings.executor == RunnerSettings::Executor::Docker;
    if (customDirectory)
        settings.mayChooseClonePath = boolAt(*customDirectory, "enabled", settings.mayChooseClonePath);
    for (const std::int64_t most :
         {document->root()["concurrent"].value_or(std::int64_t(0)), runner["limit"].value_or(std::int64_t(0))}) {
        if (most > 0)
            settings.concurrent = settings.concurrent == 0 ? most : std::min(settings.concurrent, most);
    }
    if (const toml::table *flags = tableAt(runner, "feature_flags")) {
        for (const auto &[name, value] : *flags) {
            if (const auto flag = value.value_exact<bool>())
                settings.featureFlags.insert_or_assign(std::string(name.str()), *flag);
        }
        settings.networkPerBuild = boolAt(*flags, "FF_NETWORK_PER_BUILD", settings.networkPerBuild);
        settings.useInit = boolAt(*flags, "FF_USE_INIT_WITH_DOCKER_EXECUTOR", settings.useInit);
    }
    const toml::table *docker = tableAt(runner, "docker");
    if (docker && settings.executor == RunnerSettings::Executor::Docker)
        readDocker(settings, *docker);
    return settings;
}

RunnerSettings runnerSettings(const ModeOptions &options)
{
    RunnerSettings settings;
    settings.name = runnerNameOf(options).toStdString();
    if (options.mode == RunnerMode::Shell)
        return settings;
    settings.executor = RunnerSettings::Executor::Docker;
    settings.defaultImage = options.cliImage.toStdString();
    settings.privileged = options.mode == RunnerMode::DockerInDocker;
    settings.volumes = strings(volumesOf(options));
    if (options.mode == RunnerMode::DockerInDocker && !options.tls)
        settings.environment = {tlsOff};
    return settings;
}

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_mode.h"

#include "core/runner/config_document.h"
#include "core/runner/mode_reader.h"
#include "core/runner/runner_form.h"
#include "core/runner/volume.h"

#include <algorithm>

namespace stagecraft::runner {

namespace {

bool contains(const std::vector<std::string> &texts, std::string_view text)
{
    return std::ranges::find(texts, text) != texts.end();
}

std::optional<RunnerMode> dockerModeOf(const toml::table &docker)
{
    if (std::ranges::any_of(textsAt(docker, "volumes"), isDockerSocket))
        return RunnerMode::DockerSocket;
    if (boolAt(docker, "privileged", false) || boolAt(docker, "services_privileged", false))
        return RunnerMode::DockerInDocker;
    return {};
}

} // namespace

QString toText(RunnerMode mode)
{
    switch (mode) {
    case RunnerMode::Shell: return QStringLiteral("shell");
    case RunnerMode::DockerInDocker: return QStringLiteral("dind");
    case RunnerMode::DockerSocket: break;
    }
    return QStringLiteral("socket");
}

std::optional<RunnerMode> runnerModeFromText(const QString &text)
{
    for (const RunnerMode mode : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
        if (toText(mode) == text)
            return mode;
    }
    return {};
}

std::optional<ModeOptions> modeOfRunner(const toml::table &runner)
{
    ModeOptions options;
    options.runnerName = QString::fromStdString(textAt(runner, "name"));
    if (const std::string url = textAt(runner, "url"); !url.empty())
        options.url = QString::fromStdString(url);

    const std::string executor = textAt(runner, "executor");
    if (executor == "shell") {
        options.mode = RunnerMode::Shell;
        return options;
    }
    const toml::table *docker = tableAt(runner, "docker");
    const std::optional<RunnerMode> mode = executor == "docker" && docker ? dockerModeOf(*docker) : std::nullopt;
    if (!mode)
        return {};
    options.mode = *mode;
    const std::vector<std::string> volumes = textsAt(*docker, "volumes");
    options.tls = !contains(textsAt(runner, "environment"), tlsOff)
        && std::ranges::any_of(volumes, [](std::string_view volume) { return containerPathOf(volume) == clientCertificates; });
    if (const std::string image = textAt(*docker, "image"); !image.empty())
        options.cliImage = QString::fromStdString(image);
    return options;
}

std::optional<ModeOptions> modeOf(const text::TextBuffer &config)
{
    const auto document = ConfigDocument::read(config);
    if (!document || document->runners().empty())
        return {};
    std::optional<ModeOptions> options = modeOfRunner(*document->runners().front());
    if (options)
        options->concurrent = std::max(document->root()["concurrent"].value_or(1), 1);
    return options;
}

} // namespace stagecraft::runner

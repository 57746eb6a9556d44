// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_form.h"

#include "core/runner/toml_text.h"

#include <algorithm>

namespace stagecraft::runner {

QByteArray executorOf(RunnerMode mode)
{
    return mode == RunnerMode::Shell ? "shell" : "docker";
}

QByteArray runnerNameOf(const ModeOptions &options)
{
    if (!options.runnerName.isEmpty())
        return options.runnerName.toUtf8();
    switch (options.mode) {
    case RunnerMode::Shell: return "shell-runner";
    case RunnerMode::DockerInDocker: return options.tls ? "dind-tls" : "dind-plain";
    case RunnerMode::DockerSocket: break;
    }
    return "socket";
}

bool usesTls(const ModeOptions &options)
{
    return options.mode == RunnerMode::DockerInDocker && options.tls;
}

QList<FormLine> identityLines(const ModeOptions &options)
{
    return {{"name", tomlString(runnerNameOf(options))},
            {"url", tomlString(options.url.toUtf8())},
            {"token", tomlString(options.token.toUtf8())}};
}

QList<FormLine> executorLines(const ModeOptions &options)
{
    QList<FormLine> lines = {{"executor", tomlString(executorOf(options.mode))}};
    if (options.mode == RunnerMode::Shell) {
        lines += {"shell", tomlString("bash")};
        lines += {"builds_dir", tomlString("/home/gitlab-runner/builds")};
        lines += {"cache_dir", tomlString("/home/gitlab-runner/cache")};
    } else if (options.mode == RunnerMode::DockerInDocker && !options.tls) {
        lines += {"environment", tomlStrings({tlsOff})};
    }
    return lines;
}

QList<FormLine> featureFlagLines(const ModeOptions &options)
{
    // One network a job: two dind services that are both called "docker" never see each other's certificates.
    if (options.mode == RunnerMode::DockerInDocker)
        return {{"FF_NETWORK_PER_BUILD", "true"}};
    return {};
}

QByteArrayList volumesOf(const ModeOptions &options)
{
    switch (options.mode) {
    case RunnerMode::Shell: return {};
    case RunnerMode::DockerInDocker: break;
    case RunnerMode::DockerSocket: return {socketVolume, cacheVolume};
    }
    return options.tls ? QByteArrayList{clientCertificates, cacheVolume} : QByteArrayList{cacheVolume};
}

QList<FormLine> dockerLines(const ModeOptions &options)
{
    if (options.mode == RunnerMode::Shell)
        return {};
    return {{"tls_verify", "false"},
            {"image", tomlString(options.cliImage.toUtf8())},
            {"privileged", options.mode == RunnerMode::DockerInDocker ? "true" : "false"},
            {"disable_cache", "false"},
            {"volumes", tomlStrings(volumesOf(options))}};
}

QByteArray sectionText(const QByteArray &header, const QList<FormLine> &lines, const QByteArray &newline)
{
    if (lines.isEmpty())
        return {};
    QByteArray text = "  [" + header + "]" + newline;
    for (const FormLine &line : lines)
        text += "    " + line.key + " = " + line.value + newline;
    return text;
}

QByteArray runnerText(const ModeOptions &options, const QByteArray &newline)
{
    QByteArray text = "[[runners]]" + newline;
    for (const FormLine &line : identityLines(options) + executorLines(options))
        text += "  " + line.key + " = " + line.value + newline;
    text += sectionText("runners.feature_flags", featureFlagLines(options), newline);
    text += sectionText("runners.docker", dockerLines(options), newline);
    return text;
}

QByteArray configText(const ModeOptions &options, const QByteArray &newline)
{
    const QByteArray concurrent = QByteArray::number(std::max(options.concurrent, 1));
    QByteArray text;
    for (const QByteArray &line : {"concurrent = " + concurrent, QByteArray("check_interval = 0"),
                                   QByteArray("connection_max_age = \"15m0s\""), QByteArray("shutdown_timeout = 0"),
                                   QByteArray(), QByteArray("[session_server]"), QByteArray("  session_timeout = 1800"),
                                   QByteArray()})
        text += line + newline;
    return text + runnerText(options, newline);
}

} // namespace stagecraft::runner

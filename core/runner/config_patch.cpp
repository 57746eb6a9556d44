// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/config_document.h"
#include "core/runner/config_editor.h"
#include "core/runner/mode_reader.h"
#include "core/runner/runner_form.h"
#include "core/runner/toml_text.h"
#include "core/runner/volume.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::runner {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// By name where one is given; else the only runner of the file if it is of a kind that we know, else the first one with
/// the mode's executor. A runner of another name or kind is somebody else's and stays as it is.
const toml::table *runnerToPatch(const ConfigDocument &document, const ModeOptions &options)
{
    if (!options.runnerName.isEmpty())
        return document.runnerNamed(options.runnerName.toStdString());
    const std::vector<const toml::table *> runners = document.runners();
    if (runners.size() == 1) {
        const std::string executor = textAt(*runners.front(), "executor");
        return executor.empty() || executor == "shell" || executor == "docker" ? runners.front() : nullptr;
    }
    const auto found = std::ranges::find_if(runners, [&](const toml::table *runner) {
        return textAt(*runner, "executor") == view(executorOf(options.mode));
    });
    return found == runners.end() ? nullptr : *found;
}

/// The values that a caller left at their placeholders never replace real ones.
void setIdentity(ConfigEditor &editor, const toml::table &runner, const ModeOptions &options)
{
    static const ModeOptions placeholders;
    for (const FormLine &line : identityLines(options)) {
        const bool given = (line.key == "name" && !options.runnerName.isEmpty())
            || (line.key == "url" && options.url != placeholders.url)
            || (line.key == "token" && options.token != placeholders.token);
        const auto present = runner[view(line.key)].value<std::string>();
        if (!present || (given && tomlString(QByteArrayView(*present)) != line.value))
            editor.set(runner, line);
    }
}

/// Lines that only the shell executor wants: builds_dir and cache_dir are host paths, in a container they mean others.
void setExecutor(ConfigEditor &editor, const toml::table &runner, const ModeOptions &options)
{
    const auto executor = runner["executor"].value<std::string>();
    if (!executor || *executor != view(executorOf(options.mode)))
        editor.set(runner, {"executor", tomlString(executorOf(options.mode))});

    ModeOptions shell = options;
    shell.mode = RunnerMode::Shell;
    QByteArray after = "executor";
    for (const FormLine &line : executorLines(shell).sliced(1)) {
        if (options.mode != RunnerMode::Shell)
            editor.removeIfOurs(runner, line);
        else if (!runner.contains(view(line.key)))
            editor.set(runner, line, view(after));
    }
}

void setEnvironment(ConfigEditor &editor, const toml::table &runner, const ModeOptions &options)
{
    const bool plain = options.mode == RunnerMode::DockerInDocker && !options.tls;
    const auto unwanted = [&](std::string_view item) { return !plain && item == tlsOff; };
    const auto present = [](std::string_view item) { return item.starts_with("DOCKER_TLS_CERTDIR="); };
    if (plain && !runner.contains("environment"))
        editor.set(runner, {"environment", tomlStrings({tlsOff})}, "executor");
    else
        editor.setItem(runner, "environment", unwanted, {}, present);
}

void setVolumes(ConfigEditor &editor, const toml::table &docker, const ModeOptions &options)
{
    if (!docker.contains("volumes")) {
        editor.set(docker, {"volumes", tomlStrings(volumesOf(options))});
        return;
    }
    const bool socket = options.mode == RunnerMode::DockerSocket;
    const auto unwanted = [&](std::string_view volume) {
        return (!socket && isDockerSocket(volume))
            || (!usesTls(options) && containerPathOf(volume) == clientCertificates);
    };
    const auto present = [&](std::string_view volume) {
        return socket ? isDockerSocket(volume) : containerPathOf(volume) == clientCertificates;
    };
    const QByteArray wanted = socket ? socketVolume : usesTls(options) ? clientCertificates : "";
    editor.setItem(docker, "volumes", unwanted, wanted, present);
}

void setDocker(ConfigEditor &editor, const toml::table &docker, const ModeOptions &options)
{
    if (textAt(docker, "image").empty())
        editor.set(docker, {"image", tomlString(options.cliImage.toUtf8())});
    const bool wantsPrivileged = options.mode == RunnerMode::DockerInDocker;
    const bool servicesAre = boolAt(docker, "services_privileged", false);
    if (wantsPrivileged && !boolAt(docker, "privileged", false) && !servicesAre)
        editor.set(docker, {"privileged", "true"});
    if (!wantsPrivileged && boolAt(docker, "privileged", false))
        editor.set(docker, {"privileged", "false"});
    setVolumes(editor, docker, options);
}

/// A section is taken away only when these are exactly the bytes that we would write there again.
void removeSectionIfOurs(ConfigEditor &editor, const ConfigDocument &document, const toml::table &section,
                         const QByteArray &ours)
{
    const text::TextRange range = {document.lineAt(document.rangeOf(section).begin).begin, document.endOfTables(section)};
    if (!ours.isEmpty() && document.buffer().slice(range) == ours)
        editor.remove(range);
}

void setFeatureFlags(ConfigEditor &editor, const ConfigDocument &document, const toml::table &runner,
                     const ModeOptions &options)
{
    ModeOptions dind = options;
    dind.mode = RunnerMode::DockerInDocker;
    const QList<FormLine> flags = featureFlagLines(dind);
    const toml::table *present = tableAt(runner, "feature_flags");
    if (options.mode != RunnerMode::DockerInDocker) {
        if (present)
            removeSectionIfOurs(editor, document, *present, sectionText("runners.feature_flags", flags, editor.newline()));
        return;
    }
    if (!present) {
        editor.insert(document.endOfLines(runner), sectionText("runners.feature_flags", flags, editor.newline()));
        return;
    }
    for (const FormLine &flag : flags) {
        if (!present->contains(view(flag.key)))
            editor.set(*present, flag);
    }
}

/// The section as each mode would write it; a shell runner has no use for it, but what a user put there stays.
void leaveDocker(ConfigEditor &editor, const ConfigDocument &document, const toml::table &docker, ModeOptions options)
{
    for (const RunnerMode mode : {RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
        for (const bool tls : {true, false}) {
            options.mode = mode;
            options.tls = tls;
            removeSectionIfOurs(editor, document, docker, sectionText("runners.docker", dockerLines(options), editor.newline()));
            if (mode == RunnerMode::DockerSocket)
                break;
        }
    }
}

void patchRunner(ConfigEditor &editor, const ConfigDocument &document, const toml::table &runner, const ModeOptions &options)
{
    setIdentity(editor, runner, options);
    setExecutor(editor, runner, options);
    setEnvironment(editor, runner, options);
    setFeatureFlags(editor, document, runner, options);
    const toml::table *docker = tableAt(runner, "docker");
    if (docker && document.isImplied(*docker))
        docker = nullptr;
    if (options.mode == RunnerMode::Shell) {
        if (docker)
            leaveDocker(editor, document, *docker, options);
    } else if (!docker) {
        editor.insert(document.endOfTables(runner), sectionText("runners.docker", dockerLines(options), editor.newline()));
    } else {
        setDocker(editor, *docker, options);
    }
}

text::TextPatch appendRunner(const ConfigDocument &document, const ModeOptions &options)
{
    const text::TextBuffer &buffer = document.buffer();
    const QByteArray newline = buffer.lineEndingText().toByteArray();
    const qsizetype end = buffer.size();
    if (buffer.bytes().trimmed().isEmpty() || buffer.bytes() == "\xEF\xBB\xBF")
        return {{{{end, end}, configText(options, newline)}}};
    const bool closed = buffer.bytes().endsWith('\n');
    return {{{{end, end}, (closed ? newline : newline + newline) + runnerText(options, newline)}}};
}

text::Diagnostic notPatchable()
{
    text::Diagnostic problem;
    problem.id = QStringLiteral("config-not-patchable");
    problem.message = QCoreApplication::translate(
        "stagecraft",
        "This config.toml is written in a way that cannot be changed automatically; edit the runner by hand.");
    return problem;
}

/// Read again, the file says what was asked for.
bool amountsTo(const text::TextBuffer &config, std::size_t index, const ModeOptions &options)
{
    const auto document = ConfigDocument::read(config);
    if (!document || index >= document->runners().size())
        return false;
    const auto read = modeOfRunner(*document->runners()[index]);
    return read && read->mode == options.mode && usesTls(*read) == usesTls(options);
}

} // namespace

std::expected<text::TextPatch, text::Diagnostic> patchConfigToml(const text::TextBuffer &config, const ModeOptions &options)
{
    const auto document = ConfigDocument::read(config);
    if (!document)
        return std::unexpected(document.error());
    const toml::table *runner = runnerToPatch(*document, options);
    if (!runner) {
        if (document->root().contains("runners") && document->runners().empty())
            return std::unexpected(notPatchable());
        return appendRunner(*document, options);
    }
    const std::vector<const toml::table *> runners = document->runners();
    const auto index = static_cast<std::size_t>(std::ranges::find(runners, runner) - runners.begin());
    ConfigEditor editor(*document);
    patchRunner(editor, *document, *runner, options);
    text::TextPatch patch = editor.patch();
    if (!editor.isComplete() || !patch.isValidFor(config.size()) || !amountsTo(config.patched(patch), index, options))
        return std::unexpected(notPatchable());
    return patch;
}

} // namespace stagecraft::runner

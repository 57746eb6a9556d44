// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Runner modes: the three ways in which a job can use Docker (GitLab's guide "Use Docker to build Docker images"), what each
// needs in `.gitlab-ci.yml` and `config.toml`, how it is registered, what it costs in security, and how a host is set up.
// Pure functions over texts; safe on any thread. Sources: gitlab-runner's config.toml and register documentation.
#pragma once

#include "core/base/result.h"
#include "core/runner/runner_settings.h"
#include "core/text/diagnostic.h"
#include "core/text/text_buffer.h"

#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace stagecraft::yaml {
class SyntaxTree;
}

namespace stagecraft::runner {

enum class RunnerMode { Shell, DockerInDocker, DockerSocket };

QString toText(RunnerMode mode); ///< "shell", "dind", "socket"
std::optional<RunnerMode> runnerModeFromText(const QString &text);

struct ModeOptions {
    RunnerMode mode = RunnerMode::DockerInDocker;
    bool tls = true;              ///< dind: 2376 with certificates; false: plain 2375
    QString runnerName = {};      ///< empty: a name that fits the mode
    QString url = QStringLiteral("https://gitlab.example.com");
    QString token = QStringLiteral("glrt-REPLACE_ME");
    QString cliImage = QStringLiteral("docker:29-cli");
    QString dindImage = QStringLiteral("docker:29-dind");
    int concurrent = 4;
    bool legacyRegistration = false; ///< --registration-token instead of --token
};

/// A complete, modern file for one runner.
QByteArray configToml(const ModeOptions &options);
/// The smallest patch that makes an existing file hold this runner: the one of that name where a name is given, else the
/// file's only runner, else the first one with the mode's executor, else a new one at the end. Other runners, comments and
/// order stay. The error says where the file is not TOML.
std::expected<text::TextPatch, text::Diagnostic> patchConfigToml(const text::TextBuffer &config, const ModeOptions &options);
/// `gitlab-runner register …`, one option a line, for a POSIX shell; every value quoted.
QString registerCommand(const ModeOptions &options);

/// The mode and options that a config.toml's runner amounts to; nullopt when it is none of the three.
std::optional<ModeOptions> modeOf(const text::TextBuffer &config);
/// What the first runner of a config.toml tells a local run to do. The error says where the file is not TOML.
std::expected<RunnerSettings, text::Diagnostic> runnerSettings(const text::TextBuffer &config);
RunnerSettings runnerSettings(const ModeOptions &options);

struct Risk { QString title; QString text; };
struct SetupStep { QString title; QString command; QString why; };
/// In plain words, translated when called.
struct ModeGuide { QString title; QString summary; QList<Risk> risks; QList<SetupStep> steps; };
ModeGuide guide(const ModeOptions &options);

/// Switching a mode: what changes in both files, to be shown as a diff and applied as one undoable step.
struct ModeSwitch {
    text::TextPatch pipelinePatch;
    text::TextPatch configPatch;
    QStringList notes; ///< what could not be changed automatically and why
};
std::expected<ModeSwitch, text::Diagnostic> switchMode(const text::TextBuffer &pipeline, const text::TextBuffer &config,
                                                       const ModeOptions &options);

/// Where the two files do not fit together (dind without privileged, port against TLS, socket with a dind service …).
text::Diagnostics matchingProblems(const yaml::SyntaxTree &pipeline, const text::TextBuffer &config,
                                   const QString &pipelineFile, const QString &configFile);
/// For a text that nobody has parsed yet.
text::Diagnostics matchingProblems(const text::TextBuffer &pipeline, const text::TextBuffer &config,
                                   const QString &pipelineFile, const QString &configFile);

} // namespace stagecraft::runner

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_form.h"

namespace stagecraft::runner {

namespace {

QString shellQuoted(QString text)
{
    text.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

QString option(const char *name, const QString &value)
{
    return QLatin1String("--") + QLatin1String(name) + QLatin1Char(' ') + shellQuoted(value);
}

/// Flags that take a boolean want it behind '=', never behind a blank.
QString booleanOption(const char *name, const char *value)
{
    return QLatin1String("--") + QLatin1String(name) + QLatin1Char('=') + shellQuoted(QLatin1String(value));
}

QString tagsOf(RunnerMode mode)
{
    switch (mode) {
    case RunnerMode::Shell: return QStringLiteral("shell");
    case RunnerMode::DockerInDocker: return QStringLiteral("docker,dind");
    case RunnerMode::DockerSocket: break;
    }
    return QStringLiteral("docker,socket");
}

/// A token that starts with "glrt-" forbids every setting that the server keeps (tags, locked, access level …).
QStringList tokenOptions(const ModeOptions &options)
{
    if (!options.legacyRegistration)
        return {option("token", options.token)};
    const bool placeholder = options.token == ModeOptions().token;
    return {option("registration-token", placeholder ? QStringLiteral("REPLACE_ME") : options.token),
            option("tag-list", tagsOf(options.mode)), booleanOption("run-untagged", "true"),
            booleanOption("locked", "false"), option("access-level", QStringLiteral("not_protected"))};
}

QStringList executorOptions(const ModeOptions &options)
{
    QStringList words = {option("executor", QString::fromUtf8(executorOf(options.mode)))};
    if (options.mode == RunnerMode::Shell) {
        for (const FormLine &line : executorLines(options).sliced(1)) {
            const QByteArray name = QByteArray(line.key).replace('_', '-');
            words += option(name.constData(), QString::fromUtf8(line.value.sliced(1, line.value.size() - 2)));
        }
        return words;
    }
    words += option("docker-image", options.cliImage);
    if (options.mode == RunnerMode::DockerInDocker)
        words += QStringLiteral("--docker-privileged");
    for (const QByteArray &volume : volumesOf(options))
        words += option("docker-volumes", QString::fromUtf8(volume));
    if (options.mode == RunnerMode::DockerInDocker) {
        words += option("feature-flags", QStringLiteral("{\"FF_NETWORK_PER_BUILD\": true}"));
        if (!options.tls)
            words += option("env", QLatin1String(tlsOff));
    }
    return words;
}

} // namespace

QString registerCommand(const ModeOptions &options)
{
    QStringList words = {QStringLiteral("sudo gitlab-runner register"), QStringLiteral("--non-interactive"),
                         option("url", options.url)};
    words += tokenOptions(options);
    words += option("description", QString::fromUtf8(runnerNameOf(options)));
    words += executorOptions(options);
    return words.join(QLatin1String(" \\\n  "));
}

} // namespace stagecraft::runner

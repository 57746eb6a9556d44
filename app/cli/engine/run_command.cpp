// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/mode_input.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/engine/run_follower.h"
#include "app/cli/engine/signal_watcher.h"
#include "app/cli/engine/run_choice.h"
#include "core/base/files.h"
#include "core/runner/run_access.h"
#include "core/project/run_request.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t maximumConcurrency = 1024;

/// What --config, --mode or a config.toml in the project say, in this order.
std::optional<runner::RunnerSettings> runnerFrom(const Options &options, const QString &root, Terminal &terminal)
{
    QString configFile = options.value(u"config"_s);
    if (configFile.isEmpty() && !options.isSet(u"mode"_s) && QFileInfo::exists(root + u"/config.toml"_s))
        configFile = root + u"/config.toml"_s;
    if (configFile.isEmpty()) {
        const std::optional<runner::ModeOptions> mode = modeFrom(options, terminal);
        return mode ? std::optional(runner::runnerSettings(*mode)) : std::nullopt;
    }
    const Result<QByteArray> bytes = readFile(configFile);
    if (!bytes) {
        terminal.complain(describe(bytes.error()));
        return std::nullopt;
    }
    const auto settings = runner::runnerSettings(text::TextBuffer(*bytes));
    if (!settings) {
        terminal.complain(u"%1:%2:%3: %4"_s.arg(configFile)
                              .arg(settings.error().position.line + 1)
                              .arg(settings.error().position.column + 1)
                              .arg(settings.error().message));
        terminal.complain(u"--mode shell, dind or socket leaves it aside."_s);
        return std::nullopt;
    }
    return *settings;
}

/// The first word is DIR when it looks like one. A directory `build` without a pipeline leaves the word to the job "build".
bool namesPlace(const QString &word)
{
    const QFileInfo info(word);
    const bool isPath = word.startsWith(u'/') || word.startsWith("./"_L1) || word.startsWith("../"_L1);
    return isPath || word == "."_L1 || word == ".."_L1 || (info.exists() && !info.isDir())
           || QFileInfo::exists(word + u"/.gitlab-ci.yml"_s);
}

/// Told before the run, not after it.
bool canWriteReport(const QString &file, Terminal &terminal)
{
    const QFileInfo info(file);
    const QFileInfo directory(info.absolutePath());
    if (file.isEmpty() || (directory.isDir() && directory.isWritable() && (info.isFile() || !info.exists())))
        return true;
    terminal.complain(
        u"--report: %1 cannot be written. Name a file in a directory that exists and is yours."_s.arg(file));
    return false;
}

/// What jobs get beyond containers of their own. That shell jobs are programs like any other is no news in a terminal.
void tellAccess(const runner::RunnerSettings &settings, Terminal &terminal)
{
    if (settings.executor == runner::RunnerSettings::Executor::Shell)
        return;
    for (const runner::RunAccess &access : runner::runAccess(settings)) {
        if (access.serious)
            terminal.show(u"Jobs get: %1. %2\n"_s.arg(access.title, access.text));
    }
}

std::optional<int> concurrencyFrom(const Options &options, const runner::RunnerSettings &runner, Terminal &terminal)
{
    if (!options.isSet(u"concurrency"_s))
        return runner.concurrent > 0 ? static_cast<int>(std::min<std::int64_t>(runner.concurrent, maximumConcurrency))
                                     : 2;
    bool isNumber = false;
    const int concurrency = options.value(u"concurrency"_s).toInt(&isNumber);
    if (isNumber && concurrency > 0)
        return concurrency;
    terminal.complain(u"--concurrency wants a number above 0, not '%1'."_s.arg(options.value(u"concurrency"_s)));
    return std::nullopt;
}

project::ProjectContent contentFrom(const Options &options)
{
    if (options.isSet(u"committed-only"_s))
        return project::ProjectContent::Committed;
    return options.isSet(u"tracked-only"_s) ? project::ProjectContent::Tracked : project::ProjectContent::WithUntracked;
}

} // namespace

int run(const QStringList &arguments, Terminal &terminal)
{
    Options options("run", u"[OPTIONS] [DIR] [JOB…]"_s,
                    u"Runs a pipeline, or the named jobs of it, on a copy of the project, with live logs."_s);
    addModeOptions(options);
    options.add(u"config"_s, u"A config.toml to obey instead of --mode; DIR/config.toml when it exists."_s, u"FILE"_s);
    options.add(u"concurrency"_s, u"How many jobs at once; when left out, what config.toml says, else 2."_s, u"N"_s);
    options.add(u"report"_s, u"Where to write a JSON report."_s, u"FILE"_s);
    options.add(u"tracked-only"_s, u"Leave out files that git does not track."_s);
    options.add(u"committed-only"_s, u"Use the files of the commit; changes since then are left out."_s);
    addRunChoiceOptions(options);
    addContextOptions(options);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;

    QStringList positional = options.positional();
    const QString directory = !positional.isEmpty() && namesPlace(positional.first()) ? positional.takeFirst()
                                                                                      : QString();
    const PipelineLocation location = locate(directory);
    const std::optional<expand::Context> context = contextFrom(options, location.root, terminal);
    if (!context)
        return Usage;
    const std::optional<runner::RunnerSettings> runner = runnerFrom(options, location.root, terminal);
    const std::optional<int> concurrency = runner ? concurrencyFrom(options, *runner, terminal) : std::nullopt;
    if (!concurrency || !canWriteReport(options.value(u"report"_s), terminal))
        return Usage;
    const auto analysis = load(location, *context, options, terminal);
    if (!analysis)
        return Usage;

    std::optional<RunChoice> choice = runChoiceFrom(options, positional, *analysis, terminal, exitCode);
    if (!choice)
        return exitCode;
    if (choice->isEmpty) {
        terminal.print(u"No job has failed in the last run.\n"_s);
        return Success;
    }
    choice->choices.runner = *runner;
    choice->choices.concurrency = *concurrency;
    choice->choices.content = contentFrom(options);
    choice->follow.reportFile = options.value(u"report"_s);
    Result<project::RunRequest> request = project::prepareRun(analysis, location.root, choice->choices);
    if (!request) {
        terminal.complain(describe(request.error()));
        if (!analysis->effective.valid)
            terminal.complain(u"stagecraft-cli lint shows where."_s);
        return Failed;
    }
    request->options.pausesOnFailure = choice->pausesOnFailure;
    tellAccess(*runner, terminal);
    RunFollower follower(*request, choice->follow, terminal);
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &follower, &RunFollower::cancel);
    QObject::connect(&follower, &RunFollower::finished, qApp, [](int code) { QCoreApplication::exit(code); });
    follower.start();
    return QCoreApplication::exec();
}

} // namespace stagecraft::cli

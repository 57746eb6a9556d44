// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/run_choice.h"

#include "core/expand/durations.h"
#include "core/project/run_wish.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

bool readProjects(const Options &options, QHash<QString, QString> &projects, Terminal &terminal)
{
    for (const QString &text : options.values(u"project"_s)) {
        const qsizetype equals = text.indexOf(u'=');
        const QString folder = text.sliced(equals + 1);
        if (equals <= 0 || !QFileInfo(folder).isDir()) {
            terminal.complain(
                u"--project wants PATH=FOLDER with a folder that exists, such as group/name=../name, not '%1'."_s.arg(
                    text));
            return false;
        }
        projects.insert(text.first(equals), QDir(folder).absolutePath());
    }
    return true;
}

bool readTimeout(const Options &options, int &secondsOut, Terminal &terminal)
{
    if (!options.isSet(u"timeout"_s))
        return true;
    const std::optional<double> duration = expand::parseDuration(options.value(u"timeout"_s).toStdString());
    constexpr double longest = 30.0 * 24 * 3600;
    if (!duration || *duration < 1 || *duration > longest) {
        terminal.complain(u"--timeout wants a duration such as '90 seconds' or '1h 30m', not '%1'."_s.arg(
            options.value(u"timeout"_s)));
        return false;
    }
    secondsOut = static_cast<int>(*duration);
    return true;
}

} // namespace

void addRunChoiceOptions(Options &options)
{
    options.add(u"stage"_s, u"All jobs of a stage. May be repeated."_s, u"NAME"_s);
    options.add(u"from"_s, u"A job and everything that waits for it. May be repeated."_s, u"JOB"_s);
    options.add(u"needs"_s, u"And what the chosen jobs wait for."_s);
    options.add(u"failed"_s, u"Only the jobs that have failed in the last run of this project."_s);
    options.add(u"play"_s, u"Start this manual job when its turn comes. May be repeated."_s, u"JOB"_s);
    options.add(u"manual"_s, u"Start all manual jobs when their turn comes."_s);
    options.add(u"yes-deploy"_s,
                u"Let jobs that deploy to production or make a release start like any other; without it they wait."_s);
    options.add(
        u"pause-on-failure"_s,
        u"Keep a job whose script fails as it is, and open a shell there; its end comes when that shell is left."_s);
    options.add(u"timeout"_s, u"How long the whole run may take: '90 seconds', '1h 30m' …"_s, u"DURATION"_s);
    options.add(u"project"_s, u"The folder of another project whose pipeline a trigger job starts. May be repeated."_s,
                u"PATH=FOLDER"_s);
}

std::optional<RunChoice> runChoiceFrom(const Options &options, const QStringList &jobs,
                                       const project::Analysis &analysis, Terminal &terminal, int &exitCode)
{
    RunChoice choice;
    exitCode = Usage;
    choice.follow.playAll = options.isSet(u"manual"_s);
    choice.follow.play = options.values(u"play"_s);
    choice.choices.startsGuarded = options.isSet(u"yes-deploy"_s);
    const bool hasTerminal = ::isatty(STDIN_FILENO) != 0;
    choice.follow.asks = hasTerminal && !choice.choices.startsGuarded;
    choice.pausesOnFailure = options.isSet(u"pause-on-failure"_s);
    if (choice.pausesOnFailure && !hasTerminal) {
        terminal.complain(u"--pause-on-failure opens a shell, so it wants a terminal as standard input."_s);
        return std::nullopt;
    }
    if (!readProjects(options, choice.choices.projects, terminal)
        || !readTimeout(options, choice.choices.timeoutSeconds, terminal))
        return std::nullopt;
    exitCode = Failed;
    const project::RunWish wish{.jobs = {.jobs = jobs,
                                         .stages = options.values(u"stage"_s),
                                         .from = options.values(u"from"_s),
                                         .withNeeds = options.isSet(u"needs"_s)},
                                .failed = options.isSet(u"failed"_s)};
    const Result<bool> fulfilled = project::fulfil(wish, analysis, choice.choices);
    if (!fulfilled) {
        terminal.complain(describe(fulfilled.error()));
        return std::nullopt;
    }
    choice.isEmpty = !*fulfilled;
    return choice;
}

} // namespace stagecraft::cli

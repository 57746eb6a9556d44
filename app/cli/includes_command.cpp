// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"
#include "core/project/keep_includes.h"

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString toText(const expand::EffectivePipeline &pipeline)
{
    QString text;
    for (const expand::IncludedFile &include : pipeline.includes) {
        text += u"%1\t%2\t%3\n"_s.arg(include.loaded ? u"here"_s : u"missing"_s, QString::fromStdString(include.kind),
                                      QString::fromStdString(include.location));
    }
    return text;
}

} // namespace

int includes(const QStringList &arguments, Terminal &terminal)
{
    Options
        options("includes", u"[OPTIONS] [DIR]"_s,
                u"Lists what a pipeline includes, and whether it is here. Exit code 0: all is here, 1: something is "
                "missing."_s);
    options.add(
        u"vendor"_s,
        u"Keep copies of fetched files in the repository, below .stagecraft/includes/. With --fetch they are fetched "
        "first."_s);
    addContextOptions(options);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const auto analysis = loadFrom(options, terminal);
    if (!analysis)
        return Usage;
    if (!options.isSet(u"vendor"_s)) {
        terminal.print(toText(analysis->effective));
        return analysis->effective.wanted.empty() ? Success : Failed;
    }
    const Result<project::KeptIncludes> kept = project::keepIncludes(*analysis);
    if (!kept) {
        terminal.complain(describe(kept.error()));
        return Failed;
    }
    for (const QString &file : kept->files)
        terminal.print(file + u'\n');
    for (const QString &name : kept->notKept)
        terminal.complain(u"No file can stand for %1: its address has a query or unusual parts."_s.arg(name));
    for (const QString &name : kept->notFetched)
        terminal.complain(u"%1 is not here. Add --fetch to get it."_s.arg(name));
    return kept->notKept.isEmpty() && kept->notFetched.isEmpty() ? Success : Failed;
}

} // namespace stagecraft::cli

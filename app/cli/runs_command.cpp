// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/options.h"
#include "app/cli/table_text.h"
#include "core/base/duration_text.h"
#include "core/base/files.h"
#include "core/engine/run_history.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdlib>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString duration(qint64 milliseconds)
{
    return milliseconds < 0 ? u"-"_s : durationText(milliseconds);
}

qint64 runtime(const engine::RunReport &report)
{
    return report.startedAt.isValid() && report.finishedAt.isValid() ? report.startedAt.msecsTo(report.finishedAt) : -1;
}

QJsonValue number(qint64 milliseconds)
{
    return milliseconds < 0 ? QJsonValue() : QJsonValue(milliseconds);
}

int listRuns(bool json, Terminal &terminal)
{
    const std::vector<engine::RunRecord> runs = engine::keptRuns({});
    if (json) {
        QJsonArray list;
        for (const engine::RunRecord &run : runs) {
            list.append(QJsonObject{{u"id"_s, run.report.id},
                                    {u"status"_s, engine::toText(run.report.status)},
                                    {u"ref"_s, QString::fromStdString(run.report.facts.ref)},
                                    {u"project"_s, QString::fromStdString(run.report.facts.root)},
                                    {u"config_hash"_s, QString::fromStdString(run.report.facts.configHash)},
                                    {u"jobs"_s, qint64(run.report.jobs.size())},
                                    {u"duration_ms"_s, number(runtime(run.report))},
                                    {u"directory"_s, run.directory}});
        }
        terminal.print(QJsonDocument(list).toJson());
        return Success;
    }
    QList<QStringList> rows = {{u"RUN"_s, u"STATUS"_s, u"REF"_s, u"JOBS"_s, u"DURATION"_s, u"PROJECT"_s}};
    for (const engine::RunRecord &run : runs) {
        rows.append({run.report.id, engine::toText(run.report.status), QString::fromStdString(run.report.facts.ref),
                     QString::number(run.report.jobs.size()), duration(runtime(run.report)),
                     QString::fromStdString(run.report.facts.root)});
    }
    terminal.print(runs.empty() ? u"No run was kept.\n"_s : toTable(rows));
    return Success;
}

int showRun(const engine::RunRecord &run, bool json, Terminal &terminal)
{
    if (json) {
        terminal.print(engine::reportJson(run.report));
        return Success;
    }
    QList<QStringList> rows = {{u"JOB"_s, u"STAGE"_s, u"STATUS"_s, u"DURATION"_s, u"LOG"_s}};
    for (const engine::RunReport::Job &job : run.report.jobs) {
        rows.append({QString::fromStdString(job.state.name), QString::fromStdString(job.state.stage),
                     engine::toText(job.state.status), duration(engine::runtimeMilliseconds(job.state)),
                     job.state.logFile});
    }
    terminal.print(toTable(rows));
    terminal.print(u"Pipeline: %1, %2. Configuration: %3\n"_s
                       .arg(engine::toText(run.report.status), duration(runtime(run.report)),
                            QString::fromStdString(run.report.facts.configHash)
                                .first(std::min<qsizetype>(12, qsizetype(run.report.facts.configHash.size())))));
    return Success;
}

int compare(const engine::RunRecord &before, const engine::RunRecord &after, bool json, Terminal &terminal)
{
    const auto status = [](const engine::JobState *job) { return job ? engine::toText(job->status) : u"-"_s; };
    const auto time = [](const engine::JobState *job) { return job ? engine::runtimeMilliseconds(*job) : -1; };
    const bool sameConfig = before.report.facts.configHash == after.report.facts.configHash;
    QJsonArray list;
    QList<QStringList> rows = {{u"JOB"_s, u"BEFORE"_s, u"AFTER"_s, u"BEFORE"_s, u"AFTER"_s, u"DIFFERENCE"_s}};
    for (const engine::JobDifference &one : engine::compareRuns(before.report, after.report)) {
        const qint64 was = time(one.before);
        const qint64 is = time(one.after);
        const bool both = was >= 0 && is >= 0;
        const QString change = both ? (is < was ? u"-"_s : u"+"_s) + durationText(std::abs(is - was)) : QString();
        rows.append({QString::fromStdString(one.job) + (one.isOtherStatus() ? u" *"_s : QString()), status(one.before),
                     status(one.after), duration(was), duration(is), change});
        list.append(QJsonObject{{u"job"_s, QString::fromStdString(one.job)},
                                {u"before"_s, one.before ? QJsonValue(status(one.before)) : QJsonValue()},
                                {u"after"_s, one.after ? QJsonValue(status(one.after)) : QJsonValue()},
                                {u"before_ms"_s, number(was)},
                                {u"after_ms"_s, number(is)}});
    }
    if (json) {
        terminal.print(QJsonDocument(QJsonObject{{u"before"_s, before.report.id},
                                                 {u"after"_s, after.report.id},
                                                 {u"same_config"_s, sameConfig},
                                                 {u"jobs"_s, list}})
                           .toJson());
        return Success;
    }
    terminal.print(toTable(rows));
    terminal.print(sameConfig ? u"The configuration is the same.\n"_s : u"The configuration is another.\n"_s);
    return Success;
}

} // namespace

int runs(const QStringList &arguments, Terminal &terminal)
{
    Options options("runs", u"[OPTIONS] [list | show RUN | compare RUN RUN]"_s,
                    u"Shows the runs that were kept. RUN is an id, the beginning of one, or last."_s);
    options.add(u"format"_s, u"table or json."_s, u"FORMAT"_s);
    options.add(u"junit"_s, u"With show: write a JUnit report to this file."_s, u"FILE"_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"table"_s, u"json"_s}, terminal);
    if (!format)
        return Usage;
    const bool json = *format == "json"_L1;
    const QStringList words = options.positional();
    const QString what = words.value(0, u"list"_s);
    const qsizetype wanted = what == "show"_L1 ? 2 : what == "compare"_L1 ? 3 : what == "list"_L1 ? 1 : -1;
    if (wanted < 0 || words.size() > std::max<qsizetype>(wanted, 1) || (wanted > 1 && words.size() < wanted)) {
        terminal.complain(u"runs wants list, show RUN or compare RUN RUN."_s);
        return Usage;
    }
    if (wanted == 1)
        return listRuns(json, terminal);
    std::vector<engine::RunRecord> records;
    for (const QString &id : words.sliced(1)) {
        Result<engine::RunRecord> record = engine::keptRun({}, id);
        if (!record) {
            terminal.complain(u"%1 stagecraft-cli runs lists those that there are."_s.arg(describe(record.error())));
            return Failed;
        }
        records.push_back(std::move(*record));
    }
    if (what == "compare"_L1)
        return compare(records[0], records[1], json, terminal);
    if (options.isSet(u"junit"_s)) {
        if (const Result<> written = saveAtomically(options.value(u"junit"_s), engine::junitOf(records[0].report));
            !written) {
            terminal.complain(describe(written.error()));
            return Failed;
        }
    }
    return showRun(records[0], json, terminal);
}

} // namespace stagecraft::cli

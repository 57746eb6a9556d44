// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/event_list.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/table_text.h"
#include "core/expand/to_json.h"

#include <QJsonDocument>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QList<QStringList> rowsOf(const project::Analysis &analysis, const QStringList &heading)
{
    QList<QStringList> rows{heading};
    for (const expand::SelectedJob &selected : analysis.selection.jobs) {
        const expand::EffectiveJob &job = analysis.effective.jobs[selected.job];
        QStringList needs;
        if (selected.needs) {
            for (const expand::Need &need : *selected.needs)
                needs.append(QString::fromStdString(need.job));
        }
        rows.append({QString::fromStdString(job.name), QString::fromStdString(job.stage),
                     selected.included ? expand::toText(selected.when) : u"-"_s,
                     selected.included && selected.allowFailure ? u"yes"_s : u"no"_s, needs.join(u", "_s),
                     selected.reason});
    }
    return rows;
}

} // namespace

int list(const QStringList &arguments, Terminal &terminal)
{
    Options options("list", u"[OPTIONS] [DIR]"_s,
                    u"Lists the jobs that a pipeline for this ref and event would have, those left out, and why."_s);
    options.add(u"format"_s, u"table, csv or json."_s, u"FORMAT"_s);
    options.add(u"events"_s, u"For pushes, a merge request, a tag and a schedule instead of one event."_s);
    addContextOptions(options);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"table"_s, u"csv"_s, u"json"_s}, terminal);
    if (!format)
        return Usage;
    const auto analysis = loadFrom(options, terminal);
    if (!analysis)
        return Usage;
    if (options.isSet(u"events"_s) && analysis->effective.valid) {
        const QString text = eventList(*analysis, *format);
        if (*format == "table"_L1)
            terminal.show(text);
        else
            terminal.print(text);
        return Success;
    }
    if (*format == "json"_L1) {
        terminal.print(QJsonDocument(expand::toJson(analysis->selection, analysis->effective)).toJson());
    } else if (!analysis->effective.valid) {
        terminal.complain(u"the pipeline is not valid; stagecraft-cli lint tells why."_s);
    } else if (!analysis->selection.created) {
        for (const std::string &error : analysis->selection.errors)
            terminal.complain(u"GitLab would create no pipeline: %1"_s.arg(QString::fromStdString(error)));
    } else {
        const bool csv = *format == "csv"_L1;
        const QString heading = csv ? u"name,stage,when,allow_failure,needs,reason"_s
                                    : u"JOB,STAGE,WHEN,MAY FAIL,NEEDS,WHY"_s;
        const QList<QStringList> rows = rowsOf(*analysis, heading.split(u','));
        if (csv)
            terminal.print(toCsv(rows));
        else
            terminal.show(toTable(rows));
    }
    return analysis->effective.valid && analysis->selection.created ? Success : Failed;
}

} // namespace stagecraft::cli

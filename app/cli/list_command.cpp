// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"
#include "core/expand/to_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    QString name;
    QString stage;
    QString when;
    QString allowFailure;
    QString needs;
    QString reason;
};

std::vector<Row> rowsOf(const project::Analysis &analysis)
{
    std::vector<Row> rows;
    for (const expand::SelectedJob &selected : analysis.selection.jobs) {
        const expand::EffectiveJob &job = analysis.effective.jobs[selected.job];
        Row row;
        row.name = QString::fromStdString(job.name);
        row.stage = QString::fromStdString(job.stage);
        row.when = selected.included ? expand::toText(selected.when) : u"-"_s;
        row.allowFailure = selected.included && selected.allowFailure ? u"yes"_s : u"no"_s;
        QStringList needs;
        if (selected.needs) {
            for (const expand::Need &need : *selected.needs)
                needs.append(QString::fromStdString(need.job));
        }
        row.needs = needs.join(u", "_s);
        row.reason = selected.reason;
        rows.push_back(std::move(row));
    }
    return rows;
}

QString csvField(QString field)
{
    if (field.contains(u'"') || field.contains(u',') || field.contains(u'\n') || field.contains(u'\r'))
        return u'"' + field.replace(u'"', u"\"\""_s) + u'"';
    return field;
}

QString toCsv(const std::vector<Row> &rows)
{
    QString text = u"name,stage,when,allow_failure,needs,reason\n"_s;
    for (const Row &row : rows) {
        text += QStringList{csvField(row.name), csvField(row.stage), row.when,
                            row.allowFailure,   csvField(row.needs), csvField(row.reason)}
                    .join(u',')
                + u'\n';
    }
    return text;
}

QString toTable(const std::vector<Row> &rows)
{
    const Row header{u"JOB"_s, u"STAGE"_s, u"WHEN"_s, u"MAY FAIL"_s, u"NEEDS"_s, u"WHY"_s};
    qsizetype name = header.name.size();
    qsizetype stage = header.stage.size();
    qsizetype when = header.when.size();
    qsizetype needs = header.needs.size();
    for (const Row &row : rows) {
        name = std::max(name, row.name.size());
        stage = std::max(stage, row.stage.size());
        when = std::max(when, row.when.size());
        needs = std::max(needs, row.needs.size());
    }
    const auto line = [&](const Row &row) {
        const QString text = u"%1  %2  %3  %4  %5  %6"_s.arg(row.name.leftJustified(name),
                                                             row.stage.leftJustified(stage),
                                                             row.when.leftJustified(when),
                                                             row.allowFailure.leftJustified(8),
                                                             row.needs.leftJustified(needs), row.reason);
        return text.trimmed() + u'\n';
    };
    QString text = line(header);
    for (const Row &row : rows)
        text += line(row);
    return text;
}

} // namespace

int list(const QStringList &arguments, Terminal &terminal)
{
    Options options("list", u"[OPTIONS] [DIR]"_s,
                    u"Lists the jobs that a pipeline for this ref and event would have, those left out, and why."_s);
    options.add(u"format"_s, u"table, csv or json."_s, u"FORMAT"_s);
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
    if (*format == "json"_L1) {
        terminal.print(QJsonDocument(expand::toJson(analysis->selection, analysis->effective)).toJson());
    } else if (!analysis->effective.valid) {
        terminal.complain(u"the pipeline is not valid; stagecraft-cli lint tells why."_s);
    } else if (!analysis->selection.created) {
        for (const std::string &error : analysis->selection.errors)
            terminal.complain(u"GitLab would create no pipeline: %1"_s.arg(QString::fromStdString(error)));
    } else {
        const std::vector<Row> rows = rowsOf(*analysis);
        terminal.print(*format == "csv"_L1 ? toCsv(rows) : toTable(rows));
    }
    return analysis->effective.valid && analysis->selection.created ? Success : Failed;
}

} // namespace stagecraft::cli

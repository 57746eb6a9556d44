// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/event_list.h"

#include "app/cli/table_text.h"
#include "core/expand/to_json.h"
#include "core/project/event_matrix.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString headingOf(const project::MatrixColumn &column)
{
    if (column.trigger.source != "push"_L1)
        return column.trigger.source;
    return (column.trigger.tag ? u"tag %1"_s : u"push to %1"_s).arg(column.trigger.ref);
}

QString textOf(const project::MatrixCell &cell)
{
    if (!cell.included)
        return u"-"_s;
    const QString when = expand::toText(cell.when);
    return cell.allowFailure ? when + u" (may fail)"_s : when;
}

QList<QStringList> rowsOf(const project::EventMatrix &matrix)
{
    QStringList heading{u"JOB"_s, u"STAGE"_s};
    QStringList pipeline{u"(pipeline)"_s, QString()};
    for (const project::MatrixColumn &column : matrix.columns) {
        heading.append(headingOf(column));
        pipeline.append(column.created ? u"created"_s : u"-"_s);
    }
    QList<QStringList> rows{heading, pipeline};
    for (const project::MatrixRow &row : matrix.rows) {
        QStringList cells{row.job, row.stage};
        for (const project::MatrixCell &cell : row.cells)
            cells.append(textOf(cell));
        rows.append(cells);
    }
    return rows;
}

QString toJson(const project::EventMatrix &matrix)
{
    QJsonArray events;
    for (const project::MatrixColumn &column : matrix.columns) {
        events.append(QJsonObject{{u"ref"_s, column.trigger.ref},
                                  {u"tag"_s, column.trigger.tag},
                                  {u"source"_s, column.trigger.source},
                                  {u"created"_s, column.created},
                                  {u"reason"_s, column.reason}});
    }
    QJsonArray jobs;
    for (const project::MatrixRow &row : matrix.rows) {
        QJsonArray cells;
        for (const project::MatrixCell &cell : row.cells) {
            cells.append(QJsonObject{{u"included"_s, cell.included},
                                     {u"when"_s, expand::toText(cell.when)},
                                     {u"allow_failure"_s, cell.allowFailure},
                                     {u"reason"_s, cell.reason}});
        }
        jobs.append(QJsonObject{{u"name"_s, row.job}, {u"stage"_s, row.stage}, {u"events"_s, cells}});
    }
    return QString::fromUtf8(QJsonDocument(QJsonObject{{u"events"_s, events}, {u"jobs"_s, jobs}}).toJson());
}

} // namespace

QString eventList(const project::Analysis &analysis, const QString &format)
{
    const project::EventMatrix matrix = project::eventMatrix(analysis);
    if (format == "json"_L1)
        return toJson(matrix);
    return format == "csv"_L1 ? toCsv(rowsOf(matrix)) : toTable(rowsOf(matrix));
}

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/table_text.h"

#include "app/cli/text_columns.h"

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString csvField(QString field)
{
    if (field.contains(u'"') || field.contains(u',') || field.contains(u'\n') || field.contains(u'\r'))
        return u'"' + field.replace(u'"', u"\"\""_s) + u'"';
    return field;
}

} // namespace

QString toTable(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
    QString text;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (qsizetype i = 0; i < row.size(); ++i)
            cells.append(i + 1 < row.size() ? padded(row[i], widths[i]) : row[i]);
        text += cells.join(u"  "_s).trimmed() + u'\n';
    }
    return text;
}

QString toCsv(const QList<QStringList> &rows)
{
    QString text;
    for (const QStringList &row : rows) {
        QStringList fields;
        for (const QString &field : row)
            fields.append(csvField(field));
        text += fields.join(u',') + u'\n';
    }
    return text;
}

} // namespace stagecraft::cli

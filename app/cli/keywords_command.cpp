// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/options.h"
#include "app/cli/table_text.h"
#include "core/model/keyword_table.h"

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString badge(model::Fidelity fidelity)
{
    switch (fidelity) {
    case model::Fidelity::Exact: return u"exact"_s;
    case model::Fidelity::Approximated: return u"approximated"_s;
    case model::Fidelity::NotRunLocally: return u"not run locally"_s;
    }
    return {};
}

QString place(model::KeywordScope scope)
{
    switch (scope) {
    case model::KeywordScope::Global: return u"top level"_s;
    case model::KeywordScope::Job: return u"job"_s;
    case model::KeywordScope::Default: return u"default"_s;
    case model::KeywordScope::Workflow: return u"workflow"_s;
    }
    return {};
}

/// A row for each keyword with a heading; one that may stand in several places has one row.
QList<QStringList> rowsFor(const QString &name)
{
    QList<QStringList> rows{{u"Keyword"_s, u"Where"_s, u"Locally"_s, u"Remark"_s}};
    for (const model::Keyword &keyword : model::keywords()) {
        const QString path = QString::fromStdString(keyword.name);
        if (!name.isEmpty() && path != name && !path.startsWith(name + u':'))
            continue;
        QString remark = keyword.fidelityNote;
        if (!keyword.tier.isEmpty() && !remark.contains("tier"_L1))
            remark += (remark.isEmpty() ? u""_s : u" "_s) + u"Paid tiers of GitLab only."_s;
        const QStringList row{path, place(keyword.scope), badge(keyword.fidelity), remark};
        QStringList &last = rows.last();
        if (last[0] == row[0] && last[2] == row[2] && last[3] == row[3])
            last[1] += u", "_s + row[1];
        else
            rows << row;
    }
    return rows;
}

QString toMarkdown(const QList<QStringList> &rows)
{
    QString text = u"# Keywords and how a local run treats them\n\n"
                   "Made by `stagecraft-cli keywords --format markdown`. *exact*: a run here does what a run on GitLab "
                   "does, and a run in `tests/e2e/fidelity` shows it.\n\n"_s;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QStringList cells = rows[i];
        if (i > 0)
            cells[0] = u'`' + cells[0] + u'`';
        text += u"| "_s + cells.join(" | "_L1) + u" |\n"_s;
        if (i == 0)
            text += u"|---|---|---|---|\n"_s;
    }
    return text;
}

} // namespace

int keywords(const QStringList &arguments, Terminal &terminal)
{
    Options options("keywords", u"[OPTIONS] [KEYWORD]"_s,
                    u"Lists the keywords of .gitlab-ci.yml and how faithfully a local run treats them."_s);
    options.add(u"format"_s, u"table, csv or markdown."_s, u"FORMAT"_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"table"_s, u"csv"_s, u"markdown"_s}, terminal);
    if (!format)
        return Usage;
    const QString name = options.positional().value(0);
    const QList<QStringList> rows = rowsFor(name);
    if (rows.size() == 1) {
        terminal.complain(u"there is no keyword '%1'. Without a name all are listed."_s.arg(name));
        return Failed;
    }
    if (*format == "markdown"_L1)
        terminal.print(toMarkdown(rows));
    else
        terminal.print(*format == "csv"_L1 ? toCsv(rows) : toTable(rows));
    return Success;
}

} // namespace stagecraft::cli

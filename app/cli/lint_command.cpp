// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"
#include "core/text/repeats.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QJsonObject placeToJson(const text::Diagnostic &diagnostic)
{
    QJsonObject object{{u"message"_s, diagnostic.message}, {u"file"_s, diagnostic.file}};
    if (!diagnostic.file.isEmpty()) {
        object[u"line"_s] = diagnostic.position.line + 1;
        object[u"column"_s] = diagnostic.position.column + 1;
    }
    return object;
}

QByteArray toJson(const project::Analysis &analysis)
{
    QJsonArray errors;
    QJsonArray warnings;
    QJsonArray advice;
    for (const text::Diagnostic &diagnostic : analysis.diagnostics) {
        QJsonObject object = placeToJson(diagnostic);
        switch (diagnostic.severity) {
        case text::Severity::Error: errors.append(object); break;
        case text::Severity::Warning: warnings.append(object); break;
        case text::Severity::Advice:
            object[u"id"_s] = diagnostic.id;
            if (!diagnostic.fixes.empty())
                object[u"fix"_s] = diagnostic.fixes.front().title;
            advice.append(object);
            break;
        }
    }
    const QJsonObject answer{{u"valid"_s, analysis.effective.valid},
                             {u"errors"_s, errors},
                             {u"warnings"_s, warnings},
                             {u"advice"_s, advice}};
    return QJsonDocument(answer).toJson();
}

QString toText(const project::Analysis &analysis, const QString &pipelineFile)
{
    QString text;
    for (const text::Repeated &row : text::withoutRepeats(analysis.diagnostics)) {
        const text::Diagnostic &diagnostic = analysis.diagnostics[row.index];
        const QString severity = diagnostic.severity == text::Severity::Error     ? u"error"_s
                                 : diagnostic.severity == text::Severity::Warning ? u"warning"_s
                                                                                  : u"advice"_s;
        text += placeOf(diagnostic) + u"%1: %2"_s.arg(severity, diagnostic.message);
        if (row.times > 1)
            text += u" (%1 times)"_s.arg(row.times);
        text += u'\n';
    }
    text += analysis.effective.valid ? u"%1 is valid.\n"_s.arg(pipelineFile)
                                     : u"%1 is not valid.\n"_s.arg(pipelineFile);
    return text;
}

} // namespace

int lint(const QStringList &arguments, Terminal &terminal)
{
    Options options("lint", u"[OPTIONS] [DIR]"_s,
                    u"Checks a pipeline as GitLab does. Exit code 0: valid, 1: not valid."_s);
    options.add(u"format"_s, u"text or json."_s, u"FORMAT"_s);
    addContextOptions(options);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"text"_s, u"json"_s}, terminal);
    if (!format)
        return Usage;
    const auto analysis = loadFrom(options, terminal);
    if (!analysis)
        return Usage;
    if (*format == "json"_L1)
        terminal.print(toJson(*analysis));
    else
        terminal.show(toText(*analysis, locate(options.positional().value(0)).pipelineFile));
    return analysis->effective.valid ? Success : Failed;
}

} // namespace stagecraft::cli

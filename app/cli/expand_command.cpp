// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"
#include "core/expand/to_json.h"
#include "core/expand/to_yaml.h"

#include <QJsonDocument>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

int expandPipeline(const QStringList &arguments, Terminal &terminal)
{
    Options options("expand", u"[OPTIONS] [DIR]"_s,
                    u"Prints the pipeline after include, extends, !reference and default."_s);
    options.add(u"format"_s, u"yaml or json."_s, u"FORMAT"_s);
    addContextOptions(options);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"yaml"_s, u"json"_s}, terminal);
    if (!format)
        return Usage;
    const auto analysis = loadFrom(options, terminal);
    if (!analysis)
        return Usage;
    if (*format == "json"_L1) {
        terminal.print(QJsonDocument(expand::toJson(analysis->effective)).toJson());
    } else {
        terminal.print(expand::toYaml(analysis->effective.merged));
        for (const text::Diagnostic &diagnostic : analysis->effective.diagnostics) {
            if (diagnostic.severity == text::Severity::Error)
                terminal.complain(placeOf(diagnostic) + diagnostic.message);
        }
    }
    return analysis->effective.valid ? Success : Failed;
}

} // namespace stagecraft::cli

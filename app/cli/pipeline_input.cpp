// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"

#include "app/cli/include_input.h"
#include "core/base/files.h"
#include "core/expand/context_json.h"
#include "core/project/run_request.h"
#include "core/project/variable_settings.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// "K=V" as a variable; nullopt when there is no '=' or no name.
std::optional<expand::Variable> parseAssignment(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals <= 0)
        return std::nullopt;
    return expand::Variable{.key = text.first(equals).toStdString(), .value = text.sliced(equals + 1).toStdString()};
}

bool readAssignments(const Options &options, const QString &name, Terminal &terminal,
                     const std::function<void(const expand::Variable &)> &take)
{
    for (const QString &text : options.values(name)) {
        const std::optional<expand::Variable> variable = parseAssignment(text);
        if (!variable) {
            terminal.complain(u"--%1 wants NAME=VALUE, not '%2'."_s.arg(name, text));
            return false;
        }
        take(*variable);
    }
    return true;
}

/// Those that the user set for this repository, then those of the files. A masked one's value is in the keychain, which a command
/// without a desktop can't ask.
bool addProjectVariables(const Options &options, const QString &root, expand::Context &context, Terminal &terminal)
{
    Result<project::VariableSettings> settings = project::loadVariableSettings(root);
    if (!settings) {
        terminal.complain(describe(settings.error()));
        return false;
    }
    for (const QString &file : options.values(u"variables-file"_s)) {
        const Result<QByteArray> text = readFile(file);
        if (!text) {
            terminal.complain(describe(text.error()));
            return false;
        }
        const Result<std::vector<expand::ProjectVariable>> read = project::readVariablesFile(*text);
        if (!read) {
            terminal.complain(u"%1: %2"_s.arg(file, describe(read.error())));
            return false;
        }
        for (const expand::ProjectVariable &variable : *read) {
            std::erase_if(settings->variables, [&variable](const expand::ProjectVariable &known) {
                return known.variable.key == variable.variable.key && known.environmentScope == variable.environmentScope;
            });
            settings->variables.push_back(variable);
        }
    }
    QStringList unknown;
    for (const expand::ProjectVariable &variable : settings->variables) {
        if (variable.variable.masked && variable.variable.value.empty())
            unknown.append(QString::fromStdString(variable.variable.key));
    }
    if (!unknown.isEmpty()) {
        terminal.complain(u"the values of masked variables are in the keychain and not used here: %1. Give them with --variables-file."_s.arg(
            unknown.join(u", "_s)));
    }
    project::applyTo(context, *settings);
    return true;
}

} // namespace

PipelineLocation locate(const QString &directory)
{
    const QFileInfo info(directory.isEmpty() ? u"."_s : directory);
    // A name that leads nowhere is taken for a directory, unless it is the usual one of a file.
    const bool isFile = info.exists() ? !info.isDir() : info.isSymLink() || info.fileName() == ".gitlab-ci.yml"_L1;
    if (isFile)
        return {info.absolutePath(), info.fileName()};
    return {QDir(info.absoluteFilePath()).absolutePath(), u".gitlab-ci.yml"_s};
}

std::optional<text::TextBuffer> readPipeline(const PipelineLocation &location, Terminal &terminal)
{
    const Result<QByteArray> bytes = readFile(location.absoluteFile());
    if (bytes)
        return text::TextBuffer(*bytes);
    if (!QFileInfo::exists(location.root)) {
        terminal.complain(
            u"there is no directory %1. Name one that holds a .gitlab-ci.yml, or that file."_s.arg(location.root));
    } else if (bytes.error().kind == ErrorKind::NotFound) {
        terminal.complain(
            u"%1 Name a directory that holds a .gitlab-ci.yml, or that file."_s.arg(describe(bytes.error())));
    } else if (bytes.error().kind == ErrorKind::TooLarge) {
        terminal.complain(u"%1 GitLab takes 2 MB at most: split it with include:, or name another file."_s.arg(
            describe(bytes.error())));
    } else {
        terminal.complain(describe(bytes.error()));
    }
    return std::nullopt;
}

void addContextOptions(Options &options)
{
    options.add(u"ref"_s, u"Branch or tag that the pipeline is for; the checked-out one when left out."_s, u"NAME"_s);
    options.add(u"tag"_s, u"The ref is a tag."_s);
    options.add(u"source"_s, u"What creates the pipeline: push, merge_request_event, schedule, web, api …"_s,
                u"SOURCE"_s);
    options.add(u"var"_s, u"A variable given for this pipeline; it wins over the file's. May be repeated."_s,
                u"NAME=VALUE"_s);
    options.add(u"variables-file"_s,
                u"A file with the project's CI/CD variables: lines KEY=value, or a JSON list as GitLab's API gives it. May be repeated. "
                "They join those that were set in Stagecraft for this repository."_s,
                u"FILE"_s);
    options.add(u"input"_s, u"A pipeline input. May be repeated."_s, u"NAME=VALUE"_s);
    options.add(u"changes"_s, u"A changed path, for rules:changes. May be repeated."_s, u"PATH"_s);
    options.add(u"context"_s, u"A JSON file with all of this."_s, u"FILE"_s);
    addIncludeOptions(options);
}

std::optional<expand::Context> contextFrom(const Options &options, const QString &root, Terminal &terminal)
{
    expand::Context context = project::contextOfCheckout(root);
    const std::string checkout = context.ref;
    const std::string commit = context.sha;
    const bool isTag = context.tag;
    if (!addProjectVariables(options, root, context, terminal))
        return std::nullopt;
    if (options.isSet(u"context"_s)) {
        const Result<QByteArray> json = readFile(options.value(u"context"_s));
        if (!json) {
            terminal.complain(describe(json.error()));
            return std::nullopt;
        }
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(*json, &problem);
        if (!document.isObject()) {
            terminal.complain(
                u"%1 holds no JSON object: %2."_s.arg(options.value(u"context"_s), problem.errorString()));
            return std::nullopt;
        }
        const Result<expand::Context> read = expand::contextFromJson(document.object(), context);
        if (!read) {
            terminal.complain(u"%1: %2"_s.arg(options.value(u"context"_s), describe(read.error())));
            return std::nullopt;
        }
        context = *read;
    }
    const bool hasOwnCommit = context.sha != commit;
    if (hasOwnCommit) // what git says is about another one
        std::erase_if(context.predefined,
                      [](const expand::Variable &known) { return known.key.starts_with("CI_COMMIT_"); });
    if (options.isSet(u"ref"_s)) {
        context.ref = options.value(u"ref"_s).toStdString();
        context.tag = false;
    }
    if (options.isSet(u"tag"_s))
        context.tag = true;
    if (!hasOwnCommit && (context.ref != checkout || context.tag != isTag))
        project::describeRef(context, root);
    if (options.isSet(u"source"_s)) {
        context.source = options.value(u"source"_s).toStdString();
        context.mergeRequest = context.source == "merge_request_event";
    }
    if (options.isSet(u"changes"_s)) {
        context.changes.emplace();
        for (const QString &path : options.values(u"changes"_s))
            context.changes->push_back(path.toStdString());
    }
    if (!readAssignments(options, u"var"_s, terminal,
                         [&](const expand::Variable &variable) { context.pipelineVariables.push_back(variable); }))
        return std::nullopt;
    if (!readAssignments(options, u"input"_s, terminal,
                         [&](const expand::Variable &input) { context.inputs[input.key] = input.value; }))
        return std::nullopt;
    return context;
}

std::shared_ptr<const project::Analysis> load(const PipelineLocation &location, const expand::Context &context,
                                              const Options &options, Terminal &terminal)
{
    const std::optional<text::TextBuffer> pipeline = readPipeline(location, terminal);
    if (!pipeline)
        return nullptr;
    project::AnalysisInput input;
    input.pipeline = *pipeline;
    input.pipelineFile = location.pipelineFile;
    input.root = location.root;
    input.context = context;
    input.isForWindow = false;
    if (const QString config = location.root + u"/config.toml"_s; QFileInfo::exists(config)) {
        const Result<QByteArray> bytes = readFile(config);
        if (!bytes) {
            terminal.complain(describe(bytes.error()));
            return nullptr;
        }
        input.config = text::TextBuffer(*bytes);
    }
    return analyseWithIncludes(std::move(input), options, terminal);
}

std::shared_ptr<const project::Analysis> loadFrom(const Options &options, Terminal &terminal)
{
    if (options.positional().size() > 1) {
        terminal.complain(u"one DIR only, please; '%1' is too much."_s.arg(options.positional().at(1)));
        return nullptr;
    }
    const PipelineLocation location = locate(options.positional().value(0));
    const std::optional<expand::Context> context = contextFrom(options, location.root, terminal);
    return context ? load(location, *context, options, terminal) : nullptr;
}

QString placeOf(const text::Diagnostic &diagnostic)
{
    if (diagnostic.file.isEmpty())
        return {};
    return u"%1:%2:%3: "_s.arg(diagnostic.file).arg(diagnostic.position.line + 1).arg(diagnostic.position.column + 1);
}

} // namespace stagecraft::cli

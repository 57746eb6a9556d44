// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/triggered_pipelines.h"

#include "core/base/files.h"
#include "core/expand/to_yaml.h"
#include "core/plan/make_plan.h"

#include <QFileInfo>

#include <algorithm>

namespace stagecraft::project {

using namespace Qt::StringLiterals;

namespace {

/// GitLab takes no larger one.
constexpr qint64 maximumSize = qint64(2) * 1024 * 1024;

std::vector<expand::Variable> given(const std::vector<plan::Variable> &variables)
{
    std::vector<expand::Variable> result;
    for (const plan::Variable &variable : variables)
        result.push_back(
            {.key = variable.key, .value = variable.value, .raw = variable.raw, .masked = variable.masked});
    return result;
}

} // namespace

Result<engine::MadePipeline> TriggeredPipelines::make(const engine::PipelineRequest &request) const
{
    const expand::EffectiveJob *job = m_parent->effective.job(request.job);
    const model::Value *trigger = job ? job->config.find("trigger") : nullptr;
    if (!trigger)
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "“%1” has no trigger."),
                       {QString::fromStdString(request.job)});
    const bool isChild = request.bridge.project.empty();
    Result<AnalysisInput> input = isChild ? child(request, *trigger) : ofProject(request, *trigger);
    if (!input)
        return std::unexpected(input.error());
    input->context.pipelineVariables = given(request.variables);
    const auto analysis = analyse(*input);
    if (const Result<> created = checkCreated(*analysis); !created)
        return std::unexpected(created.error());
    RunChoices choices = m_choices;
    choices.onlyJobs.clear();
    choices.asked.clear();
    choices.pipelineNumber = request.number;
    engine::MadePipeline made;
    made.plan = planFor(*analysis, choices);
    made.maker = std::make_shared<TriggeredPipelines>(analysis, choices);
    if (!isChild) {
        Result<engine::ProjectSource> source = sourceOf(input->root, input->context, m_choices.content);
        if (!source)
            return std::unexpected(source.error());
        made.source = std::move(*source);
    }
    return made;
}

/// Its configuration is `include: <trigger:include>`; the artifact is a file of the repository for it.
Result<AnalysisInput> TriggeredPipelines::child(const engine::PipelineRequest &request,
                                                const model::Value &trigger) const
{
    const model::Value *include = trigger.find("include");
    if (!include)
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "“%1” has no trigger:include."),
                       {QString::fromStdString(request.job)});
    AnalysisInput input;
    input.root = m_parent->root;
    input.includes = m_parent->includes;
    input.context = m_parent->context;
    input.context.source = "parent_pipeline";
    input.context.inputs.clear();
    input.context.typedInputs = {};
    model::Value::List items;
    for (const model::Value &item : include->isList() ? include->items() : model::Value::List{*include}) {
        if (!item.isMap() || !item.find("artifact")) {
            items.push_back(item);
            continue;
        }
        const Result<QByteArray> content = readFile(request.artifact, maximumSize);
        if (!content)
            return std::unexpected(content.error());
        const QString path = u".artifact/"_s + QFileInfo(request.artifact).fileName();
        input.given.insert(path, *content);
        model::Value::Map members = item.members();
        std::erase_if(members, [](const model::Value::Member &member) {
            return member.key == "artifact" || member.key == "job";
        });
        members.insert(members.begin(), {"local", {}, model::Value::string(path.toStdString())});
        items.push_back(model::Value::map(std::move(members)));
    }
    const model::Value config = model::Value::map({{"include", {}, model::Value::list(std::move(items))}});
    input.pipeline = text::TextBuffer(expand::toYaml(config));
    return input;
}

Result<AnalysisInput> TriggeredPipelines::ofProject(const engine::PipelineRequest &request,
                                                    const model::Value &trigger) const
{
    const QString project = QString::fromStdString(request.bridge.project);
    AnalysisInput input;
    input.root = m_choices.projects.value(project);
    const Result<QByteArray> bytes = readFile(input.root + u"/.gitlab-ci.yml"_s, maximumSize);
    if (!bytes)
        return std::unexpected(bytes.error());
    input.pipeline = text::TextBuffer(*bytes);
    input.includes = m_parent->includes;
    input.context = contextOfCheckout(input.root);
    input.context.source = "pipeline";
    input.context.projectPath = request.bridge.project;
    input.context.ref = input.context.defaultBranch;
    input.context.tag = false;
    if (const model::Value *branch = trigger.find("branch"); branch && !branch->isNull())
        input.context.ref = branch->text();
    if (const model::Value *inputs = trigger.find("inputs"))
        input.context.typedInputs = *inputs;
    return input;
}

} // namespace stagecraft::project

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/plan/run_variables.h"

#include <QDateTime>

namespace stagecraft::plan {

namespace {

std::string projectUrl(const expand::Context &context)
{
    return "https://" + context.serverHost + '/' + context.projectPath;
}

/// As GitLab writes a list of tags: ["one", "two"].
std::string tagList(const model::Value *tags)
{
    std::string text = "[";
    for (const model::Value &tag : tags ? tags->items() : model::Value::List()) {
        if (text.size() > 1)
            text += ", ";
        text += '"' + tag.text() + '"';
    }
    return text + ']';
}

} // namespace

std::vector<Variable> pipelineRunVariables(const expand::EffectivePipeline &pipeline, const expand::Context &context,
                                           const std::vector<Variable> &known, int pipelineNumber)
{
    const std::string number = std::to_string(pipelineNumber);
    std::vector<Variable> variables = {
        {"CI_PIPELINE_ID", number},
        {"CI_PIPELINE_URL", projectUrl(context) + "/-/pipelines/" + number},
        {"CI_PIPELINE_CREATED_AT", QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()},
        {"CI_REPOSITORY_URL", projectUrl(context) + ".git"},
    };
    if (const model::Value *name = pipeline.workflow.find("name"); name && !name->isNull())
        variables.push_back(
            {.key = "CI_PIPELINE_NAME", .value = expandText(name->text(), sentVariables(known)), .raw = true});
    return variables;
}

std::vector<Variable> jobRunVariables(const expand::EffectiveJob &job, const expand::SelectedJob &selected,
                                      const expand::Context &context, const runner::RunnerSettings &runner,
                                      std::size_t jobNumber)
{
    const std::string number = std::to_string(jobNumber);
    const model::Value *tags = selected.details.find("tags");
    if (!tags || tags->isNull())
        tags = job.config.find("tags");
    std::vector<Variable> variables = {
        {"CI_JOB_ID", number},
        {"CI_JOB_URL", projectUrl(context) + "/-/jobs/" + number},
        {"CI_RUNNER_ID", "1"},
        {.key = "CI_RUNNER_DESCRIPTION", .value = runner.name, .raw = true},
        {.key = "CI_RUNNER_TAGS", .value = tagList(tags), .raw = true},
    };
    if (selected.when == expand::When::Manual || selected.when == expand::When::Delayed) // also where a rule says so
        variables.push_back({"CI_JOB_MANUAL", "true"});
    return variables;
}

} // namespace stagecraft::plan

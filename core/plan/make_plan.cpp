// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/plan/make_plan.h"

#include "core/expand/durations.h"
#include "core/expand/expand.h"
#include "core/expand/instance_variables.h"
#include "core/expand/project_variables.h"
#include "core/expand/slugs.h"
#include "core/model/keyword_table.h"
#include "core/plan/guard.h"
#include "core/plan/plan_files.h"
#include "core/plan/run_variables.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace stagecraft::plan {

namespace {

Image planned(const expand::Image &image)
{
    return {image.name, image.entrypoint, image.user, image.platform, image.pullPolicy};
}

std::vector<Variable> planned(const std::vector<expand::Variable> &variables, bool secret)
{
    std::vector<Variable> result;
    result.reserve(variables.size());
    for (const expand::Variable &variable : variables)
        result.push_back({variable.key, variable.value, variable.masked, variable.file, variable.raw, secret});
    return result;
}

Service planned(const expand::Service &service)
{
    return {planned(service.image), service.alias, service.command, planned(service.variables, false)};
}

When planned(expand::When when)
{
    switch (when) {
    case expand::When::OnFailure: return When::OnFailure;
    case expand::When::Always: return When::Always;
    case expand::When::Manual: return When::Manual;
    case expand::When::Delayed: return When::Delayed;
    default: return When::OnSuccess;
    }
}

/// One line for each keyword of `map` that this machine leaves out, and for those inside it.
void addNotes(const model::Value &map, const std::string &path, std::vector<std::string> &notes)
{
    for (const model::Value::Member &member : map.members()) {
        const std::string name = path.empty() ? member.key : path + ':' + member.key;
        const model::Keyword *keyword = model::findKeyword(model::KeywordScope::Job, name);
        if (!keyword)
            continue;
        if (keyword->fidelity == model::Fidelity::NotRunLocally) {
            notes.push_back(QCoreApplication::translate("stagecraft", "Local run: %1 has no effect. %2")
                                .arg(QString::fromStdString(name), keyword->fidelityNote).toStdString());
        } else if (member.value.isMap()) {
            addNotes(member.value, name, notes);
        }
    }
}

/// One line when the job uses variables whose values only a GitLab instance or its administrator knows.
void addUnknownVariables(const model::Value &config, const std::vector<Variable> &known, std::vector<std::string> &notes)
{
    QStringList names;
    for (const std::string &name : expand::instanceVariablesIn(config)) {
        if (std::ranges::find(known, name, &Variable::key) == known.end())
            names.append(u'$' + QString::fromStdString(name));
    }
    if (names.isEmpty())
        return;
    notes.push_back(QCoreApplication::translate("stagecraft", "Local run: %1 has no value here. Set it in “Project variables” or with --variables-file.")
                        .arg(names.join(QLatin1StringView(", ")))
                        .toStdString());
}

class Planner
{
public:
    Planner(const expand::EffectivePipeline &pipeline, const expand::PipelineSelection &selection,
            const expand::Context &context, const runner::RunnerSettings &runner, const PlanOptions &options)
        : m_pipeline(pipeline),
          m_selection(selection),
          m_context(context),
          m_runner(runner),
          m_options(options),
          m_predefined(planned(expand::predefinedVariables(context), false)),
          m_ofRun(pipelineRunVariables(pipeline, context, knownToRules(), options.pipelineNumber))
    {
        for (const expand::SelectedJob &selected : selection.jobs) {
            if (runs(selected))
                m_running.insert(jobOf(selected).name);
        }
    }

    RunPlan plan()
    {
        RunPlan plan;
        plan.stages = m_selection.stages;
        plan.concurrency = std::max(1, m_options.concurrency);
        plan.projectPath = m_context.projectPath;
        plan.cancelsOnFailure = onJobFailure() == "all";
        for (const std::string &stage : plan.stages) {
            for (const expand::SelectedJob &selected : m_selection.jobs) {
                if (jobOf(selected).stage != stage)
                    continue;
                if (!runs(selected))
                    continue;
                plan.jobs.push_back(job(selected));
                plan.jobs.back().leftOut = whyLeftOut(selected, plan.jobs.back());
                if (const std::string &note = plan.jobs.back().leftOut; !note.empty())
                    plan.notes.push_back(note);
            }
        }
        return plan;
    }

private:
    const expand::EffectiveJob &jobOf(const expand::SelectedJob &selected) const
    {
        return m_pipeline.jobs[selected.job];
    }

    bool isAsked(const expand::SelectedJob &selected) const
    {
        const expand::EffectiveJob &job = jobOf(selected);
        return m_options.onlyJobs.isEmpty() || names(m_options.onlyJobs, job);
    }

    /// workflow:auto_cancel:on_job_failure; that of the workflow rule that decided wins.
    std::string onJobFailure() const
    {
        for (const model::Value &workflow : {m_selection.workflow, m_pipeline.workflow}) {
            const model::Value *autoCancel = workflow.find("auto_cancel");
            const model::Value *onFailure = autoCancel ? autoCancel->find("on_job_failure") : nullptr;
            if (onFailure && !onFailure->isNull())
                return onFailure->text();
        }
        return {};
    }

    static bool names(const QStringList &list, const expand::EffectiveJob &job)
    {
        return list.contains(QString::fromStdString(job.name)) || list.contains(QString::fromStdString(job.sourceName));
    }

    bool runs(const expand::SelectedJob &selected) const
    {
        return selected.included && isAsked(selected);
    }

    std::string whyLeftOut(const expand::SelectedJob &selected, const JobPlan &plan) const
    {
        const expand::EffectiveJob &job = jobOf(selected);
        const QString name = QString::fromStdString(job.name);
        if (plan.bridge) {
            const QString project = QString::fromStdString(plan.bridge->project);
            if (project.isEmpty() || m_options.projects.contains(project))
                return {};
            return QCoreApplication::translate("stagecraft",
                                               "“%1” starts a pipeline of the project %2, whose folder is not known here, so it is "
                                               "skipped. stagecraft-cli run --project %2=FOLDER names one.")
                .arg(name, project).toStdString();
        }
        if (!job.script.empty())
            return {};
        return QCoreApplication::translate("stagecraft", "“%1” uses run: with steps; they are not run locally.")
            .arg(name).toStdString();
    }

    static bool flag(const model::Value *map, std::string_view key, bool otherwise)
    {
        const model::Value *value = map ? map->find(key) : nullptr;
        return value && !value->isNull() ? value->toBool() : otherwise;
    }

    /// What the trigger says (gitlab-ci-language.md §2.13).
    std::optional<Bridge> bridge(const expand::SelectedJob &selected, const std::vector<Variable> &variables) const
    {
        const model::Value *trigger = jobOf(selected).config.find("trigger");
        if (!jobOf(selected).isTrigger || !trigger)
            return {};
        Bridge result;
        const model::Value *project = trigger->isMap() ? trigger->find("project") : trigger;
        if (project)
            result.project = expandText(project->text(), sentVariables(variables));
        if (const model::Value *strategy = trigger->find("strategy"))
            result.strategy = strategy->text() == "mirror" ? Bridge::Strategy::Mirror : Bridge::Strategy::Depend;
        if (const model::Value *include = trigger->find("include")) {
            for (const model::Value &item : include->isList() ? include->items() : model::Value::List{*include}) {
                const model::Value *artifact = item.isMap() ? item.find("artifact") : nullptr;
                const model::Value *job = item.isMap() ? item.find("job") : nullptr;
                if (artifact && job) {
                    result.artifactFile = artifact->text();
                    result.artifactJob = job->text();
                }
            }
        }
        const model::Value *forward = trigger->find("forward");
        if (flag(forward, "yaml_variables", true))
            result.forwarded = planned(selected.variables, false);
        if (flag(forward, "pipeline_variables", false))
            std::ranges::move(planned(m_context.pipelineVariables, true), std::back_inserter(result.forwarded));
        return result;
    }

    JobPlan job(const expand::SelectedJob &selected) const
    {
        const expand::EffectiveJob &source = jobOf(selected);
        JobPlan plan;
        plan.name = source.name;
        plan.stage = source.stage;
        if (selected.needs) {
            plan.needs.emplace();
            for (const expand::Need &need : *selected.needs) {
                if (m_running.contains(need.job))
                    plan.needs->push_back({need.job, need.optional});
            }
        }
        plan.when = planned(selected.when);
        if (names(m_options.asked, source) && plan.when != When::Always)
            plan.when = When::OnSuccess; // somebody named it
        if (const model::Value *start = selected.details.find("start_in"))
            plan.startInSeconds = expand::wholeSeconds(expand::parseDuration(start->text()).value_or(0));
        plan.allowFailure = selected.allowFailure;
        if (!selected.allowFailure)
            plan.allowFailureExitCodes = source.allowFailureExitCodes;
        plan.variables = variables(selected, plan.inheritedAt);
        plan.bridge = bridge(selected, plan.variables);
        if (const model::Value *cross = source.attributes.find("cross_dependencies"))
            plan.artifactsFromPipelines = pipelineNeeds(*cross);
        if (const model::Value *question = source.config.find("manual_confirmation");
            question && plan.when == When::Manual)
            plan.manualConfirmation = expandText(question->text(), sentVariables(plan.variables));
        if (!m_options.startsGuarded)
            plan.guardedBy = guardedBy(source.config, environmentOf(source, plan.variables));
        if (source.image)
            plan.image = planned(*source.image);
        for (const expand::Service &service : source.services)
            plan.services.push_back(planned(service));
        plan.script = source.beforeScript;
        plan.script.insert(plan.script.end(), source.script.begin(), source.script.end());
        plan.afterScript = source.afterScript;
        if (const model::Value *hooks = source.attributes.find("hooks")) {
            const model::Value *lines = hooks->find("pre_get_sources_script");
            for (const model::Value &line : lines ? lines->items() : model::Value::List())
                plan.preGetSourcesScript.push_back(line.text());
        }
        if (const model::Value *coverage = source.attributes.find("coverage_regex"))
            plan.coverage = coverage->text();
        plan.timeoutSeconds = source.timeoutSeconds.value_or(plan.timeoutSeconds);
        plan.retryMax = source.retryMax;
        plan.retryWhen = source.retryWhen;
        addFiles(selected, plan);
        if (const model::Value *group = source.config.find("resource_group"))
            plan.resourceGroup = expandText(group->text(), sentVariables(plan.variables));
        if (const model::Value *retry = source.attributes.find("retry")) {
            const model::Value *codes = retry->find("exit_codes");
            for (const model::Value &code : codes ? codes->items() : model::Value::List())
                plan.retryExitCodes.push_back(static_cast<int>(code.toInteger()));
        }
        addNotes(source.config, {}, plan.notes);
        addUnknownVariables(source.config, plan.variables, plan.notes);
        return plan;
    }

    static std::vector<PipelineNeed> pipelineNeeds(const model::Value &needs)
    {
        std::vector<PipelineNeed> result;
        for (const model::Value &need : needs.items()) {
            const model::Value *pipeline = need.find("pipeline");
            const model::Value *job = need.find("job");
            if (pipeline && job && flag(&need, "artifacts", true))
                result.push_back({pipeline->text(), job->text()});
        }
        return result;
    }

    void addFiles(const expand::SelectedJob &selected, JobPlan &plan) const
    {
        const expand::EffectiveJob &source = jobOf(selected);
        if (const model::Value *artifacts = source.attributes.find("artifacts"))
            plan.artifacts = artifactsOf(*artifacts);
        const model::Value *caches = selected.details.find("cache");
        if (!caches || caches->isNull())
            caches = source.attributes.find("cache");
        if (caches)
            plan.caches = cachesOf(*caches, expand::isProtectedRef(m_context));
        plan.artifactsFrom = artifactsFrom(selected);
    }

    /// GitLab's choice: what `dependencies` name, of what `needs` name with artifacts, or of all earlier stages.
    std::vector<std::string> artifactsFrom(const expand::SelectedJob &selected) const
    {
        const expand::EffectiveJob &job = jobOf(selected);
        std::vector<std::string> names;
        for (const std::string &stage : m_selection.stages) {
            if (!selected.needs && stage == job.stage)
                break;
            for (const expand::SelectedJob &other : m_selection.jobs) {
                const expand::EffectiveJob &earlier = jobOf(other);
                if (earlier.stage != stage || !other.included || !earlier.attributes.find("artifacts"))
                    continue;
                const auto isIt = [&earlier](const expand::Need &need) { return need.job == earlier.name && need.artifacts; };
                const bool needed = !selected.needs || std::ranges::any_of(*selected.needs, isIt);
                const bool asked = !job.dependencies || std::ranges::contains(*job.dependencies, earlier.name)
                                   || std::ranges::contains(*job.dependencies, earlier.sourceName);
                if (needed && asked)
                    names.push_back(earlier.name);
            }
        }
        return names;
    }

    std::vector<Variable> variables(const expand::SelectedJob &selected, std::size_t &inheritedAt) const
    {
        const expand::EffectiveJob &job = jobOf(selected);
        std::vector<Variable> result = m_ofRun;
        std::ranges::move(jobRunVariables(job, selected, m_context, m_runner, selected.job + 1),
                          std::back_inserter(result));
        if (job.image)
            result.push_back({"CI_JOB_IMAGE", job.image->name});
        const auto append = [&result](std::vector<Variable> more) {
            std::ranges::move(more, std::back_inserter(result));
        };
        append(planned(expand::predefinedVariables(job), false));
        append(m_predefined);
        append(planned(selected.variables, false));
        std::ranges::copy_if(m_predefined, std::back_inserter(result), isOfUser); // stronger than what the file says
        inheritedAt = result.size();
        append(planned(expand::variablesOfProject(m_context, environmentName(job, result)), true));
        append(planned(m_context.pipelineVariables, true));
        addEnvironment(job, result);
        return result;
    }

    static bool isOfUser(const Variable &variable) { return variable.key.starts_with("GITLAB_USER_"); }

    std::vector<Variable> knownToRules() const
    {
        std::vector<Variable> variables = m_predefined;
        for (const std::vector<expand::Variable> &more :
             {m_pipeline.variables, expand::variablesOfProject(m_context), m_context.pipelineVariables})
            std::ranges::move(planned(more, false), std::back_inserter(variables));
        return variables;
    }

    static std::string environmentOf(const expand::EffectiveJob &job, const std::vector<Variable> &variables)
    {
        return job.environment.empty() ? std::string() : expandText(job.environment, sentVariables(variables));
    }

    /// Made of the variables that every job of the pipeline has, and the job's own.
    std::string environmentName(const expand::EffectiveJob &job, const std::vector<Variable> &weaker) const
    {
        if (job.environment.find('$') == std::string::npos)
            return job.environment;
        std::vector<Variable> variables = weaker;
        std::ranges::move(planned(expand::variablesOfProject(m_context), true), std::back_inserter(variables));
        std::ranges::move(planned(m_context.pipelineVariables, true), std::back_inserter(variables));
        return expandText(job.environment, sentVariables(variables));
    }

    /// The names of the environment once its variables are known.
    static void addEnvironment(const expand::EffectiveJob &job, std::vector<Variable> &variables)
    {
        if (job.environment.empty())
            return;
        const std::string name = environmentOf(job, variables);
        variables.push_back({"CI_ENVIRONMENT_NAME", name});
        variables.push_back({"CI_ENVIRONMENT_SLUG", expand::environmentSlugOf(name)});
    }

    const expand::EffectivePipeline &m_pipeline;
    const expand::PipelineSelection &m_selection;
    const expand::Context &m_context;
    const runner::RunnerSettings &m_runner;
    const PlanOptions &m_options;
    std::vector<Variable> m_predefined;
    std::vector<Variable> m_ofRun; ///< what only jobs know of the pipeline
    std::unordered_set<std::string_view> m_running;
};

} // namespace

RunPlan makePlan(const expand::EffectivePipeline &pipeline, const expand::PipelineSelection &selection,
                 const expand::Context &context, const runner::RunnerSettings &runner, const PlanOptions &options)
{
    RunPlan plan = Planner(pipeline, selection, context, runner, options).plan();
    plan.runner = runner;
    plan.notes.insert(plan.notes.end(), runner.notes.begin(), runner.notes.end());
    return plan;
}

} // namespace stagecraft::plan

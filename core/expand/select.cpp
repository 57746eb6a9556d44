// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// select(): workflow:rules, the rules of each job, and the errors of creating a pipeline;
// reference/gitlab-ci-language.md §2.10, §2.11, §2.15.
#include "core/expand/effective_job.h"
#include "core/expand/expand.h"
#include "core/expand/predefined.h"
#include "core/expand/project_variables.h"
#include "core/expand/rule_evaluation.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalNeeds = 50;
constexpr const char
    *NothingLeft = "Pipeline will not run for the selected trigger. The rules configuration prevented any "
                   "jobs from being added to the pipeline.";

Value attribute(const EffectiveJob &job, std::string_view key)
{
    const Value *value = job.attributes.find(key);
    return value ? *value : Value();
}

/// Adds or replaces, by key.
void set(std::vector<Variable> &variables, const Variable &variable)
{
    const auto same = std::ranges::find(variables, variable.key, &Variable::key);
    if (same == variables.end())
        variables.push_back(variable);
    else
        *same = variable;
}

std::vector<Variable> plainVariables(const Value &map)
{
    std::vector<Variable> variables;
    for (const Value::Member &member : map.members())
        variables.push_back({member.key, member.value.text()});
    return variables;
}

/// A job's variables while its rules are looked at. Those that GitLab defines for the job are made when somebody asks:
/// most rules name none of them.
class JobVariables
{
public:
    JobVariables(const std::vector<Variable> &yaml, const EffectiveJob *job) : m_yaml(yaml), m_job(job) {}

    const std::vector<Variable> &yaml() const { return m_yaml; }
    const std::vector<Variable> &ofJob() const
    {
        if (!m_ofJob)
            m_ofJob = m_job ? predefinedVariables(*m_job) : std::vector<Variable>();
        return *m_ofJob;
    }
    const std::string *find(std::string_view name) const
    {
        const Variable *found = findVariable(m_yaml, name);
        if (!found && mayBeOfJob(name))
            found = findVariable(ofJob(), name);
        return found ? &found->value : nullptr;
    }

private:
    const std::vector<Variable> &m_yaml;
    const EffectiveJob *m_job;
    mutable std::optional<std::vector<Variable>> m_ofJob;
};

class Selector
{
public:
    Selector(const EffectivePipeline &pipeline, const Context &context, const FileReader &files)
        : m_pipeline(pipeline),
          m_context(context),
          m_files(files),
          m_predefined(predefinedVariables(context)),
          m_isScoped(hasScopedVariables(context))
    {
        setEnvironment({});
        for (const Variable &variable : m_predefined)
            m_weak[variable.key] = &variable.value;
    }

    PipelineSelection run()
    {
        if (!selectWorkflow())
            return std::move(m_result);
        for (std::size_t i = 0; i < m_pipeline.jobs.size(); ++i)
            m_result.jobs.push_back(selectJob(i));
        bool real = false;
        std::unordered_set<std::string_view> used;
        for (const SelectedJob &job : m_result.jobs) {
            if (job.included)
                used.insert(m_pipeline.jobs[job.job].stage);
        }
        if (std::string errors = seedErrors(used); !errors.empty()) {
            m_result.errors.push_back(std::move(errors));
            return std::move(m_result);
        }
        for (const std::string &stage : m_pipeline.stages) { // each is there once
            if (!used.contains(stage))
                continue;
            m_result.stages.push_back(stage);
            real = real || (stage != ".pre" && stage != ".post");
        }
        if (real)
            m_result.created = true;
        else
            m_result.errors.emplace_back(NothingLeft);
        return std::move(m_result);
    }

private:
    using Lookup = std::unordered_map<std::string_view, const std::string *>;

    static const std::string *in(const Lookup &lookup, std::string_view name)
    {
        const auto found = lookup.find(name);
        return found == lookup.end() ? nullptr : found->second;
    }

    /// The project's variables are those for this environment from here on.
    void setEnvironment(const std::string &name)
    {
        if (m_environment == name)
            return;
        m_environment = name;
        m_ofProject = variablesOfProject(m_context, name);
        m_strong.clear();
        for (const std::vector<Variable> *list : {&std::as_const(m_ofProject), &m_context.pipelineVariables}) {
            for (const Variable &variable : *list)
                m_strong[variable.key] = &variable.value;
        }
    }

    /// The name of the job's environment may be made of variables, but not of those that are only for it.
    void setEnvironmentOf(const EffectiveJob &job, const JobVariables &variables)
    {
        if (!m_isScoped)
            return;
        setEnvironment({});
        if (job.environment.find_first_of("$%") == std::string::npos)
            setEnvironment(job.environment);
        else
            setEnvironment(expandText(job.environment, sortAndExpand(allVariables(variables)).variables,
                                      UnknownNames::BecomeEmpty));
    }

    const std::vector<std::string> &repositoryFiles()
    {
        if (!m_repositoryFiles) {
            m_repositoryFiles.emplace();
            const QStringList all = m_files.files ? m_files.files() : QStringList();
            for (const QString &file : all)
                m_repositoryFiles->push_back(file.toStdString());
        }
        return *m_repositoryFiles;
    }

    /// What rules see: the weakest are the predefined variables, the strongest those of the run.
    RuleEnvironment environmentFor(const JobVariables &variables)
    {
        return {.lookup = [this, &variables](std::string_view name) -> const std::string * {
                    if (const std::string *value = in(m_strong, name))
                        return value;
                    const std::string *value = variables.find(name);
                    return value ? value : in(m_weak, name);
                },
                .expansion = [this, &variables]() { return allVariables(variables); },
                .context = m_context,
                .files = [this]() -> const std::vector<std::string> & { return repositoryFiles(); },
                .reader = m_files,
                .expressions = &m_expressions,
                .changes = m_files.changes};
    }

    std::vector<Variable> allVariables(const JobVariables &variables) const
    {
        std::vector<Variable> all = m_predefined;
        for (const std::vector<Variable> *list :
             {&variables.ofJob(), &variables.yaml(), &m_ofProject, &m_context.pipelineVariables})
            all.insert(all.end(), list->begin(), list->end());
        return all;
    }

    bool selectWorkflow()
    {
        const Value *rules = m_pipeline.workflow.find("rules");
        RuleOutcome outcome{.when = "always", .rule = {}, .matched = {}, .because = {}};
        if (rules)
            outcome = evaluateRules(*rules, environmentFor({m_pipeline.variables, nullptr}), "always");
        Value::Map workflow = {{"when", {}, Value::string(outcome.when)}};
        for (const std::string_view key : {"variables", "auto_cancel"}) {
            if (const Value *value = outcome.matched.find(key))
                workflow.push_back({std::string(key), {}, *value});
        }
        if (const Value *variables = outcome.matched.find("variables"))
            m_workflowVariables = plainVariables(*variables);
        m_result.workflow = Value::map(std::move(workflow));
        m_result.workflowReason = rules ? reasonOf(outcome, QStringLiteral("workflow:rules")) : QString();
        if (outcome.when != "never")
            return true;
        m_result.errors.emplace_back("Pipeline filtered out by workflow rules.");
        for (std::size_t i = 0; i < m_pipeline.jobs.size(); ++i) {
            SelectedJob job;
            job.job = i;
            job.included = false;
            job.when = When::Never;
            job.reason = m_result.workflowReason;
            m_result.jobs.push_back(std::move(job));
        }
        return false;
    }

    static QString reasonOf(const RuleOutcome &outcome, const QString &where)
    {
        const QString unknown = outcome.unknown.empty()
                                    ? QString()
                                    : QStringLiteral(" (files of another project are not known here)");
        if (!outcome.rule)
            return where + QStringLiteral(": no rule matches") + unknown;
        const QString because = outcome.because.empty() ? QStringLiteral("always matches")
                                                        : QString::fromStdString(outcome.because);
        QString reason = QStringLiteral("%1[%2]: ").arg(where).arg(*outcome.rule) + because;
        if (outcome.when == "never")
            reason += QStringLiteral(" (when: never)");
        return reason + unknown;
    }

    /// Jobs with the same rules share one text.
    QString sharedReasonOf(const RuleOutcome &outcome)
    {
        const bool isSame = m_lastOutcome && m_lastOutcome->rule == outcome.rule && m_lastOutcome->when == outcome.when
                            && m_lastOutcome->because == outcome.because
                            && m_lastOutcome->unknown.empty() == outcome.unknown.empty();
        if (!isSame) {
            m_lastOutcome = outcome;
            m_lastReason = reasonOf(outcome, QStringLiteral("rules"));
        }
        return m_lastReason;
    }

    /// The job's YAML variables, with those that workflow:rules set.
    std::vector<Variable> yamlVariables(const EffectiveJob &job) const
    {
        std::vector<Variable> variables = job.variables;
        const Value inherit = attribute(job, "inherit_variables");
        for (const Variable &variable : m_workflowVariables) {
            const bool inherited = inherit.isNull()
                                   || std::ranges::any_of(inherit.items(), [&variable](const Value &name) {
                                          return name.toString() == variable.key;
                                      });
            if (inherited && std::ranges::find(job.ownVariables, variable.key) == job.ownVariables.end())
                set(variables, variable);
        }
        return variables;
    }

    PolicyContext policyContext() const
    {
        const std::string source = m_context.mergeRequest && m_context.source == "push" ? "merge_request_event"
                                                                                        : m_context.source;
        return {m_context.ref, source, m_context.tag, m_context.mergeRequest, m_context.projectPath};
    }

    SelectedJob selectJob(std::size_t index)
    {
        const EffectiveJob &job = m_pipeline.jobs[index];
        SelectedJob selected;
        selected.job = index;
        selected.when = job.when;
        selected.allowFailure = job.allowFailure;
        selected.variables = yamlVariables(job);
        selected.needs = job.needs;
        const JobVariables variables(selected.variables, &job);
        setEnvironmentOf(job, variables);
        const RuleEnvironment environment = environmentFor(variables);
        const Value rules = attribute(job, "rules");
        if (rules.isNull()) {
            std::string because;
            selected.included = policiesAllow(attribute(job, "only"), attribute(job, "except"), policyContext(),
                                              environment, because);
            selected.reason = QString::fromStdString(because);
            selected.details = details(job, Value(), variables);
            return selected;
        }
        const RuleOutcome outcome = evaluateRules(rules, environment, attribute(job, "when").toString());
        selected.reason = sharedReasonOf(outcome);
        if (!outcome.error.empty()) {
            m_ruleErrors.emplace(index, "Failed to parse rule for " + job.name + ": " + outcome.error);
            selected.reason = QString::fromStdString(outcome.error);
        }
        selected.when = whenOf(outcome.when);
        selected.included = selected.when != When::Never;
        if (const Value *allow = outcome.matched.find("allow_failure"))
            selected.allowFailure = allow->toBool();
        if (const Value *more = outcome.matched.find("variables")) {
            for (const Variable &variable : plainVariables(*more))
                set(selected.variables, variable);
        }
        const Value *needs = outcome.matched.find("needs");
        const Value *jobNeeds = needs ? needs->find("job") : nullptr;
        if (jobNeeds && !jobNeeds->items().empty())
            selected.needs = needsOf(*jobNeeds);
        selected.details = details(job, outcome.matched, variables);
        return selected;
    }

    Value details(const EffectiveJob &job, const Value &rule, const JobVariables &variables) const
    {
        Value::Map map;
        const auto put = [&map](std::string_view key, const Value &value) {
            if (!value.isNull())
                map.push_back({std::string(key), {}, value});
        };
        const auto orRule = [&](std::string_view key) {
            const Value *value = rule.find(key);
            return value ? *value : attribute(job, key);
        };
        put("start_in", orRule("start_in"));
        put("interruptible", orRule("interruptible"));
        put("cache", attribute(job, "cache"));
        if (!rule.find("allow_failure"))
            put("allow_failure_criteria", attribute(job, "allow_failure_criteria"));
        if (!job.tags.empty()) {
            Value::List tags;
            std::vector<Variable> all;
            for (const std::string &tag : job.tags) {
                if (all.empty() && tag.find_first_of("$%") != std::string::npos)
                    all = allVariables(variables);
                tags.push_back(Value::string(expandText(tag, all, UnknownNames::Stay)));
            }
            put("tags", Value::list(std::move(tags)));
        }
        return map.empty() ? Value() : Value::map(std::move(map));
    }

    /// Rules that cannot be read, needs that are not there and variables that name each other, stage by stage. GitLab
    /// does not look at a stage of which no job is left.
    std::string seedErrors(const std::unordered_set<std::string_view> &used) const
    {
        std::unordered_map<std::string_view, std::size_t> included;
        std::unordered_map<std::string_view, std::vector<const SelectedJob *>> ofStage;
        for (const SelectedJob &selected : m_result.jobs) {
            const EffectiveJob &job = m_pipeline.jobs[selected.job];
            if (selected.included)
                included.emplace(job.name, selected.job);
            if (used.contains(job.stage))
                ofStage[job.stage].push_back(&selected);
        }
        std::string errors;
        const auto addError = [&errors](const std::string &text) { errors += (errors.empty() ? "" : "\n") + text; };
        for (const std::string &stage : m_pipeline.stages) {
            const auto found = ofStage.find(stage);
            if (found == ofStage.end())
                continue;
            for (const SelectedJob *selected : found->second) {
                if (const auto error = m_ruleErrors.find(selected->job); error != m_ruleErrors.end())
                    addError(error->second);
                else if (selected->included)
                    checkSeed(*selected, included, addError);
            }
        }
        return errors;
    }

    template<typename AddError>
    void checkSeed(const SelectedJob &selected, const std::unordered_map<std::string_view, std::size_t> &included,
                   const AddError &addError) const
    {
        const EffectiveJob &job = m_pipeline.jobs[selected.job];
        if (selected.needs)
            checkNeeds(job, *selected.needs, included, addError);
        const bool refers = std::ranges::any_of(selected.variables, [](const Variable &variable) {
            return variable.value.find_first_of("$%") != std::string::npos;
        });
        const std::string error = refers ? sortAndExpand(selected.variables).error : std::string();
        if (!error.empty())
            addError(job.name + ": " + error);
    }

    template<typename AddError>
    static void checkNeeds(const EffectiveJob &job, const std::vector<Need> &needs,
                           const std::unordered_map<std::string_view, std::size_t> &included, const AddError &addError)
    {
        if (needs.size() > MaximalNeeds) {
            addError(job.name + ": one job can only need " + std::to_string(MaximalNeeds)
                     + " others, but you have listed " + std::to_string(needs.size())
                     + ". See needs keyword documentation for more details");
            return;
        }
        for (const Need &need : needs) {
            if (need.optional || included.contains(need.job))
                continue;
            addError(
                "'" + job.name + "' job needs '" + need.job + "' job, but '" + need.job
                + "' does not exist in the pipeline. This might be because of the only, except, or rules keywords. "
                  "To need a job that sometimes does not exist in the pipeline, use needs:optional.");
        }
    }

    const EffectivePipeline &m_pipeline;
    const Context &m_context;
    const FileReader &m_files;
    std::vector<Variable> m_predefined;
    bool m_isScoped;
    std::optional<std::string> m_environment;
    std::vector<Variable> m_ofProject; ///< for that environment; m_strong points into it
    std::vector<Variable> m_workflowVariables;
    std::unordered_map<std::size_t, std::string> m_ruleErrors; ///< by the job's index
    Lookup m_strong;
    Lookup m_weak;
    ExpressionCache m_expressions;
    std::optional<RuleOutcome> m_lastOutcome;
    QString m_lastReason;
    std::optional<std::vector<std::string>> m_repositoryFiles;
    PipelineSelection m_result;
};

} // namespace

PipelineSelection select(const EffectivePipeline &pipeline, const Context &context, const FileReader &files)
{
    return Selector(pipeline, context, files).run();
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/job_advice.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace stagecraft::lint {

namespace {

using expand::EffectiveJob;
using model::Value;

constexpr int MostStages = 100; // that are told of: nobody reads more

/// A name without a tag or digest, or with the tag "latest". Names with variables may mean anything.
bool isUnpinned(const std::string &image)
{
    if (image.empty() || image.find('$') != std::string::npos || image.find('@') != std::string::npos)
        return false;
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.find(':', slash == std::string::npos ? 0 : slash);
    return colon == std::string::npos || image.substr(colon + 1) == "latest";
}

class JobAdvisor
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    explicit JobAdvisor(const expand::EffectivePipeline &pipeline) : m_pipeline(pipeline) {}

    text::Diagnostics run()
    {
        std::unordered_set<std::string_view> seen; // the instances of a parallel job say the same
        const bool mergeRequests = anyJobRunsForMergeRequests();
        for (const EffectiveJob &job : m_pipeline.jobs) {
            if (!seen.insert(job.sourceName).second)
                continue;
            adviseOnImage(job);
            adviseOnPolicies(job, mergeRequests);
            adviseOnRetry(job);
            adviseOnInterruptible(job);
        }
        adviseOnStages();
        adviseOnDefaultTimeout();
        return std::move(m_advice);
    }

private:
    void add(const char *id, const QString &message, const QString &file, text::TextRange range)
    {
        text::Diagnostic diagnostic;
        diagnostic.severity = text::Severity::Advice;
        diagnostic.id = QLatin1String(id);
        diagnostic.message = message;
        diagnostic.file = file;
        diagnostic.range = range;
        m_advice.push_back(std::move(diagnostic));
    }

    /// At the keyword's value where it was written, at the job's name otherwise.
    void add(const char *id, const QString &message, const EffectiveJob &job, std::string_view keyword)
    {
        const auto place = job.provenance.find(keyword);
        if (place == job.provenance.end() || place->second.range.isEmpty())
            add(id, message, job.file, job.nameRange);
        else
            add(id, message, place->second.file, place->second.range);
    }

    void adviseOnImage(const EffectiveJob &job)
    {
        if (!job.image || !isUnpinned(job.image->name))
            return;
        const auto place = job.provenance.find("image");
        // One value that many jobs take over is told once.
        if (place != job.provenance.end() && !m_images.emplace(place->second.file, place->second.range.begin).second)
            return;
        add("image-latest",
            tr("The image %1 can change from one run to the next. Name a version.")
                .arg(QString::fromStdString(job.image->name)),
            job, "image");
    }

    static bool rulesMention(const EffectiveJob &job, std::string_view text)
    {
        const Value *rules = job.attributes.find("rules");
        return rules && std::ranges::any_of(rules->items(), [text](const Value &rule) {
                   const Value *condition = rule.find("if");
                   return condition && condition->toString().find(text) != std::string::npos;
               });
    }

    bool anyJobRunsForMergeRequests() const
    {
        return std::ranges::any_of(m_pipeline.jobs, [](const EffectiveJob &job) {
            return rulesMention(job, "merge_request_event") || rulesMention(job, "CI_MERGE_REQUEST");
        });
    }

    void adviseOnPolicies(const EffectiveJob &job, bool mergeRequests)
    {
        const Value *workflowRules = m_pipeline.workflow.find("rules");
        const bool written = job.config.find("only") || job.config.find("except");
        if (written) {
            add("only-except-deprecated", tr("only and except are no longer developed; rules can say the same."), job,
                job.config.find("only") ? "only" : "except");
        } else if (mergeRequests && !workflowRules && !job.config.find("rules")) {
            add("branch-and-merge-request",
                tr("Other jobs run in merge request pipelines; this one has no rules and never does."), job, {});
        }
    }

    void adviseOnRetry(const EffectiveJob &job)
    {
        const Value *retry = job.attributes.find("retry");
        if (retry && retry->isMap() && !retry->members().empty() && !retry->find("max"))
            add("retry-never", tr("Without max, the job is never tried again."), job, "retry");
    }

    void adviseOnInterruptible(const EffectiveJob &job)
    {
        const Value *environment = job.attributes.find("environment");
        const Value *action = environment ? environment->find("action") : nullptr;
        if (job.interruptible && environment && (!action || action->toString() == "start")) {
            add("interruptible-deployment", tr("A newer pipeline may cancel this deployment in the middle."), job,
                "interruptible");
        }
    }

    void adviseOnStages()
    {
        const Value *stages = m_pipeline.merged.find("stages");
        if (!stages)
            return;
        std::unordered_set<std::string_view> used;
        for (const EffectiveJob &job : m_pipeline.jobs)
            used.insert(job.stage);
        int left = MostStages;
        for (const Value &stage : stages->items()) {
            if (left == 0)
                return;
            if (!stage.isString() || stage.origin().range.isEmpty() || stage.origin().file != 0
                || used.contains(stage.toString()))
                continue;
            --left;
            add("stage-unused", tr("No job is in the stage “%1”.").arg(QString::fromStdString(stage.toString())),
                mainFile(), stage.origin().range);
        }
    }

    void adviseOnDefaultTimeout()
    {
        const Value *defaults = m_pipeline.merged.find("default");
        const Value *timeout = defaults ? defaults->find("timeout") : nullptr;
        if (timeout && !timeout->isNull() && timeout->origin().file == 0) {
            add("default-timeout", tr("GitLab accepts timeout in default:, but no job gets it."), mainFile(),
                timeout->origin().range);
        }
    }

    QString mainFile() const { return m_pipeline.file; }

    const expand::EffectivePipeline &m_pipeline;
    text::Diagnostics m_advice;
    std::set<std::pair<QString, qsizetype>> m_images; ///< where the values told of begin
};

} // namespace

text::Diagnostics adviseOnJobs(const expand::EffectivePipeline &pipeline)
{
    return JobAdvisor(pipeline).run();
}

} // namespace stagecraft::lint

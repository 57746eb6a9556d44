// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// expand(): load → extends → !reference → edge stages → entries → normalise → logical checks, each in its own file.
#include "core/expand/expand.h"

#include "core/expand/edge_stages.h"
#include "core/expand/effective_job.h"
#include "core/expand/loader.h"
#include "core/expand/logical_checks.h"
#include "core/expand/merged_view.h"
#include "core/expand/merging.h"

#include <algorithm>
#include <unordered_map>

namespace stagecraft::expand {

namespace {

/// Merging as far as it goes: what fails is told once, and left as it is written.
Value merged(const Value &config, Report &report, Links &links)
{
    MergeOutcome extended = resolveExtends(config);
    if (extended.error && report.errors.empty())
        report.errors.push_back(*extended.error);
    MergeOutcome referenced = resolveReferences(extended.value);
    if (referenced.error && report.errors.empty())
        report.errors.push_back(*referenced.error);
    for (Link &link : referenced.references)
        links.add(std::move(link));
    return injectEdgeStages(referenced.value);
}

/// The stages in order, each once; of a pipeline with errors also those that only jobs name.
std::vector<std::string> stagesOf(const CheckedRoot &root)
{
    std::vector<std::string> stages;
    for (const Value &stage : root.stages.items()) {
        if (std::ranges::find(stages, stage.toString()) == stages.end())
            stages.push_back(stage.toString());
    }
    return stages;
}

void addDiagnostics(EffectivePipeline &pipeline, const Report &report, const SourceFiles &sources)
{
    const auto add = [&](const std::vector<Problem> &problems, text::Severity severity) {
        for (const Problem &problem : problems)
            pipeline.diagnostics.push_back(sources.diagnostic(problem, severity));
    };
    add(report.errors, text::Severity::Error);
    add(report.warnings, text::Severity::Warning);
    add(report.notes, text::Severity::Warning);
}

} // namespace

const EffectiveJob *EffectivePipeline::job(std::string_view name) const
{
    const auto found = std::ranges::find(jobs, name, &EffectiveJob::name);
    return found == jobs.end() ? nullptr : &*found;
}

EffectivePipeline expand(const yaml::SyntaxTree &tree, const QString &file, const Context &context,
                         const FileReader &files)
{
    Report report;
    SourceFiles sources;
    Loader loader(context, files, sources, report);
    const std::optional<Value> loaded = loader.load(tree, file);
    Links links = loader.takeLinks();
    const Value config = merged(loaded ? *loaded : loader.bestEffort(), report, links);
    links.finish(config);

    EffectivePipeline pipeline;
    pipeline.revision = tree.buffer().revision();
    pipeline.file = file;
    // After an error of loading or merging GitLab stops; the picture still shows what is there.
    const bool stopped = !report.errors.empty();
    Report unheard;
    Report &heard = stopped ? unheard : report;
    const CheckedRoot root = rootEntry(config, heard);
    const bool abandoned = std::ranges::any_of(heard.errors, [](const Problem &p) { return p.id == "defined-twice"; });
    if (!stopped && !abandoned)
        pipeline.merged = mergedView(config, root);
    Report normalising;
    const std::vector<NormalJob> jobs = normaliseJobs(root, normalising);
    if (report.errors.empty()) {
        report.errors = std::move(normalising.errors);
        if (report.errors.empty()) {
            if (std::optional<Problem> problem = findLogicalError(root, jobs))
                report.errors.push_back(std::move(*problem));
        }
    }
    pipeline.valid = report.errors.empty();
    pipeline.stages = stagesOf(root);
    pipeline.declaredStages = stringsOf(root.stages);
    pipeline.globals = root.variables;
    pipeline.variables = variablesOf(root.variables);
    pipeline.workflow = root.workflow;
    pipeline.jobs.reserve(jobs.size());
    for (const NormalJob &job : jobs)
        pipeline.jobs.push_back(effectiveJob(job, root.jobs[job.source], sources, links));
    for (const Value::Member &member : config.members()) {
        if (member.key.starts_with('.') && member.hasTextKey())
            pipeline.hiddenJobs.push_back(member.key);
    }
    for (const LoadedInclude &include : loader.includes())
        pipeline.includes.push_back({include.kind, include.location, include.loaded, include.extra});
    addDiagnostics(pipeline, report, sources);
    return pipeline;
}

} // namespace stagecraft::expand

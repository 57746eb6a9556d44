// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// expand(): load → extends → !reference → edge stages → entries → normalise → logical checks, each in its own file.
#include "core/expand/expand.h"

#include "core/expand/edge_stages.h"
#include "core/expand/effective_job.h"
#include "core/expand/foreign_files.h"
#include "core/expand/loader.h"
#include "core/expand/logical_checks.h"
#include "core/expand/merged_view.h"
#include "core/expand/merging.h"
#include "core/expand/missing_content.h"

#include <algorithm>
#include <memory_resource>
#include <set>
#include <unordered_set>

namespace stagecraft::expand {

namespace {

/// Merging as far as it goes: what fails is told once, and left as it is written.
Value merged(const Value &config, Report &report, Links &links, bool isIncomplete)
{
    MergeOutcome extended = resolveExtends(config);
    if (extended.error && report.errors.empty())
        report.errors.push_back(*extended.error);
    if (isIncomplete) {
        forgiveMissingContent(report);
        extended.value = withoutUnknownReferences(extended.value, report);
    }
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
    std::pmr::monotonic_buffer_resource memory;
    std::pmr::unordered_set<std::string_view> known(&memory);
    stages.reserve(root.stages.items().size());
    known.reserve(stages.capacity());
    for (const Value &stage : root.stages.items()) {
        if (known.insert(stage.toString()).second)
            stages.push_back(stage.toString());
    }
    return stages;
}

/// Jobs of a pipeline with includes that are not here: no script that nobody wrote, needs that may yet be met.
void leaveRoom(EffectivePipeline &pipeline, const std::set<std::string> &withoutScripts)
{
    std::set<std::string_view> names;
    for (const EffectiveJob &job : pipeline.jobs)
        names.insert(job.name);
    for (EffectiveJob &job : pipeline.jobs) {
        if (withoutScripts.contains(job.sourceName)) {
            job.script.clear();
            job.config = withoutScript(job.config);
            job.provenance.erase("script");
        }
        if (!job.needs)
            continue;
        for (Need &need : *job.needs)
            need.optional = need.optional || !names.contains(need.job);
    }
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

const SourceFile *EffectivePipeline::sourceFile(const QString &path) const
{
    const auto found = std::ranges::find(files, path, &SourceFile::path);
    return found == files.end() ? nullptr : &*found;
}

EffectivePipeline expand(const yaml::SyntaxTree &tree, const QString &file, const Context &context,
                         const FileReader &files)
{
    Report report;
    SourceFiles sources;
    Loader loader(context, files, sources, report);
    const std::optional<Value> loaded = loader.load(tree, file);
    Links links = loader.takeLinks();
    const bool isIncomplete = loader.isIncomplete();
    const Value known = merged(loaded ? *loaded : loader.bestEffort(), report, links, isIncomplete);
    links.finish(known);
    std::set<std::string> withoutScripts;
    const Value config = isIncomplete ? withScriptsInPlace(known, report, withoutScripts) : known;

    EffectivePipeline pipeline;
    pipeline.revision = tree.buffer().revision();
    pipeline.file = file;
    // After an error of loading or merging GitLab stops; the picture still shows what is there.
    const bool stopped = !report.errors.empty();
    Report unheard;
    Report &heard = stopped ? unheard : report;
    const CheckedRoot root = rootEntry(config, heard);
    if (isIncomplete)
        forgiveMissingContent(heard);
    const bool abandoned = std::ranges::any_of(heard.errors, [](const Problem &p) { return p.id == "defined-twice"; });
    if (!stopped && !abandoned)
        pipeline.merged = mergedView(known, root);
    Report normalising;
    const std::vector<NormalJob> jobs = normaliseJobs(root, normalising);
    if (report.errors.empty()) {
        report.errors = std::move(normalising.errors);
        if (report.errors.empty()) {
            if (std::optional<Problem> problem = findLogicalError(root, jobs, isIncomplete ? &report.notes : nullptr))
                report.errors.push_back(std::move(*problem));
        }
    }
    noteForeignExistence(root, context, files, report);
    pipeline.valid = report.errors.empty();
    pipeline.stages = stagesOf(root);
    pipeline.declaredStages = stringsOf(root.stages);
    pipeline.globals = root.variables;
    pipeline.variables = variablesOf(root.variables);
    pipeline.workflow = root.workflow;
    pipeline.jobs.reserve(jobs.size());
    for (const NormalJob &job : jobs)
        pipeline.jobs.push_back(effectiveJob(job, root.jobs[job.source], sources, links));
    if (isIncomplete)
        leaveRoom(pipeline, withoutScripts);
    pipeline.files = sources.all();
    pipeline.filePatterns = loader.patterns();
    pipeline.foreign = loader.foreign();
    pipeline.wanted = loader.wanted();
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

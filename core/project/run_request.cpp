// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/run_request.h"

#include "core/expand/to_yaml.h"
#include "core/git/repository.h"
#include "core/plan/make_plan.h"
#include "core/project/job_choice.h"
#include "core/project/triggered_pipelines.h"
#include "core/runner/run_access.h"

#include <QCryptographicHash>

#include <algorithm>

namespace stagecraft::project {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> notCreated(const Analysis &analysis)
{
    if (!analysis.effective.valid) {
        const auto first = std::ranges::find(analysis.diagnostics, text::Severity::Error, &text::Diagnostic::severity);
        const QString message = first == analysis.diagnostics.end() ? QString() : first->message;
        const qsizetype others = std::ranges::count(analysis.diagnostics, text::Severity::Error, &text::Diagnostic::severity) - 1;
        if (others > 0) {
            return failure(ErrorKind::Invalid,
                           QT_TRANSLATE_NOOP("stagecraft", "The pipeline is not valid: %1 (and %2 more)"),
                           {message, QString::number(others)});
        }
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "The pipeline is not valid: %1"), {message});
    }
    const auto &errors = analysis.selection.errors;
    return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "GitLab would create no pipeline: %1"),
                   {errors.empty() ? QString() : QString::fromStdString(errors.front())});
}

} // namespace

Result<> checkCreated(const Analysis &analysis)
{
    if (!analysis.effective.valid || !analysis.selection.created)
        return notCreated(analysis);
    const auto open = std::ranges::find(analysis.diagnostics, u"include-unresolved"_s, &text::Diagnostic::id);
    if (open != analysis.diagnostics.end()) {
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft", "The pipeline needs includes that are not here. Fetch them first. %1"),
                       {open->message});
    }
    return {};
}

plan::RunPlan planFor(const Analysis &analysis, const RunChoices &choices)
{
    plan::RunPlan plan = plan::makePlan(analysis.effective, analysis.selection, analysis.context, choices.runner,
                                        {.concurrency = choices.concurrency,
                                         .onlyJobs = choices.onlyJobs,
                                         .asked = choices.asked,
                                         .projects = choices.projects.keys(),
                                         .pipelineNumber = choices.pipelineNumber,
                                         .startsGuarded = choices.startsGuarded});
    plan.facts = {.ref = analysis.context.ref,
                  .sha = analysis.context.sha,
                  .source = analysis.context.source,
                  .root = analysis.root.toStdString(),
                  .configHash = QCryptographicHash::hash(expand::toYaml(analysis.effective.merged), QCryptographicHash::Sha256)
                                    .toHex().toStdString(),
                  .mode = runner::modeWord(choices.runner).toStdString()};
    return plan;
}

Result<RunRequest> prepareRun(const std::shared_ptr<const Analysis> &analysis, const QString &root, const RunChoices &choices)
{
    if (const Result<> created = checkCreated(*analysis); !created)
        return std::unexpected(created.error());
    if (const Result<QStringList> known = chosenJobs(*analysis, {.jobs = choices.onlyJobs}); !known)
        return std::unexpected(known.error());
    const auto untracked = choices.includeUntracked ? git::UntrackedFiles::Include : git::UntrackedFiles::LeaveOut;
    Result<QByteArrayList> files = git::projectFiles(root, untracked);
    if (!files)
        return std::unexpected(files.error());

    RunRequest request;
    request.plan = planFor(*analysis, choices);
    request.options.source = {.root = root, .files = std::move(*files)};
    request.options.earlierArtifacts = choices.earlierArtifacts;
    request.options.timeoutSeconds = choices.timeoutSeconds;
    request.options.maker = std::make_shared<TriggeredPipelines>(analysis, choices);
    return request;
}

} // namespace stagecraft::project

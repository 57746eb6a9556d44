// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/run_request.h"

#include "core/git/repository.h"
#include "core/plan/make_plan.h"

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

Result<RunRequest> prepareRun(const Analysis &analysis, const QString &root, const RunChoices &choices)
{
    if (!analysis.effective.valid || !analysis.selection.created)
        return notCreated(analysis);
    const auto open = std::ranges::find(analysis.diagnostics, u"include-unresolved"_s, &text::Diagnostic::id);
    if (open != analysis.diagnostics.end()) {
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft", "The pipeline needs includes that are not here. Fetch them first. %1"),
                       {open->message});
    }
    for (const QString &name : choices.onlyJobs) {
        const bool exists = std::ranges::any_of(analysis.selection.jobs, [&](const expand::SelectedJob &selected) {
            const expand::EffectiveJob &job = analysis.effective.jobs[selected.job];
            return selected.included && (job.name == name.toStdString() || job.sourceName == name.toStdString());
        });
        if (!exists) {
            return failure(ErrorKind::Invalid,
                           QT_TRANSLATE_NOOP("stagecraft", "This pipeline has no job \"%1\"."), {name});
        }
    }
    const auto untracked = choices.includeUntracked ? git::UntrackedFiles::Include : git::UntrackedFiles::LeaveOut;
    Result<QByteArrayList> files = git::projectFiles(root, untracked);
    if (!files)
        return std::unexpected(files.error());

    RunRequest request;
    request.plan = plan::makePlan(analysis.effective, analysis.selection, analysis.context, choices.runner,
                                  {.concurrency = choices.concurrency, .onlyJobs = choices.onlyJobs});
    request.options.source = {.root = root, .files = std::move(*files)};
    return request;
}

} // namespace stagecraft::project

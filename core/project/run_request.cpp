// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/run_request.h"

#include "core/expand/to_yaml.h"
#include "core/git/job_clone.h"
#include "core/git/repository.h"
#include "core/plan/make_plan.h"
#include "core/project/job_choice.h"
#include "core/project/triggered_pipelines.h"
#include "core/runner/run_access.h"

#include <QCryptographicHash>

#include <QFileInfo>

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

/// The repository that jobs find, when the project is all of a work tree with a commit in it.
void addRepository(engine::ProjectSource &source, const QString &root, const expand::Context &context)
{
    const Result<git::RepositoryFacts> facts = git::readFacts(root);
    if (!facts || facts->sha.isEmpty() || QFileInfo(facts->workTree).canonicalFilePath() != QFileInfo(root).canonicalFilePath())
        return;
    git::JobCloneRequest clone;
    clone.repository = root;
    clone.sha = QString::fromStdString(context.sha);
    clone.ref = QString::fromStdString(context.ref);
    clone.isTag = context.tag;
    if (!facts->serverHost.isEmpty())
        clone.originUrl = u"https://%1/%2.git"_s.arg(facts->serverHost, facts->projectPath);
    clone.checkOut = source.committedOnly;
    source.commit = clone.sha.isEmpty() ? facts->sha : clone.sha;
    source.ref = clone.ref;
    source.makeRepository = [clone](const QString &directory, const engine::ProjectSource::RepositoryNeeds &needs) {
        git::JobCloneRequest request = clone;
        request.ownObjects = needs.ownObjects;
        request.packStore = needs.packStore;
        return git::makeJobClone(request, needs.depth, directory);
    };
    source.writeHistory = [clone](const QString &gitDirectory, int depth) { return git::writeHistory(clone, depth, gitDirectory); };
    if (const Result<QByteArrayList> submodules = git::submodulePaths(root))
        source.submodules = *submodules;
}

} // namespace

Result<engine::ProjectSource> sourceOf(const QString &root, const expand::Context &context, ProjectContent content)
{
    engine::ProjectSource source{.root = root, .files = {}};
    source.committedOnly = content == ProjectContent::Committed;
    addRepository(source, root, context);
    if (source.committedOnly) {
        if (source.makeRepository)
            return source;
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 is not the top of a git work tree with a commit, so there are no committed files to run on."),
                       {root});
    }
    const auto untracked = content == ProjectContent::WithUntracked ? git::UntrackedFiles::Include : git::UntrackedFiles::LeaveOut;
    Result<QByteArrayList> files = git::projectFiles(root, untracked);
    if (!files)
        return std::unexpected(files.error());
    source.files = std::move(*files);
    return source;
}

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
    Result<engine::ProjectSource> source = sourceOf(root, analysis->context, choices.content);
    if (!source)
        return std::unexpected(source.error());

    RunRequest request;
    request.plan = planFor(*analysis, choices);
    request.options.source = std::move(*source);
    request.options.earlierArtifacts = choices.earlierArtifacts;
    request.options.timeoutSeconds = choices.timeoutSeconds;
    request.options.maker = std::make_shared<TriggeredPipelines>(analysis, choices);
    return request;
}

} // namespace stagecraft::project

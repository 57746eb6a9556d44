// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/job_sources.h"

#include <QCoreApplication>
#include <QDir>

namespace stagecraft::engine {

namespace {

using Kind = TraceLine::Kind;

bool hasRepository(const JobContext &context)
{
    return context.project && context.project->makeRepository && context.repositoryProblem.isEmpty();
}

} // namespace

SourceParts sourcePartsOf(const JobContext &context, const JobSettings &settings)
{
    SourceParts parts;
    const bool skipped = settings.gitStrategy == GitStrategy::None || settings.gitStrategy == GitStrategy::Empty;
    parts.anything = !context.projectSnapshot.isEmpty() && !skipped;
    if (!parts.anything)
        return parts;
    parts.onlyRepository = !settings.gitCheckout && hasRepository(context);
    if (settings.submodules == SubmoduleStrategy::None && context.project)
        parts.leftOut = context.project->submodules;
    // More than the copy has cannot be had; the copy was made with what the jobs' plans ask for.
    parts.otherHistory = hasRepository(context) && settings.gitDepth > 0
                         && (context.gitDepth == 0 || settings.gitDepth < context.gitDepth);
    return parts;
}

std::vector<TraceLine> sourceLines(const JobContext &context, const JobSettings &settings, const QString &buildDirectory)
{
    std::vector<TraceLine> lines;
    const auto plain = [&lines](const QString &text) { lines.push_back({Kind::Plain, text}); };
    const auto green = [&lines](const QString &text) { lines.push_back({Kind::Info, text}); };
    if (settings.gitStrategy == GitStrategy::None || settings.gitStrategy == GitStrategy::Empty) {
        green(settings.gitStrategy == GitStrategy::None
                  ? QStringLiteral("Skipping Git repository setup")
                  : QStringLiteral("Skipping Git repository setup and creating an empty build directory"));
        green(QStringLiteral("Skipping Git checkout"));
        green(QStringLiteral("Skipping Git submodules setup"));
        return lines;
    }
    const bool repository = hasRepository(context);
    if (repository) {
        green(settings.gitDepth > 0 ? QStringLiteral("Fetching changes with git depth set to %1...").arg(settings.gitDepth)
                                    : QStringLiteral("Fetching changes..."));
        plain(QStringLiteral("Initialized empty Git repository in %1/.git/").arg(buildDirectory));
        green(QStringLiteral("Created fresh repository."));
    }
    if (!context.repositoryProblem.isEmpty()) {
        lines.push_back({Kind::Warning, QCoreApplication::translate("stagecraft", "Local run: the job finds no .git directory. %1")
                                            .arg(context.repositoryProblem)});
    }
    if (repository && !settings.gitCheckout) {
        green(QStringLiteral("Skipping Git checkout"));
    } else {
        plain(QStringLiteral("Copying the project files..."));
        if (repository) {
            green(QStringLiteral("Checking out %1 as detached HEAD (ref is %2)...")
                      .arg(context.project->commit.left(8), context.project->ref));
        }
    }
    if (settings.submodules == SubmoduleStrategy::None) {
        if (repository)
            green(QStringLiteral("Skipping Git submodules setup"));
    } else {
        green(settings.submodules == SubmoduleStrategy::Recursive ? QStringLiteral("Updating/initializing submodules recursively...")
                                                                  : QStringLiteral("Updating/initializing submodules..."));
        green(QStringLiteral("Updated submodules"));
    }
    return lines;
}

std::expected<QString, QString> buildDirectoryOf(const JobSettings &settings, const QString &builds, const QString &usual)
{
    if (settings.clonePath.empty())
        return usual;
    if (!settings.mayChooseClonePath)
        return std::unexpected(
            QStringLiteral("setting GIT_CLONE_PATH is not allowed, enable `custom_build_dir` feature"));
    const QString wanted = QString::fromStdString(settings.clonePath);
    const QString clean = QDir::cleanPath(wanted);
    if (clean.startsWith(builds + QLatin1Char('/')) && !clean.contains(QChar(u'\0')))
        return clean;
    return std::unexpected(QStringLiteral("the GIT_CLONE_PATH=\"%1\" has to be within \"%2\"").arg(wanted, builds));
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/work_tree.h"

#include "core/base/files.h"
#include "core/base/remove_tree.h"
#include "core/engine/project_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace stagecraft::engine {

namespace {

bool sameParts(const SourceParts &one, const SourceParts &other)
{
    return one.onlyRepository == other.onlyRepository && one.leftOut == other.leftOut;
}

Result<> copyFiles(const JobContext &context, const SourceParts &parts, const QString &directory, const StopFlag &stop)
{
    const QString git = QStringLiteral("/.git");
    return parts.onlyRepository ? copyTree(context.projectSnapshot + git, directory + git, stop)
                                : copyTree(context.projectSnapshot, directory, stop, parts.leftOut);
}

/// Moves the tree to `directory` and makes it what a fresh copy would be. False: `directory` is to be made anew.
bool takeOver(WorkTree &tree, const JobSettings &settings, const QString &directory, const StopFlag &stop)
{
    if (!QDir().mkpath(QFileInfo(directory).path()) || !QDir().rename(tree.directory, directory))
        return false;
    tree.directory = directory;
    CleanRule rule;
    if (settings.gitStrategy == GitStrategy::Fetch)
        rule = settings.clean;
    GivenTreeCheck check(tree.given, QFile::encodeName(directory), rule, stop);
    if (!check.run())
        return false;
    ProjectSource missing;
    missing.root = tree.snapshot;
    missing.files = check.missing();
    return (missing.files.isEmpty() || copyProject(missing, directory, stop, [](double) {})) && check.noteRestored();
}

} // namespace

std::shared_ptr<WorkTree> WorkTrees::take(const JobContext &context, const JobSettings &settings)
{
    const SourceParts parts = sourcePartsOf(context, settings);
    const auto [first, last] = m_trees.equal_range(context.slot);
    const auto found = std::find_if(first, last, [&](const auto &entry) {
        return entry.second->snapshot == context.projectSnapshot && sameParts(entry.second->parts, parts);
    });
    if (!parts.anything || found == last)
        return {};
    return m_trees.extract(found).mapped();
}

bool WorkTrees::putAside(WorkTree &tree, const JobContext &context)
{
    const QFileInfo attempt(context.workDirectory);
    const QString trees = attempt.path() + QStringLiteral("/builds");
    const QString place = trees + QLatin1Char('/') + attempt.fileName();
    if (!privateDirectory(trees) || !QDir().rename(tree.directory, place))
        return false;
    tree.directory = place;
    return true;
}

void WorkTrees::keep(const JobContext &context, std::shared_ptr<WorkTree> tree)
{
    m_trees.emplace(context.slot, std::move(tree));
}

Result<std::shared_ptr<WorkTree>> placeWorkTree(std::shared_ptr<WorkTree> spare, const JobContext &context,
                                                const JobSettings &settings, const QString &directory,
                                                const StopFlag &stop)
{
    const SourceParts parts = sourcePartsOf(context, settings);
    const auto limited = [&](std::shared_ptr<WorkTree> tree) -> Result<std::shared_ptr<WorkTree>> {
        if (parts.otherHistory) {
            const Result<> written = context.project->writeHistory(directory + QStringLiteral("/.git"),
                                                                   settings.gitDepth);
            if (!written)
                return std::unexpected(written.error());
        }
        return tree;
    };
    removeTree(QFile::encodeName(directory).toStdString()); // what a hook has left there
    if (spare && takeOver(*spare, settings, directory, stop))
        return limited(std::move(spare));
    if (stop->load())
        return failure(ErrorKind::Cancelled, QT_TRANSLATE_NOOP("stagecraft", "Copying the project was stopped."));
    removeTree(QFile::encodeName(directory).toStdString());
    if (!QDir().mkpath(directory))
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The directory %1 could not be made."),
                       {directory});
    if (!parts.anything)
        return nullptr;
    if (const Result<> copied = copyFiles(context, parts, directory, stop); !copied)
        return std::unexpected(copied.error());
    auto given = noteGiven(QFile::encodeName(directory), stop);
    if (!given)
        return limited(nullptr);
    return limited(std::make_shared<WorkTree>(WorkTree{directory, context.projectSnapshot, parts, std::move(*given)}));
}

} // namespace stagecraft::engine

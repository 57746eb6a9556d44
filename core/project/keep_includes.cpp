// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/keep_includes.h"

#include "core/gitlab/vendored.h"

#include <QDir>
#include <QFileInfo>
#include <QMultiHash>

namespace stagecraft::project {

namespace {

using expand::FetchedFile;
using expand::IncludeSource;

QString commitKey(const std::string &project, const std::string &sha)
{
    return QString::fromStdString(project).toLower() + u'\n' + QString::fromStdString(sha);
}

/// By the project and the commit that was found: the refs that led there. A file that a fetched file includes is asked for by
/// that commit; in the repository it stands beside the copy that includes it, below the ref.
QMultiHash<QString, std::string> refsOf(const std::vector<IncludeSource> &sources, const gitlab::IncludeStore &store)
{
    QMultiHash<QString, std::string> refs;
    for (const IncludeSource &source : sources) {
        const FetchedFile file = store.lookUp(source);
        if (file.project.empty())
            continue;
        const std::string ref = source.kind == IncludeSource::Kind::Component
                                    ? expand::parseComponentAddress(source.location).version
                                : source.ref.empty() ? "HEAD"
                                                     : source.ref;
        const QString key = commitKey(file.project, file.sha);
        if (ref != file.sha && !refs.contains(key, ref))
            refs.insert(key, ref);
    }
    return refs;
}

/// The folder exists afterwards; refused when a link on the way leads out of the repository.
Result<> makeFolderFor(const QString &root, const QString &path)
{
    const QString canonicalRoot = QFileInfo(root).canonicalFilePath();
    const QString folder = QFileInfo(path).path();
    QString existing = folder;
    while (!QFileInfo::exists(existing) && existing != QFileInfo(existing).path())
        existing = QFileInfo(existing).path();
    const QString canonical = QFileInfo(existing).canonicalFilePath();
    if (canonical != canonicalRoot && !canonical.startsWith(canonicalRoot + u'/')) {
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 leads out of the repository, so nothing was written there."),
                       {existing});
    }
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::PermissionDenied, QT_TRANSLATE_NOOP("stagecraft", "The folder %1 cannot be made."),
                       {folder});
    return {};
}

} // namespace

Result<KeptIncludes> keepIncludes(const Analysis &analysis)
{
    KeptIncludes kept;
    if (!analysis.includes)
        return kept;
    const std::vector<IncludeSource> &sources = analysis.effective.foreign;
    const QMultiHash<QString, std::string> refs = refsOf(sources, *analysis.includes);
    for (const IncludeSource &source : sources) {
        const FetchedFile file = analysis.includes->lookUp(source);
        const QString name = QString::fromStdString(source.location);
        if (file.state != FetchedFile::State::Found) {
            kept.notFetched += name;
            continue;
        }
        std::vector<IncludeSource> places;
        if (source.kind == IncludeSource::Kind::Project) {
            for (const std::string &ref : refs.values(commitKey(source.project, source.ref))) {
                places.push_back(source);
                places.back().ref = ref;
            }
        }
        if (places.empty())
            places = {source};
        for (const IncludeSource &place : places) {
            const QString relative = gitlab::vendoredPaths(place).value(0);
            const QString path = QDir(analysis.root).filePath(relative);
            if (relative.isEmpty())
                kept.notKept += name;
            if (relative.isEmpty() || kept.files.contains(relative) || QFileInfo::exists(path)
                || QFileInfo(path).isSymLink())
                continue;
            if (const Result<> made = makeFolderFor(analysis.root, path); !made)
                return std::unexpected(made.error());
            if (const Result<> saved = saveAtomically(path, file.bytes); !saved)
                return std::unexpected(saved.error());
            kept.files += relative;
        }
    }
    for (QStringList *list : {&kept.notFetched, &kept.notKept})
        list->removeDuplicates();
    return kept;
}

} // namespace stagecraft::project

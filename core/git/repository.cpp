// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/repository.h"

#include "core/git/libgit2.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

namespace stagecraft::git {

using namespace Qt::StringLiterals;

namespace {

QString defaultBranchOf(git_repository *repository, const QString &current)
{
    git_reference *raw = nullptr;
    if (git_reference_lookup(&raw, repository, "refs/remotes/origin/HEAD") == 0) {
        const ReferencePtr reference(raw);
        if (const char *target = git_reference_symbolic_target(reference.get())) {
            const QString name = QString::fromUtf8(target);
            if (name.startsWith("refs/remotes/origin/"_L1))
                return name.sliced("refs/remotes/origin/"_L1.size());
        }
    }
    for (const char *candidate : {"main", "master"}) {
        if (git_branch_lookup(&raw, repository, candidate, GIT_BRANCH_LOCAL) == 0) {
            const ReferencePtr reference(raw);
            return QString::fromUtf8(candidate);
        }
    }
    return current.isEmpty() ? u"main"_s : current;
}

QString tagAt(git_repository *repository, const git_oid &head)
{
    struct Search {
        git_repository *repository;
        git_oid head;
        QString found;
    } wanted = {repository, head, {}};
    git_tag_foreach(
        repository,
        [](const char *name, git_oid *oid, void *payload) {
            auto *search = static_cast<Search *>(payload);
            git_object *object = nullptr;
            git_object *commit = nullptr;
            if (git_object_lookup(&object, search->repository, oid, GIT_OBJECT_ANY) != 0)
                return 0;
            if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0) {
                if (git_oid_equal(git_object_id(commit), &search->head))
                    search->found = QString::fromUtf8(name).section(u'/', 2);
                git_object_free(commit);
            }
            git_object_free(object);
            return search->found.isEmpty() ? 0 : 1;
        },
        &wanted);
    return wanted.found;
}

CommitFacts factsOf(const git_commit *commit)
{
    const git_signature *author = git_commit_author(commit);
    return {.sha = QString::fromUtf8(git_oid_tostr_s(git_commit_id(commit))),
            .message = QString::fromUtf8(git_commit_message(commit)),
            .author = u"%1 <%2>"_s.arg(QString::fromUtf8(author->name), QString::fromUtf8(author->email)),
            .committedAt = QDateTime::fromSecsSinceEpoch(git_commit_time(commit), QTimeZone::UTC)};
}

void readHead(git_repository *repository, RepositoryFacts &facts)
{
    git_reference *raw = nullptr;
    if (git_repository_head_unborn(repository) == 1) {
        if (git_reference_lookup(&raw, repository, "HEAD") == 0) {
            const ReferencePtr head(raw);
            if (const char *target = git_reference_symbolic_target(head.get()))
                facts.branch = QString::fromUtf8(target).section(u'/', 2);
        }
        return;
    }
    if (git_repository_head(&raw, repository) != 0)
        return;
    const ReferencePtr head(raw);
    if (git_reference_is_branch(head.get()))
        facts.branch = QString::fromUtf8(git_reference_shorthand(head.get()));
    git_object *object = nullptr;
    if (git_reference_peel(&object, head.get(), GIT_OBJECT_COMMIT) != 0)
        return;
    const git_oid oid = *git_object_id(object);
    git_object_free(object);
    facts.sha = QString::fromUtf8(git_oid_tostr_s(&oid));
    facts.tag = tagAt(repository, oid);
    git_commit *rawCommit = nullptr;
    if (git_commit_lookup(&rawCommit, repository, &oid) != 0)
        return;
    const CommitPtr commit(rawCommit);
    const CommitFacts tip = factsOf(commit.get());
    facts.message = tip.message;
    facts.author = tip.author;
    facts.committedAt = tip.committedAt;
}

/// Appends the files of `repository` as paths relative to its work tree, each behind `prefix`.
Result<> listFiles(git_repository *repository, const QByteArray &prefix, UntrackedFiles untracked, QByteArrayList &files)
{
    const QByteArray workTree(git_repository_workdir(repository)); // ends with "/"
    git_index *rawIndex = nullptr;
    if (git_repository_index(&rawIndex, repository) != 0) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The git index of %1 cannot be read: %2."),
                       {QFile::decodeName(workTree), lastMessage()});
    }
    const IndexPtr index(rawIndex);
    for (size_t i = 0; i < git_index_entrycount(index.get()); ++i) {
        const git_index_entry *entry = git_index_get_byindex(index.get(), i);
        const QByteArray path(entry->path);
        struct stat status = {};
        if (entry->mode == GIT_FILEMODE_COMMIT) {
            git_repository *raw = nullptr;
            if (git_repository_open(&raw, (workTree + path).constData()) == 0) {
                const RepositoryPtr submodule(raw);
                if (Result<> listed = listFiles(submodule.get(), prefix + path + '/', untracked, files); !listed)
                    return listed;
            }
        } else if (::lstat((workTree + path).constData(), &status) == 0) {
            files.append(prefix + path);
        }
    }
    if (untracked == UntrackedFiles::LeaveOut)
        return {};
    git_status_options options = GIT_STATUS_OPTIONS_INIT;
    options.show = GIT_STATUS_SHOW_WORKDIR_ONLY;
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS
                    | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
    git_status_list *rawList = nullptr;
    if (git_status_list_new(&rawList, repository, &options) != 0) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The git status of %1 cannot be read: %2."),
                       {QFile::decodeName(workTree), lastMessage()});
    }
    const StatusListPtr list(rawList);
    for (size_t i = 0; i < git_status_list_entrycount(list.get()); ++i) {
        const git_status_entry *entry = git_status_byindex(list.get(), i);
        if (entry->status & GIT_STATUS_WT_NEW) {
            const QByteArray path(entry->index_to_workdir->new_file.path);
            if (!path.endsWith('/')) // a nested repository, which git does not look into either
                files.append(prefix + path);
        }
    }
    return {};
}

/// QDirIterator would hand out names that are not UTF-8 damaged.
QByteArrayList allFilesBelow(const QByteArray &directory)
{
    namespace fs = std::filesystem;
    QByteArrayList files;
    std::error_code error;
    fs::recursive_directory_iterator walk(fs::path(directory.toStdString()), fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        std::error_code unknown;
        const fs::file_status status = walk->symlink_status(unknown);
        if (status.type() == fs::file_type::directory) {
            if (walk.depth() == 0 && walk->path().filename() == ".git")
                walk.disable_recursion_pending();
            continue;
        }
        files.append(QByteArray::fromStdString(walk->path().native()).sliced(directory.size() + 1));
    }
    return files;
}

} // namespace

Result<RepositoryFacts> readFacts(const QString &directory)
{
    Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    RepositoryFacts facts;
    facts.workTree = QDir(QFile::decodeName(git_repository_workdir(repository->get()))).absolutePath();
    readHead(repository->get(), facts);
    facts.defaultBranch = defaultBranchOf(repository->get(), facts.branch);
    git_remote *raw = nullptr;
    if (git_remote_lookup(&raw, repository->get(), "origin") == 0) {
        const RemotePtr remote(raw);
        const RemoteAddress address = parseRemote(QString::fromUtf8(git_remote_url(remote.get())));
        facts.serverHost = address.host;
        facts.projectPath = address.path;
    }
    if (facts.projectPath.isEmpty())
        facts.projectPath = QDir(facts.workTree).dirName();
    git_signature *rawSignature = nullptr; // fails where the configuration names nobody
    if (git_signature_default(&rawSignature, repository->get()) == 0) {
        const SignaturePtr user(rawSignature);
        facts.userName = QString::fromUtf8(user->name);
        facts.userAddress = QString::fromUtf8(user->email);
    }
    return facts;
}

Result<CommitFacts> readCommit(const QString &directory, const QString &name, bool isTag)
{
    Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    const QStringList folders = isTag ? QStringList{u"refs/tags/"_s} : QStringList{u"refs/heads/"_s, u"refs/remotes/origin/"_s};
    for (const QString &folder : folders) {
        git_reference *rawReference = nullptr;
        if (git_reference_lookup(&rawReference, repository->get(), (folder + name).toUtf8().constData()) != 0)
            continue;
        const ReferencePtr reference(rawReference);
        git_object *rawObject = nullptr;
        if (git_reference_peel(&rawObject, reference.get(), GIT_OBJECT_COMMIT) != 0)
            continue;
        const ObjectPtr object(rawObject);
        git_commit *rawCommit = nullptr;
        if (git_commit_lookup(&rawCommit, repository->get(), git_object_id(object.get())) == 0)
            return factsOf(CommitPtr(rawCommit).get());
    }
    return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The repository has no branch or tag \"%1\"."), {name});
}

Result<RefNames> readRefs(const QString &directory)
{
    Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    git_reference_iterator *rawIterator = nullptr;
    if (git_reference_iterator_new(&rawIterator, repository->get()) != 0) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The git repository of %1 cannot be read: %2."),
                       {directory, lastMessage()});
    }
    const ReferenceIteratorPtr iterator(rawIterator);
    RefNames names;
    const char *reference = nullptr;
    while (git_reference_next_name(&reference, iterator.get()) == 0) {
        const QString name = QString::fromUtf8(reference);
        if (name.startsWith("refs/heads/"_L1))
            names.branches.append(name.section(u'/', 2));
        else if (name.startsWith("refs/remotes/origin/"_L1) && name != "refs/remotes/origin/HEAD"_L1)
            names.branches.append(name.section(u'/', 3));
        else if (name.startsWith("refs/tags/"_L1))
            names.tags.append(name.section(u'/', 2));
    }
    for (QStringList *list : {&names.branches, &names.tags}) {
        list->sort();
        list->removeDuplicates();
    }
    return names;
}

Result<QByteArrayList> projectFiles(const QString &directory, UntrackedFiles untracked)
{
    const QDir root(QFileInfo(directory).canonicalFilePath());
    Result<RepositoryPtr> repository = openRepository(root.path());
    QByteArrayList files;
    if (!repository) {
        if (repository.error().kind != ErrorKind::NotFound)
            return std::unexpected(repository.error());
        files = allFilesBelow(QFile::encodeName(root.path()));
    } else {
        if (Result<> listed = listFiles(repository->get(), {}, untracked, files); !listed)
            return std::unexpected(listed.error());
        const QString workTree = QFileInfo(QFile::decodeName(git_repository_workdir(repository->get()))).canonicalFilePath();
        if (workTree != root.path()) {
            const QByteArray prefix = QFile::encodeName(QDir(workTree).relativeFilePath(root.path())) + '/';
            files.removeIf([&](const QByteArray &file) { return !file.startsWith(prefix); });
            for (QByteArray &file : files)
                file.remove(0, prefix.size());
        }
    }
    std::ranges::sort(files);
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

RemoteAddress parseRemote(const QString &url)
{
    QString host;
    QString path;
    if (url.contains("://"_L1)) {
        const QUrl parsed(url);
        host = parsed.host();
        path = parsed.path();
    } else if (const qsizetype colon = url.indexOf(u':'); colon > 0 && !url.first(colon).contains(u'/')) {
        host = url.first(colon).section(u'@', -1);
        path = url.sliced(colon + 1);
    }
    if (host.isEmpty())
        return {};
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith(".git"_L1))
        path.chop(4);
    return {host, path};
}

} // namespace stagecraft::git

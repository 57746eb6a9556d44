// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/changes.h"

#include "core/git/libgit2.h"

#include <QStringList>

#include <algorithm>

namespace stagecraft::git {

using namespace Qt::StringLiterals;

namespace {

using DiffPtr = std::unique_ptr<git_diff, Deleter<git_diff_free>>;
using ReflogPtr = std::unique_ptr<git_reflog, Deleter<git_reflog_free>>;

std::unexpected<Error> noSuchCommit(const QString &name)
{
    return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The repository has no commit \"%1\"."),
                   {name});
}

std::unexpected<Error> notCompared(const QString &directory)
{
    return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The commits of %1 cannot be compared: %2."),
                   {directory, lastMessage()});
}

QString textOf(const git_oid &oid)
{
    return QString::fromLatin1(git_oid_tostr_s(&oid));
}

std::optional<git_oid> commitAt(git_repository *repository, const QString &reference)
{
    git_reference *rawReference = nullptr;
    if (git_reference_lookup(&rawReference, repository, reference.toUtf8().constData()) != 0)
        return std::nullopt;
    const ReferencePtr found(rawReference);
    git_object *rawObject = nullptr;
    if (git_reference_peel(&rawObject, found.get(), GIT_OBJECT_COMMIT) != 0)
        return std::nullopt;
    const ObjectPtr object(rawObject);
    return *git_object_id(object.get());
}

/// A whole sha, or as much of its begin as no other commit has.
std::optional<git_oid> commitOfSha(git_repository *repository, const QString &name)
{
    constexpr qsizetype shortest = 7; // git's own way to shorten them
    const QByteArray digits = name.toLatin1();
    const bool isSha = digits.size() >= shortest && digits.size() <= GIT_OID_SHA1_HEXSIZE
                       && std::ranges::all_of(digits,
                                              [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    git_oid oid = {};
    git_commit *raw = nullptr;
    if (!isSha || git_oid_fromstrn(&oid, digits.constData(), static_cast<size_t>(digits.size())) != 0
        || git_commit_lookup_prefix(&raw, repository, &oid, static_cast<size_t>(digits.size())) != 0)
        return std::nullopt;
    return *git_commit_id(CommitPtr(raw).get());
}

TreePtr treeOf(git_repository *repository, const git_oid &commit)
{
    git_commit *rawCommit = nullptr;
    if (git_commit_lookup(&rawCommit, repository, &commit) != 0)
        return {};
    const CommitPtr owner(rawCommit);
    git_tree *raw = nullptr;
    return git_commit_tree(&raw, owner.get()) == 0 ? TreePtr(raw) : TreePtr();
}

} // namespace

Result<QString> commitOf(const QString &directory, const QString &name)
{
    Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    QStringList candidates;
    const bool isWhole = name.startsWith("refs/"_L1);
    if (const auto heads = "refs/heads/"_L1; name.startsWith(heads))
        candidates.append(u"refs/remotes/origin/"_s + name.sliced(heads.size()));
    if (isWhole)
        candidates.append(name);
    else
        candidates << u"refs/remotes/origin/"_s + name << u"refs/heads/"_s + name << u"refs/tags/"_s + name;
    for (const QString &candidate : std::as_const(candidates)) {
        if (const std::optional<git_oid> commit = commitAt(repository->get(), candidate))
            return textOf(*commit);
    }
    if (const std::optional<git_oid> commit = commitOfSha(repository->get(), name))
        return textOf(*commit);
    return noSuchCommit(name);
}

Result<std::optional<QByteArrayList>> changedFiles(const QString &directory, const QString &from, const QString &to,
                                                   ChangesSince since)
{
    Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    const std::optional<git_oid> end = commitOfSha(repository->get(), to);
    std::optional<git_oid> begin = commitOfSha(repository->get(), from);
    const bool isShallow = git_repository_is_shallow(repository->get()) == 1;
    if (!begin || !end) {
        if (isShallow)
            return std::nullopt;
        return noSuchCommit(begin ? to : from);
    }
    if (since == ChangesSince::MergeBase) {
        git_oid base = {};
        const int code = git_merge_base(&base, repository->get(), &*begin, &*end);
        if (code == GIT_ENOTFOUND)
            return isShallow ? std::optional<QByteArrayList>() : QByteArrayList();
        if (code != 0)
            return notCompared(directory);
        begin = base;
    }
    const TreePtr older = treeOf(repository->get(), *begin);
    const TreePtr newer = treeOf(repository->get(), *end);
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_SKIP_BINARY_CHECK;
    git_diff *raw = nullptr;
    if (!older || !newer || git_diff_tree_to_tree(&raw, repository->get(), older.get(), newer.get(), &options) != 0)
        return notCompared(directory);
    // Without a search for renamed files, such a file is one that went and one that came.
    const DiffPtr diff(raw);
    QByteArrayList files;
    for (size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta *delta = git_diff_get_delta(diff.get(), i);
        files.append(delta->new_file.path ? delta->new_file.path : delta->old_file.path);
    }
    std::ranges::sort(files);
    files.erase(std::ranges::unique(files).begin(), files.end());
    return files;
}

std::optional<QString> commitBeforePush(const QString &directory, const QString &branch)
{
    const Result<RepositoryPtr> repository = openRepository(directory);
    if (!repository)
        return std::nullopt;
    const QString remoteName = u"refs/remotes/origin/"_s + branch;
    const std::optional<git_oid> remote = commitAt(repository->get(), remoteName);
    const std::optional<git_oid> local = commitAt(repository->get(), u"refs/heads/"_s + branch);
    if (!remote)
        return std::nullopt;
    if (local && !git_oid_equal(&*remote, &*local))
        return textOf(*remote);
    git_reflog *raw = nullptr;
    if (git_reflog_read(&raw, repository->get(), remoteName.toUtf8().constData()) != 0)
        return std::nullopt;
    const ReflogPtr reflog(raw);
    const git_reflog_entry *last = git_reflog_entry_byindex(reflog.get(), 0);
    const char *message = last ? git_reflog_entry_message(last) : nullptr;
    if (!message || QByteArrayView(message) != "update by push" || git_oid_is_zero(git_reflog_entry_id_old(last)))
        return std::nullopt;
    return textOf(*git_reflog_entry_id_old(last));
}

} // namespace stagecraft::git

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/job_clone.h"

#include "core/git/libgit2.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <map>
#include <set>
#include <sys/stat.h>
#include <vector>

namespace stagecraft::git {

using namespace Qt::StringLiterals;

namespace {

using PackBuilderPtr = std::unique_ptr<git_packbuilder, Deleter<git_packbuilder_free>>;
using ConfigPtr = std::unique_ptr<git_config, Deleter<git_config_free>>;

std::unexpected<Error> notMade(const QString &reason)
{
    return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The repository for the jobs could not be made: %1"), {reason});
}

struct OidLess {
    bool operator()(const git_oid &a, const git_oid &b) const { return git_oid_cmp(&a, &b) < 0; }
};
using Oids = std::set<git_oid, OidLess>;

QByteArray hex(const git_oid &oid)
{
    return git_oid_tostr_s(&oid);
}

Result<RepositoryPtr> open(const QString &directory)
{
    initializeLibrary();
    git_repository *raw = nullptr;
    const QByteArray path = QFile::encodeName(QDir(directory).absolutePath());
    if (git_repository_open_ext(&raw, path.constData(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr) != 0)
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "%1 is in no git work tree."), {directory});
    return RepositoryPtr(raw);
}

/// CI_COMMIT_SHA, else what is checked out.
Result<CommitPtr> findCommit(git_repository *repository, const QString &sha)
{
    git_oid oid;
    git_commit *raw = nullptr;
    if (git_oid_fromstr(&oid, sha.toLatin1().constData()) == 0 && git_commit_lookup(&raw, repository, &oid) == 0)
        return CommitPtr(raw);
    if (git_reference_name_to_id(&oid, repository, "HEAD") == 0 && git_commit_lookup(&raw, repository, &oid) == 0)
        return CommitPtr(raw);
    return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The repository has no commit yet."));
}

/// The commits that a fetch of a certain depth brings, newest first, and those of them whose parents it leaves out.
struct History {
    std::vector<git_oid> commits;
    Oids known;
    Oids boundary;
};

/// Where the person's own clone ends, when it is a shallow one.
Oids ownBoundary(git_repository *repository)
{
    Oids boundary;
    QFile shallow(QFile::decodeName(git_repository_commondir(repository)) + "/shallow"_L1);
    if (!shallow.open(QIODevice::ReadOnly))
        return boundary;
    git_oid oid;
    while (!shallow.atEnd()) {
        if (git_oid_fromstr(&oid, shallow.readLine(128).trimmed().constData()) == 0)
            boundary.insert(oid);
    }
    return boundary;
}

History historyOf(git_repository *repository, const git_oid &tip, int depth)
{
    History history;
    const Oids own = ownBoundary(repository);
    std::vector<git_oid> level{tip};
    history.known.insert(tip);
    for (int distance = 1; !level.empty(); ++distance) {
        std::vector<git_oid> next;
        for (const git_oid &oid : level) {
            git_commit *raw = nullptr;
            if (git_commit_lookup(&raw, repository, &oid) != 0)
                continue;
            const CommitPtr commit(raw);
            history.commits.push_back(oid);
            const unsigned parents = git_commit_parentcount(commit.get());
            if (own.contains(oid) || (depth > 0 && distance >= depth && parents > 0)) {
                history.boundary.insert(oid);
                continue;
            }
            for (unsigned i = 0; i < parents; ++i) {
                const git_oid parent = *git_commit_parent_id(commit.get(), i);
                if (history.known.insert(parent).second)
                    next.push_back(parent);
            }
        }
        level = std::move(next);
    }
    // A commit at the edge may be reached by a shorter way too; then its parents are there.
    std::erase_if(history.boundary, [&](const git_oid &oid) {
        git_commit *raw = nullptr;
        if (own.contains(oid) || git_commit_lookup(&raw, repository, &oid) != 0)
            return false;
        const CommitPtr commit(raw);
        for (unsigned i = 0; i < git_commit_parentcount(commit.get()); ++i) {
            if (!history.known.contains(*git_commit_parent_id(commit.get(), i)))
                return false;
        }
        return true;
    });
    return history;
}

/// The references of the clone: name → object.
std::map<QByteArray, git_oid> referencesOf(git_repository *repository, const JobCloneRequest &request, const History &history,
                                           const git_oid &tip, int depth)
{
    std::map<QByteArray, git_oid> references;
    if (!request.ref.isEmpty())
        references[(request.isTag ? "refs/tags/" : "refs/remotes/origin/") + request.ref.toUtf8()] = tip;
    git_reference_iterator *raw = nullptr;
    if (git_reference_iterator_new(&raw, repository) != 0)
        return references;
    const ReferenceIteratorPtr iterator(raw);
    git_reference *next = nullptr;
    while (git_reference_next(&next, iterator.get()) == 0) {
        const ReferencePtr reference(next);
        const QByteArray name = git_reference_name(reference.get());
        const git_oid *target = git_reference_target(reference.get());
        if (!target)
            continue; // symbolic
        if (depth == 0 && (name.startsWith("refs/heads/") || name.startsWith("refs/remotes/origin/"))) {
            const QByteArray branch = name.mid(name.startsWith("refs/heads/") ? 11 : 20);
            references.try_emplace("refs/remotes/origin/" + branch, *target);
        } else if (name.startsWith("refs/tags/")) { // as git follows tags: those of commits that are there
            git_object *commit = nullptr;
            if (git_reference_peel(&commit, reference.get(), GIT_OBJECT_COMMIT) != 0)
                continue;
            const ObjectPtr owner(commit);
            if (depth == 0 || history.known.contains(*git_object_id(commit)))
                references.insert_or_assign(name, *target);
        }
    }
    return references;
}

bool write(const QString &file, const QByteArray &content)
{
    QSaveFile target(file);
    return target.open(QIODevice::WriteOnly) && target.write(content) == content.size() && target.commit();
}

/// What `request` needs of the history. All of it, where nothing is packed, is what the person's clone has.
History historyFor(git_repository *repository, const JobCloneRequest &request, const git_oid &tip, int depth)
{
    if (depth > 0 || request.ownObjects)
        return historyOf(repository, tip, depth);
    History history;
    history.boundary = ownBoundary(repository);
    return history;
}

Result<> writeHistory(const QString &gitDirectory, const History &history, const std::map<QByteArray, git_oid> &references)
{
    QByteArray packed = "# pack-refs with: sorted\n";
    for (const auto &[name, oid] : references)
        packed += hex(oid) + ' ' + name + '\n';
    QByteArray shallow;
    for (const git_oid &oid : history.boundary)
        shallow += hex(oid) + '\n';
    QFile::remove(gitDirectory + "/shallow"_L1);
    if (!write(gitDirectory + "/packed-refs"_L1, packed) || (!shallow.isEmpty() && !write(gitDirectory + "/shallow"_L1, shallow)))
        return notMade(gitDirectory);
    return {};
}

/// A value of a git config file in quotes.
QByteArray quoted(const QString &text)
{
    QByteArray value = text.toUtf8();
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return '"' + value + '"';
}

QByteArray configFor(const JobCloneRequest &request)
{
    // The files are copies: only their times and sizes are those that the index knows.
    QByteArray config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n"
                        "\tcheckStat = minimal\n\ttrustctime = false\n"
                        "[fetch]\n\trecurseSubmodules = false\n[gc]\n\tauto = 0\n"
                        // A job has the credentials that the pipeline gives it, not those of whoever tries it out.
                        "[credential]\n\thelper =\n";
    if (!request.originUrl.isEmpty()) {
        config += "[remote \"origin\"]\n\turl = " + quoted(request.originUrl)
                  + "\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n";
    }
    return config;
}

/// The commit's tree as an index. Files of the work tree that are as committed get the times by which git sees that at once.
Result<> writeIndex(git_repository *repository, git_commit *commit, const QString &file)
{
    git_index *rawIndex = nullptr;
    git_tree *rawTree = nullptr;
    if (git_index_open(&rawIndex, QFile::encodeName(file).constData()) != 0)
        return notMade(lastMessage());
    const IndexPtr index(rawIndex);
    if (git_commit_tree(&rawTree, commit) != 0)
        return notMade(lastMessage());
    const TreePtr tree(rawTree);
    if (git_index_read_tree(index.get(), tree.get()) != 0)
        return notMade(lastMessage());
    git_index *rawOwn = nullptr;
    const char *workTree = git_repository_workdir(repository);
    if (workTree && git_repository_index(&rawOwn, repository) == 0) {
        const IndexPtr own(rawOwn);
        std::vector<git_index_entry> same;
        for (size_t i = 0; i < git_index_entrycount(index.get()); ++i) {
            const git_index_entry *entry = git_index_get_byindex(index.get(), i);
            const git_index_entry *known = git_index_get_bypath(own.get(), entry->path, 0);
            if (!known || !git_oid_equal(&known->id, &entry->id) || known->file_size == 0)
                continue;
            struct stat status = {};
            const bool unchanged = ::lstat((QByteArray(workTree) + entry->path).constData(), &status) == 0
                                   && status.st_mtim.tv_sec == known->mtime.seconds && status.st_size == known->file_size
                                   && (known->mtime.nanoseconds == 0 || status.st_mtim.tv_nsec == known->mtime.nanoseconds);
            if (!unchanged)
                continue;
            git_index_entry mine = *entry;
            mine.mtime = known->mtime;
            mine.file_size = known->file_size;
            same.push_back(mine);
        }
        // Adding copies the entry and frees the old one, with its path: which therefore must not be its own.
        for (git_index_entry &entry : same) {
            const QByteArray path(entry.path);
            entry.path = path.constData();
            if (git_index_add(index.get(), &entry) != 0)
                return notMade(lastMessage());
        }
    }
    return git_index_write(index.get()) == 0 ? Result<>() : notMade(lastMessage());
}

/// Objects that `tree` names and that are not in `seen` yet.
bool insertTree(git_repository *repository, git_packbuilder *pack, const git_oid &id, Oids &seen)
{
    if (!seen.insert(id).second)
        return true;
    git_tree *raw = nullptr;
    if (git_tree_lookup(&raw, repository, &id) != 0)
        return false;
    const TreePtr tree(raw);
    if (git_packbuilder_insert(pack, &id, nullptr) != 0)
        return false;
    for (size_t i = 0; i < git_tree_entrycount(tree.get()); ++i) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree.get(), i);
        const git_oid &object = *git_tree_entry_id(entry);
        switch (git_tree_entry_type(entry)) {
        case GIT_OBJECT_TREE:
            if (!insertTree(repository, pack, object, seen))
                return false;
            break;
        case GIT_OBJECT_BLOB:
            if (seen.insert(object).second && git_packbuilder_insert(pack, &object, git_tree_entry_name(entry)) != 0)
                return false;
            break;
        default: // a submodule's commit lies in another repository
            break;
        }
    }
    return true;
}

Result<> writePack(git_repository *repository, const History &history, const std::map<QByteArray, git_oid> &references, const QString &directory)
{
    git_packbuilder *raw = nullptr;
    if (git_packbuilder_new(&raw, repository) != 0)
        return notMade(lastMessage());
    const PackBuilderPtr pack(raw);
    git_packbuilder_set_threads(pack.get(), 0);
    Oids seen;
    for (const git_oid &oid : history.commits) {
        git_commit *rawCommit = nullptr;
        if (git_commit_lookup(&rawCommit, repository, &oid) != 0)
            return notMade(lastMessage());
        const CommitPtr commit(rawCommit);
        if (git_packbuilder_insert(pack.get(), &oid, nullptr) != 0
            || !insertTree(repository, pack.get(), *git_commit_tree_id(commit.get()), seen))
            return notMade(lastMessage());
    }
    for (const auto &[name, oid] : references) { // annotated tags, and with all history the branches
        if (!history.known.contains(oid) && git_packbuilder_insert_recur(pack.get(), &oid, nullptr) != 0)
            return notMade(lastMessage());
    }
    if (!QDir().mkpath(directory) || git_packbuilder_write(pack.get(), QFile::encodeName(directory).constData(), 0444, nullptr, nullptr) != 0)
        return notMade(lastMessage());
    return {};
}

/// The pack of an earlier run of the same commit, or a new one. One is kept a repository.
Result<> providePack(git_repository *repository, const JobCloneRequest &request, const History &history,
                     const std::map<QByteArray, git_oid> &references, const QString &directory)
{
    if (request.packStore.isEmpty())
        return writePack(repository, history, references, directory);
    QCryptographicHash content(QCryptographicHash::Sha1);
    for (const git_oid &oid : history.commits)
        content.addData(hex(oid));
    for (const auto &[name, oid] : references)
        content.addData(name + hex(oid));
    const QByteArray place = QCryptographicHash::hash(git_repository_commondir(repository), QCryptographicHash::Sha1).toHex();
    const QString store = request.packStore + u'/' + QString::fromLatin1(place);
    const QString kept = store + u'/' + QString::fromLatin1(content.result().toHex());
    if (!QFileInfo::exists(kept)) {
        QDir(store).removeRecursively();
        const QString making = store + "/making-"_L1 + QString::number(QRandomGenerator::system()->generate(), 16);
        if (const Result<> written = writePack(repository, history, references, making); !written)
            return written;
        if (!QDir().rename(making, kept) && !QFileInfo::exists(kept))
            return notMade(kept);
    }
    if (!QDir().mkpath(directory))
        return notMade(directory);
    const QStringList files = QDir(kept).entryList(QDir::Files);
    for (const QString &file : files) {
        if (!QFile::copy(kept + u'/' + file, directory + u'/' + file))
            return notMade(directory);
    }
    return {};
}

} // namespace

Result<> makeJobClone(const JobCloneRequest &request, int depth, const QString &directory)
{
    const Result<RepositoryPtr> repository = open(request.repository);
    if (!repository)
        return std::unexpected(repository.error());
    const Result<CommitPtr> commit = findCommit(repository->get(), request.sha);
    if (!commit)
        return std::unexpected(commit.error());
    const git_oid tip = *git_commit_id(commit->get());
    const History history = historyFor(repository->get(), request, tip, depth);
    const auto references = referencesOf(repository->get(), request, history, tip, depth);

    const QString gitDirectory = directory + "/.git"_L1;
    const QString objects = QFileInfo(QFile::decodeName(git_repository_commondir(repository->get()))).canonicalFilePath() + "/objects"_L1;
    if (!QDir().mkpath(gitDirectory + "/objects/info"_L1) || !QDir().mkpath(gitDirectory + "/refs/heads"_L1)
        || !QDir().mkpath(gitDirectory + "/refs/tags"_L1) || !write(gitDirectory + "/HEAD"_L1, hex(tip) + '\n')
        || !write(gitDirectory + "/config"_L1, configFor(request)))
        return notMade(gitDirectory);
    // As after a checkout; "git status" looks there for what is checked out.
    const QByteArray checkedOut = QByteArray(GIT_OID_SHA1_HEXSIZE, '0') + ' ' + hex(tip) + " stagecraft <stagecraft@localhost> "
                                  + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + " +0000\tcheckout: moving from master to "
                                  + hex(tip) + '\n';
    if (!QDir().mkpath(gitDirectory + "/logs"_L1) || !write(gitDirectory + "/logs/HEAD"_L1, checkedOut))
        return notMade(gitDirectory);
    if (Result<> written = writeHistory(gitDirectory, history, references); !written)
        return written;
    if (!request.ownObjects && !write(gitDirectory + "/objects/info/alternates"_L1, QFile::encodeName(objects) + '\n'))
        return notMade(gitDirectory);
    if (request.ownObjects) {
        if (Result<> packed = providePack(repository->get(), request, history, references, gitDirectory + "/objects/pack"_L1); !packed)
            return packed;
    }
    if (!request.checkOut)
        return writeIndex(repository->get(), commit->get(), gitDirectory + "/index"_L1);

    // In the clone, so that no file of the person's repository is written.
    git_repository *raw = nullptr;
    if (git_repository_open_ext(&raw, QFile::encodeName(directory).constData(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0)
        return notMade(lastMessage());
    const RepositoryPtr clone(raw);
    git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
    options.checkout_strategy = GIT_CHECKOUT_FORCE;
    return git_checkout_head(clone.get(), &options) == 0 ? Result<>() : notMade(lastMessage());
}

Result<> writeHistory(const JobCloneRequest &request, int depth, const QString &gitDirectory)
{
    const Result<RepositoryPtr> repository = open(request.repository);
    if (!repository)
        return std::unexpected(repository.error());
    const Result<CommitPtr> commit = findCommit(repository->get(), request.sha);
    if (!commit)
        return std::unexpected(commit.error());
    const git_oid tip = *git_commit_id(commit->get());
    const History history = historyFor(repository->get(), request, tip, depth);
    return writeHistory(gitDirectory, history, referencesOf(repository->get(), request, history, tip, depth));
}

Result<QByteArrayList> submodulePaths(const QString &directory)
{
    const Result<RepositoryPtr> repository = open(directory);
    if (!repository)
        return std::unexpected(repository.error());
    git_index *raw = nullptr;
    if (git_repository_index(&raw, repository->get()) != 0)
        return notMade(lastMessage());
    const IndexPtr index(raw);
    QByteArrayList paths;
    for (size_t i = 0; i < git_index_entrycount(index.get()); ++i) {
        const git_index_entry *entry = git_index_get_byindex(index.get(), i);
        if (entry->mode == GIT_FILEMODE_COMMIT)
            paths << QByteArray(entry->path);
    }
    return paths;
}

} // namespace stagecraft::git

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/new_repository.h"

#include "core/git/libgit2.h"

#include <QFile>

namespace stagecraft::git {

Result<> createRepository(const QString &directory, const FirstCommit &commit)
{
    initializeLibrary();
    const auto failed = [&] {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "No git repository can be made in %1: %2."),
                       {directory, lastMessage()});
    };
    const QByteArray path = QFile::encodeName(directory);
    const QByteArray branch = commit.branch.toUtf8();
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = branch.constData();
    git_repository *rawRepository = nullptr;
    if (git_repository_init_ext(&rawRepository, path.constData(), &options) != 0)
        return failed();
    const RepositoryPtr repository(rawRepository);

    git_index *rawIndex = nullptr;
    if (git_repository_index(&rawIndex, repository.get()) != 0)
        return failed();
    const IndexPtr index(rawIndex);
    git_oid treeId;
    if (git_index_add_all(index.get(), nullptr, GIT_INDEX_ADD_DEFAULT, nullptr, nullptr) != 0
        || git_index_write(index.get()) != 0 || git_index_write_tree(&treeId, index.get()) != 0)
        return failed();

    git_tree *rawTree = nullptr;
    git_signature *rawSignature = nullptr;
    if (git_tree_lookup(&rawTree, repository.get(), &treeId) != 0)
        return failed();
    const TreePtr tree(rawTree);
    if (git_signature_now(&rawSignature, commit.authorName.toUtf8().constData(), commit.authorEmail.toUtf8().constData()) != 0)
        return failed();
    const SignaturePtr author(rawSignature);
    git_oid commitId;
    if (git_commit_create(&commitId, repository.get(), "HEAD", author.get(), author.get(), nullptr,
                          commit.message.toUtf8().constData(), tree.get(), 0, nullptr)
        != 0)
        return failed();
    return {};
}

} // namespace stagecraft::git

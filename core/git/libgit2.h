// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// libgit2's objects as owners, and its start. Internal to core/git.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <git2.h>

#include <memory>

namespace stagecraft::git {

template<auto freeFunction>
struct Deleter {
    template<typename T>
    void operator()(T *object) const { freeFunction(object); }
};
using RepositoryPtr = std::unique_ptr<git_repository, Deleter<git_repository_free>>;
using ReferencePtr = std::unique_ptr<git_reference, Deleter<git_reference_free>>;
using IndexPtr = std::unique_ptr<git_index, Deleter<git_index_free>>;
using StatusListPtr = std::unique_ptr<git_status_list, Deleter<git_status_list_free>>;
using RemotePtr = std::unique_ptr<git_remote, Deleter<git_remote_free>>;
using ObjectPtr = std::unique_ptr<git_object, Deleter<git_object_free>>;
using ReferenceIteratorPtr = std::unique_ptr<git_reference_iterator, Deleter<git_reference_iterator_free>>;
using CommitPtr = std::unique_ptr<git_commit, Deleter<git_commit_free>>;
using TreePtr = std::unique_ptr<git_tree, Deleter<git_tree_free>>;
using SignaturePtr = std::unique_ptr<git_signature, Deleter<git_signature_free>>;

void initializeLibrary();
/// What went wrong last in this thread.
QString lastMessage();

/// The repository whose work tree `directory` is in; NotFound when it is in none.
Result<RepositoryPtr> openRepository(const QString &directory);

} // namespace stagecraft::git

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Facts about a git repository, read with libgit2: no hook, filter program or file system monitor of the repository is ever run,
// and nothing in it is changed. Functions block for the duration of disk access; call them on a worker thread for
// large repositories. Any thread.
#pragma once

#include "core/base/result.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace stagecraft::git {

struct RepositoryFacts {
    QString workTree;      ///< absolute path
    QString branch;        ///< empty when HEAD is detached
    QString tag;           ///< a tag that points at HEAD, if there is one
    QString sha;           ///< 40 digits; empty before the first commit
    QString defaultBranch; ///< of the remote, as far as the clone knows; else main, master or the current branch
    QString serverHost;    ///< of the remote "origin"; empty without one
    QString projectPath;   ///< "group/project" of the remote; without one the directory's name
    QString message;       ///< of the commit at HEAD
    QString author;        ///< "Name <address>"
    QDateTime committedAt;
    QString userName;    ///< user.name of git's configuration
    QString userAddress; ///< user.email
};

/// NotFound when `directory` is in no git repository.
Result<RepositoryFacts> readFacts(const QString &directory);

/// The commit at the tip of a branch (local, or of the remote "origin") or at a tag.
struct CommitFacts {
    QString sha;
    QString message;
    QString author; ///< "Name <address>"
    QDateTime committedAt;
};
/// NotFound when this clone has no such ref.
Result<CommitFacts> readCommit(const QString &directory, const QString &name, bool isTag);

struct RefNames {
    QStringList branches; ///< local ones, and those of the remote "origin" as far as the clone knows them; sorted
    QStringList tags;     ///< sorted
    bool operator==(const RefNames &) const = default;
};
/// NotFound when `directory` is in no git repository.
Result<RefNames> readRefs(const QString &directory);

enum class UntrackedFiles { LeaveOut, Include };

/// Files below `directory`, relative to it and sorted: tracked ones that exist (with whatever uncommitted changes they have)
/// and, if asked for, untracked ones that git does not ignore. Submodules included. Without a repository: all files.
/// Names are the bytes on the disk: not every name is UTF-8.
Result<QByteArrayList> projectFiles(const QString &directory, UntrackedFiles untracked);

/// Host and path of a remote's address, without user, password, port and ".git"; both empty when it names no host.
struct RemoteAddress {
    QString host;
    QString path;
};
RemoteAddress parseRemote(const QString &url);

} // namespace stagecraft::git

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The project as a tar, to be unpacked at "/" of a build container. Made once a run in a temporary file and sent from
// there to every job: a job costs no second walk through the files, and memory does not grow with the project.
// Owner and modes are those that the runner's checkout gives (root, umask 0000), so that any user in the container may
// write. Functions block and run on pool threads.
#pragma once

#include "core/base/result.h"
#include "core/engine/project_snapshot.h"

#include <QIODevice>
#include <QStringList>
#include <QTemporaryFile>

#include <memory>

namespace stagecraft::engine {

struct ArchiveRequest {
    QString source;                ///< the copy of the project; empty: just the directories
    QString buildDirectory;        ///< where its files go: "/builds/group/project"
    QString where = {};            ///< directory for the tar; made when it is missing
    QStringList directories = {};  ///< other directories that anybody may write: "/cache"
    QByteArrayList leftOut = {};   ///< directories, relative to `source`, that stay empty
    QString part = {};             ///< only this directory of `source` (".git"); empty: all of it
    bool asProject = true;         ///< false: caches and artifacts, which keep their modes
};

/// The same for requests whose archives are the same.
QByteArray archiveKey(const ArchiveRequest &request);

struct ProjectArchive {
    std::unique_ptr<QTemporaryFile> file; ///< removed with this object
    const char *content = nullptr;        ///< the file, mapped: many jobs read it at once
    qsizetype files = 0;

    /// Reads it from the start; not longer than this object lives.
    std::unique_ptr<QIODevice> reader() const;
};

Result<std::shared_ptr<ProjectArchive>> makeProjectArchive(const ArchiveRequest &request, const StopFlag &stop);

} // namespace stagecraft::engine

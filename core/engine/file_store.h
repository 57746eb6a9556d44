// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FileStore: equal files of artifacts and caches lie on the disk once. Artifacts and caches stay plain directories, which
// jobs never work in; absorb() replaces their files by hard links to <state>/store/<aa>/<SHA-256>. A blob that nobody links
// to any more is removed by sweep(). What jobs get are copies (reflinks where the file system can).
//
// Functions block and run on pool threads; several processes may use one store.
#pragma once

#include "core/engine/project_snapshot.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace stagecraft::engine {

class FileStore
{
public:
    /// What two files share when they are stored once, besides their content and mode.
    enum class Times {
        Newest, ///< artifacts: the file gets the time of the one that came last, which is the run that just goes on
        Exact,  ///< caches: only files of the same time; tools compare times of what they find in a cache
    };

    explicit FileStore(const QString &stateDirectory);

    /// Leaves files alone that it cannot read or link. Answers how many bytes it has saved.
    qint64 absorb(const QString &directory, Times times, const StopFlag &stop) const;

    struct Sweep {
        qint64 freed = 0;
        qint64 left = 0; ///< bytes in the store
    };
    /// Removes what is linked to from nowhere.
    Sweep sweep() const;

private:
    QString m_path;
};

/// What is kept of old runs, and what goes.
struct CleanRequest {
    QString stateDirectory;        ///< empty: the user's
    qint64 keepBytes = -1;         ///< the newest that fit in so much; < 0: no limit
    QDateTime olderThan = {};      ///< runs that began before; invalid: of any age stay
    bool expired = false;          ///< artifacts whose artifacts:expire_in is over
    bool caches = false;           ///< all caches, too
    bool dryRun = false;
};
struct CleanResult {
    QStringList runs = {};      ///< removed as a whole, oldest first
    int artifacts = 0;          ///< directories of artifacts that were removed from runs that stay
    qint64 freed = 0;           ///< bytes, as far as they are not shared with what stays
    qint64 left = 0;
    QStringList problems = {};
};
/// Runs that are going on are never touched.
CleanResult cleanRuns(const CleanRequest &request);

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FileSelection: which files of a job's directory its artifacts or a cache mean, and the runner's lines about it.
// keepFromDirectory() and keepFromTar() copy them out, from this machine or from what a Docker engine sends.
// Source: gitlab-runner reference, 5.2. Functions block and run on pool threads.
#pragma once

#include "core/engine/path_pattern.h"
#include "core/engine/project_snapshot.h"

#include <QByteArrayList>
#include <QString>

namespace stagecraft::engine {

/// A line for the log.
struct TraceLine {
    /// Caution: yellow as a Warning, but of the runner's scripts, which do not say "WARNING: ".
    enum class Kind { Plain, Info, Caution, Warning, Error } kind = Kind::Plain;
    QString text;
};

struct FileRule {
    std::vector<std::string> paths;   ///< variables expanded
    std::vector<std::string> exclude = {};
    bool untracked = false;
};

class FileSelection
{
public:
    /// `directory`: the project's, as the job sees it. `snapshot`: the copy that the job started from; what is not in there
    /// is untracked. Empty: all of it is.
    FileSelection(const FileRule &rule, std::string directory, QString snapshot);

    /// Where there may be something: paths below the project; one empty path stands for all of it.
    QByteArrayList roots() const;
    /// Asked once for each file and directory; counts.
    bool takes(const QByteArray &path, bool isDirectory);
    qsizetype count() const { return m_count; }
    std::vector<TraceLine> lines() const;

private:
    struct Wanted {
        std::string text; ///< as written
        PathPattern pattern;
        int found = 0;
    };
    std::vector<Wanted> m_paths;
    std::vector<Wanted> m_exclude;
    std::vector<TraceLine> m_problems;
    bool m_untracked;
    bool m_takesRepository = false;
    int m_untrackedFound = 0;
    std::string m_directory;
    QString m_snapshot;
    qsizetype m_count = 0;
};

/// Copies what is selected of `directory` to `target`, which is made. Symbolic links are never followed.
/// With Transfer::Link nothing is read; see there.
Result<> keepFromDirectory(const QString &directory, FileSelection &selection, const QString &target, const StopFlag &stop,
                           Transfer transfer = Transfer::Copy);
/// The same from a tar of one of the selection's roots, as `GET /containers/…/archive` answers.
Result<> keepFromTar(const QString &tar, const QByteArray &root, FileSelection &selection, const QString &target,
                     const StopFlag &stop);

} // namespace stagecraft::engine

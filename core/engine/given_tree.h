// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A tree of files that was given to a job, written down entry by entry (inode, time of change, size, mode), and what became of it.
// A job cannot change a file and keep its time of change. What cannot be told (mounts, foreign owners, access lists, file systems
// whose times or inodes are not to be trusted) is an answer of its own: then the tree is of no more use.
//
// Symbolic links are never followed, mounts never entered. Functions block and run on pool threads; nobody else may work in the tree.
#pragma once

#include "core/engine/job_settings.h"
#include "core/engine/project_snapshot.h"

#include <QByteArrayList>

#include <optional>
#include <string>
#include <sys/stat.h>
#include <sys/types.h>
#include <vector>

namespace stagecraft::engine {

/// A file, a link, or a directory with what is in it.
struct GivenEntry {
    std::string name;
    mode_t mode = 0;
    uid_t user = 0;
    gid_t group = 0;
    ino_t inode = 0;
    off_t size = 0;
    timespec changed = {};                ///< without nanoseconds that there can be: nobody knows, it may be another
    std::vector<GivenEntry> entries = {}; ///< of a directory, by name
};

/// Writes down a tree that has just been copied. nullopt: it would not be of use.
std::optional<GivenEntry> noteGiven(const QByteArray &directory, const StopFlag &stop);

class GivenTreeCheck
{
public:
    /// `given` is updated and has to stay.
    GivenTreeCheck(GivenEntry &given, const QByteArray &directory, const CleanRule &rule, const StopFlag &stop);

    /// Removes what was not given, as `rule` says, and what is not as it was. False: the tree is of no more use.
    bool run();
    /// What has to be brought back, relative to the tree.
    const QByteArrayList &missing() const { return m_missing; }
    /// To be called when that is there. False as above.
    bool noteRestored();

private:
    struct Renewed {
        GivenEntry *entry;
        std::string path;          ///< relative to the tree
        bool keepsForeign = false; ///< names that were not given stay in it, for this job's rule
    };

    bool checkDirectory(int directory, const struct stat &now, GivenEntry &given, const std::string &path);
    bool checkEntry(int parent, GivenEntry &given, const std::string &path, bool &changes);
    bool cleanDirectory(int directory, const GivenEntry &given, const std::string &path, bool &keepsForeign);
    bool clean(int parent, const std::string &name, const std::string &path, bool &isKept);
    void miss(GivenEntry &given, const std::string &path);

    GivenEntry &m_given;
    std::string m_root;
    const CleanRule &m_rule;
    StopFlag m_stop;
    dev_t m_device = 0;
    QByteArrayList m_missing;
    std::vector<Renewed> m_renewed;
};

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where a run keeps its things: <state>/runs/<id>/ with the logs, artifacts/, report.json, and, while it runs, journal.json (locked),
// project/ (the snapshot) and work/ (one directory an attempt). Everything is for the owner only.
//
// The journal says that there may be something to clean up: it is locked by the engine that runs and removed at the end.
// One that is there without a lock belongs to an engine that was killed (see leftovers.h).
#pragma once

#include "core/base/process.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace stagecraft::engine {

/// $XDG_STATE_HOME/stagecraft, else ~/.local/state/stagecraft.
QString defaultStateDirectory();

/// What the next start needs to know about a run whose engine was killed.
struct Journal {
    QString runId;
    QStringList dockerSweep; ///< arguments of stagecraft-docker-sweep; empty: the run used no Docker engine
};

class RunDirectory
{
public:
    /// Begins with the time in UTC, to the millisecond: ids sort as their runs began.
    static QString newId();
    /// Says where it will be; create() makes it.
    RunDirectory(const QString &stateDirectory, const QString &id);

    Result<> create(const Journal &journal);

    QString path() const { return m_path; }
    QString snapshot() const { return m_path + QStringLiteral("/project"); }
    QString otherSnapshot(int pipeline) const { return m_path + QStringLiteral("/project-%1").arg(pipeline); } ///< of another project
    QString work() const { return m_path + QStringLiteral("/work"); }
    QString journalFile() const { return m_path + QStringLiteral("/journal.json"); }
    QString attempt(int number, int attempt) const; ///< directory of one attempt
    QString log(int number, const std::string &job, int attempt) const;
    QString artifacts(int number, const std::string &job) const; ///< directory
    QString reports(int number, const std::string &job) const;   ///< directory
    const QString &state() const { return m_state; }
    QString cache(const QString &project) const;                 ///< directory; kept from run to run
    QString packs() const { return m_state + QStringLiteral("/packs"); } ///< directory; kept from run to run

    /// Writes report.json.
    Result<> writeReport(const QByteArray &json) const;
    /// Nothing is left to clean up.
    void closeJournal();

private:
    QString m_state;
    QString m_path;
    FileDescriptor m_journal;
};

/// Reads and locks the journal of a dead run; nullopt while its engine lives, or when it cannot be read.
struct DeadJournal {
    Journal journal;
    FileDescriptor lock;
};
std::optional<DeadJournal> takeDeadJournal(const QString &file);

} // namespace stagecraft::engine

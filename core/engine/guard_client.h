// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The engine's ends of `stagecraft-guard` (app/guard): JobGuard starts the shells of one attempt, RunGuard watches over a
// run. When one of these objects goes, or the whole engine, the guard ends what is left and goes, too.
//
// Live in the engine's thread; nothing blocks.
#pragma once

#include "core/base/process.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace stagecraft::engine {

/// `configured`, or the guard beside the running program, one directory above, or where packages put it.
Result<QString> findGuardProgram(const QString &configured);

/// Takes the status of a child that nobody waits for any more, when it ends; `kept` lives so long.
void reapLater(FileDescriptor child, std::shared_ptr<const void> kept = {});

/// The engine's side of a guard's standard input.
class GuardCommands : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// The end for the guard.
    Result<FileDescriptor> open();
    void send(const QByteArray &verb, const QByteArray &payload = {});

private:
    void flush();

    FileDescriptor m_socket;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_pending;
};

class JobGuard : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~JobGuard() override;

    /// `shell`: absolute path and arguments. The guard and its shells inherit this process's environment.
    Result<> start(const QString &guardProgram, const QStringList &shell);
    /// One more variable for the shells, "KEY=value".
    void setVariable(const std::string &entry);
    /// Feeds a new shell; one at a time. shellExited() follows.
    void run(const QByteArray &script);
    void terminate(); ///< SIGTERM to everything that the job started
    void kill();      ///< SIGKILL until nothing is left
    void removeAtEnd(const QString &directory);
    /// Kills what is left. gone() follows, and then the guard removes the directories.
    void end();
    /// When it is gone: nothing that the job started is left.
    bool hasEndedAll() const { return m_isAlone || m_hasEndedAll; }
    /// `object` lives until the guard's process has ended, be this object there or not.
    void keep(std::shared_ptr<const void> object) { m_kept = std::move(object); }

Q_SIGNALS:
    void output(const QByteArray &bytes);
    void shellExited(int exitCode); ///< all of its output has been emitted
    void failed(const QString &reason); ///< a shell could not be started
    void gone(); ///< nothing that the job started runs any more, as end() wants it; or somebody has killed the guard

private:
    void readOutput();
    void readReports();
    void drainOutput(qsizetype atMost);
    void guardEnded();
    void tellGone();

    GuardCommands m_commands{this};
    FileDescriptor m_child;
    FileDescriptor m_output;
    FileDescriptor m_reports;
    std::unique_ptr<QSocketNotifier> m_childEnded;
    std::unique_ptr<QSocketNotifier> m_outputReady;
    std::unique_ptr<QSocketNotifier> m_reportReady;
    QByteArray m_report;
    std::shared_ptr<const void> m_kept;
    bool m_isAlone = false; ///< the guard has no child any more: nothing is left to be killed
    bool m_hasEndedAll = false;
    bool m_isGone = false;  ///< and that has been told
};

class RunGuard : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~RunGuard() override;

    Result<> start(const QString &guardProgram);
    void watchCookie(const QByteArray &entry);
    void removeAtEnd(const QString &directory);
    /// A program to run when the engine is gone, after the processes and before the directories: its path and arguments.
    void startAtEnd(const QStringList &commandLine);
    /// Everything has been cleaned up; the guard goes without doing anything.
    void done();

private:
    GuardCommands m_commands{this};
    FileDescriptor m_child;
};

} // namespace stagecraft::engine

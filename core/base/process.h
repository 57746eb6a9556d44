// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The only place that starts programs. Programs are found through PATH only (never in the current directory), arguments
// are lists (never a shell's command line), and nothing here waits for a process to end.
//
// Process: a program with its output as signals, for git and the like. Lives in a thread with an event loop.
// spawn(): a bare child with file descriptors of the caller's choice, for the engine.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <memory>
#include <utility>
#include <string>
#include <vector>

namespace stagecraft {

/// The absolute path of a program: `name` itself when it holds a "/", else the first executable file of that name in
/// PATH's absolute directories.
Result<QString> findProgram(const QString &name);

struct ProcessRequest {
    QString program; ///< a name, looked up in PATH, or an absolute path
    QStringList arguments = {};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QString workingDirectory = {};
    bool newSession = true; ///< no terminal can reach it, and it cannot ask one for passwords
    QByteArray input = {};  ///< written to its standard input, which is closed then
};

struct ProcessResult {
    int exitCode = -1; ///< -1: ended by a signal
    QByteArray output;
    QByteArray errorOutput;
};

/// One run of a program. Destroying it while the program runs kills the program without waiting for it.
class Process : public QObject
{
    Q_OBJECT
public:
    explicit Process(QObject *parent = nullptr);
    ~Process() override;

    /// Once an object. What goes wrong arrives as failed().
    void start(const ProcessRequest &request);
    void terminate();
    void kill();

Q_SIGNALS:
    void outputReady(const QByteArray &bytes); ///< as it arrives; finished() has all of it again
    void finished(const stagecraft::ProcessResult &result);
    void failed(const stagecraft::Error &error); ///< it could not be started; finished() does not follow

private:
    std::unique_ptr<QProcess> m_process;
    ProcessResult m_result;
};

/// A file descriptor that closes itself.
class FileDescriptor
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int value) : m_value(value) {}
    FileDescriptor(FileDescriptor &&other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~FileDescriptor() { close(); }

    int get() const { return m_value; }
    explicit operator bool() const { return m_value >= 0; }
    void close();

private:
    int m_value = -1;
};

struct Pipe {
    FileDescriptor read;
    FileDescriptor write;
};
/// Both ends close themselves in programs that are started later.
Result<Pipe> makePipe();

struct SpawnRequest {
    QString program; ///< an absolute path
    QStringList arguments = {};
    std::vector<std::string> environment = {}; ///< "KEY=value", all of it
    std::vector<int> descriptors = {};         ///< become 0, 1, 2 …; everything else is closed in the child
    bool newSession = true;                    ///< false: it shares this process's terminal
};
/// A child, in a session of its own unless it is to share the terminal. The answer is a pidfd: it polls readable when the child has ended; see reap().
Result<FileDescriptor> spawn(const SpawnRequest &request);
/// Takes the status of an ended child, so that no zombie stays: its exit code, or 128 + signal; nullopt while it runs.
std::optional<int> reap(const FileDescriptor &child);

/// This process goes on as `program`, with its environment and open files. Returns only when that is not possible.
void becomeProgram(const std::string &program, char *const arguments[]);

} // namespace stagecraft

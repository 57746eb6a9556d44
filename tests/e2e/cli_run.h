// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// `stagecraft-cli run` as a process that tests can hurt, and questions about what it left.
#pragma once

#include "tests/cli/cli_process.h"

#include <csignal>
#include <unistd.h>

namespace stagecraft::tests {

/// A directory for the state and one for temporary files, watched for what stays in them.
class Places
{
public:
    QString state() const { return m_state.path(); }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = environmentWith(m_state.path());
        environment.insert(QStringLiteral("TMPDIR"), m_temporary.path());
        return environment;
    }
    /// Everything in there but the logs and reports of runs.
    QStringList leftovers() const
    {
        QStringList found = QDir(m_temporary.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        const QDir runs(m_state.filePath(QStringLiteral("stagecraft/runs")));
        for (const QString &id : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QStringList names = QDir(runs.filePath(id)).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
            for (const QString &name : names) {
                if (!name.endsWith(QStringLiteral(".log")) && name != QStringLiteral("report.json"))
                    found << id + QLatin1Char('/') + name;
            }
        }
        return found;
    }

private:
    QTemporaryDir m_state;
    QTemporaryDir m_temporary;
};

/// One `run`. It is killed with this object.
class CliRun
{
public:
    ~CliRun()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }
    void start(const QProcessEnvironment &environment, const QStringList &arguments)
    {
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(STAGECRAFT_CLI), QStringList{QStringLiteral("run")} + arguments);
    }
    QByteArray output()
    {
        m_output += process.readAllStandardOutput();
        return m_output;
    }
    bool says(const QByteArray &text) { return output().contains(text); }
    QByteArray complaints()
    {
        m_complaints += process.readAllStandardError();
        return m_complaints;
    }
    void signal(int number) const { ::kill(static_cast<pid_t>(process.processId()), number); }
    /// -1: it was ended by a signal, or did not end.
    int exitCode(int milliseconds = 30000)
    {
        if (!process.waitForFinished(milliseconds) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        return process.exitCode();
    }

    QProcess process;

private:
    QByteArray m_output;
    QByteArray m_complaints;
};

/// A number that only this test's `sleep` processes have in their command line.
inline QByteArray nap()
{
    return "9" + QByteArray::number(::getpid());
}

inline int sleepers()
{
    int count = 0;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (file.open(QIODevice::ReadOnly) && file.readAll().endsWith(QByteArray("sleep\0", 6) + nap() + '\0'))
            ++count;
    }
    return count;
}

/// What a program prints; empty when it fails.
inline QByteArray outputOf(const QString &program, const QStringList &arguments, const QString &directory = {})
{
    QProcess process;
    process.setWorkingDirectory(directory);
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

/// Every name, type, mode, size, time and content below a directory.
inline QByteArray fingerprint(const QString &directory)
{
    return outputOf(QStringLiteral("bash"),
                    {QStringLiteral("-c"), QStringLiteral("find . -printf '%P %y %m %s %T@ %l\\0' | sort -z; "
                                                          "find . -type f -print0 | sort -z | xargs -0 sha256sum")},
                    directory);
}

} // namespace stagecraft::tests

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A program that is started by fork and exec alone, for what QProcess does not tell: the time and memory that the system counted
// for it. Keep the test itself small: what it has in memory when it forks counts for the child.
#pragma once

#include <QFile>
#include <QProcessEnvironment>
#include <QStringList>

#include <fcntl.h>
#include <functional>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace stagecraft::trust {

struct Command {
    QString program; ///< its path
    QStringList arguments = {};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QString directory = {};
    QString output = {}; ///< a file for what it prints and complains
};

/// The child's process id. `prepare` is called in the child; when it says false, the child ends with 127.
inline pid_t startChild(const Command &command, const std::function<bool()> &prepare = {})
{
    const auto encoded = [](const QStringList &texts) {
        std::vector<QByteArray> list;
        for (const QString &text : texts)
            list.push_back(QFile::encodeName(text));
        return list;
    };
    const auto pointers = [](std::vector<QByteArray> &list) {
        std::vector<char *> result;
        for (QByteArray &text : list)
            result.push_back(text.data());
        result.push_back(nullptr);
        return result;
    };
    std::vector<QByteArray> words = encoded(QStringList{command.program} + command.arguments);
    std::vector<QByteArray> entries = encoded(command.environment.toStringList());
    const std::vector<char *> arguments = pointers(words);
    const std::vector<char *> environment = pointers(entries);
    const QByteArray output = QFile::encodeName(command.output.isEmpty() ? QStringLiteral("/dev/null")
                                                                         : command.output);
    const QByteArray directory = QFile::encodeName(command.directory.isEmpty() ? QStringLiteral(".")
                                                                               : command.directory);
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    const int file = ::open(output.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (file >= 0 && nothing >= 0 && ::dup2(nothing, STDIN_FILENO) >= 0 && ::dup2(file, STDOUT_FILENO) >= 0
        && ::dup2(file, STDERR_FILENO) >= 0 && ::chdir(directory.constData()) == 0 && (!prepare || prepare()))
        ::execve(arguments.front(), arguments.data(), environment.data());
    ::_exit(127);
}

struct Ending {
    int exitCode = -1;       ///< -1: it was ended by a signal
    double milliseconds = 0; ///< of processor time
    long kilobytes = 0;      ///< of memory, at most
};

/// Nothing when it has not ended yet and `options` is WNOHANG.
inline std::optional<Ending> tryWait(pid_t child, int options)
{
    int status = 0;
    rusage used = {};
    const pid_t got = child < 0 ? -1 : ::wait4(child, &status, options, &used);
    if (got == 0)
        return {};
    if (got < 0)
        return Ending();
    const auto inMilliseconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return Ending{WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                  inMilliseconds(used.ru_utime) + inMilliseconds(used.ru_stime), used.ru_maxrss};
}

/// However long it takes: give it an end with alarm() or a watch of its own.
inline Ending waitFor(pid_t child)
{
    return tryWait(child, 0).value_or(Ending());
}

inline QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace stagecraft::trust

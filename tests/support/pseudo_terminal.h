// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A program in a terminal of its own, and somebody who types there.
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <vector>

namespace stagecraft::test {

/// The program is killed with this object.
class TypedProgram
{
public:
    TypedProgram() = default;
    Q_DISABLE_COPY_MOVE(TypedProgram)
    ~TypedProgram()
    {
        if (m_pid > 0 && !m_status)
            signal(SIGKILL);
        if (m_pid > 0 && !m_status)
            ::waitpid(m_pid, nullptr, 0);
        if (m_terminal >= 0)
            ::close(m_terminal);
    }

    void start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
    {
        std::vector<QByteArray> texts{program.toLocal8Bit()};
        for (const QString &argument : arguments)
            texts.push_back(argument.toLocal8Bit());
        std::vector<char *> words;
        for (QByteArray &text : texts)
            words.push_back(text.data());
        words.push_back(nullptr);
        std::vector<QByteArray> entries;
        for (const QString &entry : environment.toStringList())
            entries.push_back(entry.toLocal8Bit());
        std::vector<char *> pointers;
        for (QByteArray &entry : entries)
            pointers.push_back(entry.data());
        pointers.push_back(nullptr);
        m_pid = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_pid == 0) {
            ::execve(words.front(), words.data(), pointers.data());
            ::_exit(127);
        }
        ::fcntl(m_terminal, F_SETFL, O_NONBLOCK);
        ::fcntl(m_terminal, F_SETFD, FD_CLOEXEC);
    }

    pid_t pid() const { return m_pid; }
    void signal(int number) const { ::kill(m_pid, number); }
    void resize(int columns, int rows) const
    {
        const winsize size = {static_cast<unsigned short>(rows), static_cast<unsigned short>(columns), 0, 0};
        ::ioctl(m_terminal, TIOCSWINSZ, &size);
    }
    void type(const QByteArray &keys) const
    {
        [[maybe_unused]] const ssize_t written = ::write(m_terminal, keys.constData(),
                                                         static_cast<std::size_t>(keys.size()));
    }

    /// Everything that was shown so far.
    const QByteArray &shown()
    {
        char bytes[4096];
        for (ssize_t count = 0; (count = ::read(m_terminal, bytes, sizeof bytes)) > 0;)
            m_shown.append(bytes, count);
        return m_shown;
    }
    /// Waits for a text that comes behind the one that was waited for last.
    bool shows(const QByteArray &text, int milliseconds = 20000)
    {
        const bool found = QTest::qWaitFor([&] { return shown().indexOf(text, m_seen) >= 0; }, milliseconds);
        if (found)
            m_seen = m_shown.indexOf(text, m_seen) + text.size();
        return found;
    }
    /// nullopt: it did not end; 128 + signal when one ended it.
    std::optional<int> exitCode(int milliseconds = 30000)
    {
        static_cast<void>(QTest::qWaitFor(
            [this] {
                shown(); // or it could not write its last words
                int status = 0;
                if (!m_status && ::waitpid(m_pid, &status, WNOHANG) == m_pid)
                    m_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                return m_status.has_value();
            },
            milliseconds));
        shown();
        return m_status;
    }

private:
    int m_terminal = -1;
    pid_t m_pid = -1;
    std::optional<int> m_status;
    QByteArray m_shown;
    qsizetype m_seen = 0;
};

} // namespace stagecraft::test

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/guard/job_guard.h"

#include "app/guard/command_stream.h"
#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace stagecraft::guard {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int reportDescriptor = 3;
constexpr auto graceWithoutEngine = 200ms;
constexpr auto patience = 5s;

void report(const std::string &text)
{
    // The engine may be gone; then nobody needs the answer.
    [[maybe_unused]] const ssize_t written = ::write(reportDescriptor, text.data(), text.size());
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

class JobGuard
{
public:
    explicit JobGuard(const std::vector<std::string> &shell)
    {
        for (const std::string &word : shell)
            m_shell.push_back(const_cast<char *>(word.c_str()));
        m_shell.push_back(nullptr);
    }

    /// False after "end".
    bool obey(const Command &command)
    {
        if (command.verb == "run")
            startShell(command.payload);
        else if (command.verb == "env")
            setVariable(command.payload);
        else if (command.verb == "remove")
            m_directories.push_back(command.payload);
        else if (command.verb == "term")
            signalAll(descendantsOf(::getpid()), SIGTERM);
        else if (command.verb == "kill")
            killDescendants();
        return command.verb != "end";
    }

    /// Takes the status of every child that has ended; orphans of the job end up here too.
    void reapChildren()
    {
        int status = 0;
        pid_t pid = 0;
        std::optional<int> shellStatus;
        while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0) {
            if (pid != m_shellPid)
                continue;
            m_shellPid = -1;
            shellStatus = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        // Orphans become children of this process: without a child, nothing of the job is left that could start anything.
        const bool isAlone = pid < 0 && errno == ECHILD;
        if (shellStatus)
            report((isAlone ? "alone " : "exit ") + std::to_string(*shellStatus) + '\n');
    }

    void end(std::chrono::milliseconds grace)
    {
        if (grace > 0ms && hasChildren()) {
            signalAll(descendantsOf(::getpid()), SIGTERM);
            for (const auto end = Clock::now() + grace; hasChildren() && Clock::now() < end;)
                std::this_thread::sleep_for(5ms);
        }
        killDescendants();
        // The next job needs to wait for no more: a file system may take milliseconds to remove a directory.
        report(hasChildren() ? "left\n" : "gone\n");
        for (const std::string &directory : m_directories)
            removeTree(directory);
    }

private:
    static void setVariable(const std::string &entry)
    {
        const std::size_t equals = entry.find('=');
        if (equals != std::string::npos)
            ::setenv(entry.substr(0, equals).c_str(), entry.c_str() + equals + 1, 1);
    }

    void startShell(const std::string &script)
    {
        // A file instead of a pipe: a shell reads a script byte by byte from what it cannot seek in.
        const int input = ::memfd_create("script", MFD_CLOEXEC);
        if (input < 0 || !writeAll(input, script) || ::lseek(input, 0, SEEK_SET) != 0) {
            ::close(input);
            report("failed " + std::string(std::strerror(errno)) + '\n');
            return;
        }
        const pid_t pid = ::fork();
        if (pid == 0)
            becomeShell(input);
        if (pid < 0)
            report("failed " + std::string(std::strerror(errno)) + '\n');
        m_shellPid = pid;
        ::close(input);
    }

    [[noreturn]] void becomeShell(int input)
    {
        ::setpgid(0, 0);
        for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE})
            std::signal(signal, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::dup2(input, STDIN_FILENO);
        ::dup2(STDOUT_FILENO, STDERR_FILENO);
        ::execv(m_shell.front(), m_shell.data());
        ::_exit(127);
    }

    /// As long as there is any descendant, there is a child: orphans become children of this process. So this, and no
    /// scan of /proc, tells when all have gone.
    bool hasChildren()
    {
        reapChildren();
        siginfo_t info;
        return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
    }

    void killDescendants()
    {
        for (const auto end = Clock::now() + patience; hasChildren() && Clock::now() < end;) {
            killOnce([] { return descendantsOf(::getpid()); });
            std::this_thread::sleep_for(1ms);
        }
    }

    std::vector<char *> m_shell;
    std::vector<std::string> m_directories;
    pid_t m_shellPid = -1;
};

} // namespace

int guardJob(const std::vector<std::string> &shell)
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::fcntl(reportDescriptor, F_SETFD, FD_CLOEXEC);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE})
        std::signal(signal, SIG_IGN);
    sigset_t childEnded;
    sigemptyset(&childEnded);
    sigaddset(&childEnded, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &childEnded, nullptr);
    const int ended = ::signalfd(-1, &childEnded, SFD_CLOEXEC | SFD_NONBLOCK);

    JobGuard job(shell);
    CommandStream commands(STDIN_FILENO);
    for (;;) {
        pollfd events[] = {{STDIN_FILENO, POLLIN, 0}, {ended, POLLIN, 0}};
        if (::poll(events, 2, -1) < 0 && errno != EINTR)
            break;
        if (events[1].revents != 0) {
            signalfd_siginfo info;
            while (::read(ended, &info, sizeof info) == sizeof info) {
            }
            job.reapChildren();
        }
        if (events[0].revents == 0)
            continue;
        if (!commands.read())
            break;
        while (const auto command = commands.next()) {
            if (!job.obey(*command)) {
                job.end(0ms);
                return 0;
            }
        }
    }
    job.end(graceWithoutEngine);
    return 1;
}

} // namespace stagecraft::guard

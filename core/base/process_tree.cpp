// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/process_tree.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace stagecraft {

namespace {

using Clock = std::chrono::steady_clock;

std::vector<pid_t> allProcesses()
{
    std::vector<pid_t> processes;
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir("/proc"), ::closedir);
    while (const dirent *entry = directory ? ::readdir(directory.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr == name.data() + name.size())
            processes.push_back(pid);
    }
    return processes;
}

std::string procFile(pid_t pid, const char *file)
{
    std::string content;
    const int descriptor = ::open(("/proc/" + std::to_string(pid) + '/' + file).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return content;
    char buffer[16384];
    for (ssize_t got = 0; (got = ::read(descriptor, buffer, sizeof buffer)) > 0;)
        content.append(buffer, static_cast<std::size_t>(got));
    ::close(descriptor);
    return content;
}

struct Status {
    char state = 'X';
    pid_t parent = 0;
};

Status statusOf(pid_t pid)
{
    // "pid (name) state parent …", where the name may hold anything.
    const std::string content = procFile(pid, "stat");
    const std::size_t close = content.rfind(')');
    if (close == std::string::npos || close + 4 >= content.size())
        return {};
    Status status;
    status.state = content[close + 2];
    std::from_chars(content.data() + close + 4, content.data() + content.size(), status.parent);
    return status;
}

bool hasEntry(const std::string &environment, const std::string &entry)
{
    for (std::size_t at = environment.find(entry); at != std::string::npos; at = environment.find(entry, at + 1)) {
        const std::size_t end = at + entry.size();
        if ((at == 0 || environment[at - 1] == '\0') && (end == environment.size() || environment[end] == '\0'))
            return true;
    }
    return false;
}

} // namespace

std::vector<pid_t> descendantsOf(pid_t root)
{
    std::unordered_multimap<pid_t, pid_t> children;
    for (const pid_t pid : allProcesses()) {
        const Status status = statusOf(pid);
        if (status.state != 'Z' && status.state != 'X')
            children.emplace(status.parent, pid);
    }
    std::vector<pid_t> found;
    const auto append = [&](pid_t parent) {
        for (auto [child, end] = children.equal_range(parent); child != end; ++child)
            found.push_back(child->second);
    };
    append(root);
    for (std::size_t i = 0; i < found.size(); ++i)
        append(found[i]);
    return found;
}

std::vector<pid_t> processesWithEnvironment(const std::string &entry)
{
    std::vector<pid_t> found;
    for (const pid_t pid : allProcesses()) {
        if (pid != ::getpid() && hasEntry(procFile(pid, "environ"), entry))
            found.push_back(pid);
    }
    return found;
}

void signalAll(const std::vector<pid_t> &processes, int signal)
{
    for (const pid_t pid : processes)
        ::kill(pid, signal);
}

bool killOnce(const FindProcesses &find)
{
    const std::vector<pid_t> found = find();
    signalAll(found, SIGSTOP);
    const std::vector<pid_t> late = found.empty() ? found : find();
    signalAll(found, SIGKILL);
    signalAll(late, SIGKILL);
    return !found.empty();
}

bool killAll(const FindProcesses &find, std::chrono::milliseconds patience)
{
    constexpr int scansInARow = 3;
    const Clock::time_point end = Clock::now() + patience;
    for (int quiet = 0; quiet < scansInARow;) {
        if (Clock::now() > end)
            return false;
        quiet = killOnce(find) ? 0 : quiet + 1;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool endAll(const FindProcesses &find, std::chrono::milliseconds grace, std::chrono::milliseconds patience)
{
    std::vector<pid_t> found = find();
    signalAll(found, SIGTERM);
    for (const Clock::time_point end = Clock::now() + grace; !found.empty() && Clock::now() < end; found = find())
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return killAll(find, patience);
}

} // namespace stagecraft

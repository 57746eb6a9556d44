// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// bench-measure ROUNDS COMMAND [ARGUMENT...]: runs a program so often and prints one line: the medians of the time that
// passed and of processor time (children included) in milliseconds, the largest resident memory of one process in KB, and
// the exit code. What the program says is thrown away.
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double milliseconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

} // namespace

int main(int argc, char *argv[])
{
    const int rounds = argc > 2 ? std::atoi(argv[1]) : 0;
    if (rounds < 1) {
        std::fprintf(stderr, "usage: bench-measure ROUNDS COMMAND [ARGUMENT...]\n");
        return 2;
    }
    std::vector<double> wall;
    std::vector<double> processor;
    long memory = 0;
    int status = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const pid_t child = ::fork();
        if (child == 0) {
            const int nowhere = ::open("/dev/null", O_RDWR);
            for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
                ::dup2(nowhere, descriptor);
            ::execvp(argv[2], argv + 2);
            ::_exit(127);
        }
        rusage usage = {};
        if (child < 0 || ::wait4(child, &status, 0, &usage) != child)
            return 1;
        wall.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        processor.push_back(milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime));
        memory = std::max(memory, usage.ru_maxrss);
    }
    std::printf("%.1f %.1f %ld %d\n", median(wall), median(processor), memory,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}

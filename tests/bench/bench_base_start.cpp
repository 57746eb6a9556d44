// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Start of the command line beside a process of Qt that does nothing: `stagecraft-cli list` in a repository of two jobs and one
// of five. In turn; medians of the time, processor time and largest memory of each.
#include "tests/bench/row.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace stagecraft;

namespace {

constexpr int Rounds = 41;
constexpr const char *Bare = "--bare";

struct Cost {
    std::vector<double> wall;
    std::vector<double> processor;
    double memory = 0; ///< MB
};

double milliseconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

void start(const std::vector<std::string> &command, Cost &cost)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
    std::vector<char *> words;
    for (const std::string &word : command)
        words.push_back(const_cast<char *>(word.c_str()));
    words.push_back(nullptr);
    rusage usage = {};
    int status = 0;
    cost.wall.push_back(bench::millisecondsOf([&] {
        pid_t pid = -1;
        if (::posix_spawn(&pid, words.front(), &actions, nullptr, words.data(), environ) != 0
            || ::wait4(pid, &status, 0, &usage) != pid)
            qFatal("%s cannot be started", words.front());
    }));
    posix_spawn_file_actions_destroy(&actions);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        qFatal("%s failed", words.front());
    cost.processor.push_back(milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime));
    cost.memory = std::max(cost.memory, static_cast<double>(usage.ru_maxrss) / 1024);
}

/// A repository whose jobs need each other in a row.
void makeRepository(const QString &path, int jobs)
{
    QDir().mkpath(path + QStringLiteral("/.git/refs/heads"));
    QDir().mkpath(path + QStringLiteral("/.git/objects"));
    const auto write = [&path](const QString &name, const QByteArray &text) {
        QFile file(path + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no repository");
    };
    write(QStringLiteral(".git/HEAD"), "ref: refs/heads/main\n");
    write(
        QStringLiteral(".git/config"),
        "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = https://gitlab.invalid/group/project.git\n");
    QByteArray text = "job-0:\n  script: make\n";
    for (int i = 1; i < jobs; ++i)
        text += "job-" + QByteArray::number(i) + ":\n  needs: [job-" + QByteArray::number(i - 1)
                + "]\n  script: make test\n";
    write(QStringLiteral(".gitlab-ci.yml"), text);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc > 1 && std::strcmp(argv[1], Bare) == 0)
        return 0;
    const QTemporaryDir directory;
    qputenv("HOME", QFile::encodeName(directory.path()));
    const std::string self = QFile::encodeName(QCoreApplication::applicationFilePath()).toStdString();
    const std::string cli =
        QFile::encodeName(QCoreApplication::applicationDirPath() + QStringLiteral("/../stagecraft-cli")).toStdString();
    for (const int jobs : {2, 5}) {
        const QString repository = directory.filePath(QString::number(jobs));
        makeRepository(repository, jobs);
        const std::string place = QFile::encodeName(repository).toStdString();
        Cost bare;
        Cost ours;
        for (int round = 0; round < Rounds; ++round) {
            start({self, Bare}, bare);
            start({cli, "list", place}, ours);
        }
        const std::string what = "start + list, " + std::to_string(jobs) + " jobs";
        bench::printRow(what.c_str(), {bench::median(ours.wall), bench::median(bare.wall)}, {20, 13.3});
        std::printf("    processor %.1f ms, a bare process of Qt %.1f ms; memory %.1f MB of at most 25, bare %.1f MB\n",
                    bench::median(ours.processor), bench::median(bare.processor), ours.memory, bare.memory);
    }
    return 0;
}

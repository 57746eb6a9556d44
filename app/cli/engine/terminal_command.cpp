// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/docker_terminal.h"
#include "app/cli/engine/signal_watcher.h"
#include "app/cli/options.h"
#include "core/base/process.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdlib>
#include <string>
#include <unistd.h>
#include <vector>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// This process becomes the shell: signals, job control and the window's size are between it and the terminal.
int becomeShell(const engine::JobTerminal &job, Terminal &terminal)
{
    const std::string term = qgetenv("TERM").toStdString();
    if (::chdir(QFile::encodeName(job.directory).constData()) != 0) {
        terminal.complain(u"%1 cannot be entered."_s.arg(job.directory));
        return Failed;
    }
    ::clearenv(); // the job's variables come from the file that the shell reads first
    if (!term.empty())
        ::setenv("TERM", term.c_str(), 1);
    for (const QString &entry : job.environment) {
        const qsizetype equals = entry.indexOf(u'=');
        ::setenv(entry.first(equals).toUtf8().constData(), QFile::encodeName(entry.sliced(equals + 1)).constData(), 1);
    }
    std::vector<QByteArray> words;
    for (const QString &word : job.shell)
        words.push_back(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    becomeProgram(words.front().toStdString(), arguments.data());
    terminal.complain(u"%1 cannot be started."_s.arg(job.shell.first()));
    return Failed;
}

int joinContainer(const engine::JobTerminal &job, Terminal &terminal)
{
    int exitCode = Success;
    std::optional<Error> problem;
    {
        DockerTerminal shell(job);
        SignalWatcher signalWatcher;
        QObject::connect(&signalWatcher, &SignalWatcher::interrupted, qApp,
                         [] { QCoreApplication::exit(CancelledByUser); });
        QObject::connect(&shell, &DockerTerminal::ended, qApp, [] { QCoreApplication::exit(Success); });
        QObject::connect(&shell, &DockerTerminal::failed, qApp, [&problem](const Error &error) {
            problem = error;
            QCoreApplication::exit(Failed);
        });
        shell.start();
        exitCode = QCoreApplication::exec();
    } // from here on the terminal is as it was
    if (problem)
        terminal.complain(describe(*problem));
    return exitCode;
}

} // namespace

int terminal(const QStringList &arguments, Terminal &terminal)
{
    Options options(
        "terminal", u"FILE"_s,
        u"Opens a shell in a job that is paused after its script failed, as the window and run --pause-on-failure do. "
        "FILE is terminal.json of that job; the job goes on when it is continued there."_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    if (options.positional().size() != 1) {
        terminal.complain(u"terminal wants one FILE."_s);
        return Usage;
    }
    if (!::isatty(STDIN_FILENO)) {
        terminal.complain(u"terminal wants a terminal as standard input."_s);
        return Usage;
    }
    const Result<engine::JobTerminal> job = engine::readJobTerminal(options.positional().first());
    if (!job) {
        terminal.complain(describe(job.error()));
        return Failed;
    }
    return job->container.isEmpty() ? becomeShell(*job, terminal) : joinContainer(*job, terminal);
}

} // namespace stagecraft::cli

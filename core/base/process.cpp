// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stagecraft {

namespace {

QString systemMessage(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

/// Lets a process end by itself: its object goes when the process has gone.
void abandon(std::unique_ptr<QProcess> process)
{
    if (process->state() == QProcess::NotRunning)
        return;
    QProcess *orphan = process.release();
    orphan->disconnect();
    QObject::connect(orphan, &QProcess::finished, orphan, &QObject::deleteLater);
    QObject::connect(orphan, &QProcess::errorOccurred, orphan, [orphan](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            orphan->deleteLater();
    });
    orphan->kill();
}

} // namespace

Result<QString> findProgram(const QString &name)
{
    if (name.contains(QLatin1Char('/'))) {
        if (QFileInfo(name).isExecutable())
            return name;
    } else if (!name.isEmpty()) {
        for (const QString &directory : qEnvironmentVariable("PATH").split(QLatin1Char(':'), Qt::SkipEmptyParts)) {
            const QFileInfo candidate(directory + QLatin1Char('/') + name);
            if (QDir::isAbsolutePath(directory) && candidate.isFile() && candidate.isExecutable())
                return candidate.filePath();
        }
    }
    return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The program “%1” was not found."), {name});
}

Process::Process(QObject *parent)
    : QObject(parent)
    , m_process(std::make_unique<QProcess>())
{
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] {
        const QByteArray bytes = m_process->readAllStandardOutput();
        m_result.output += bytes;
        Q_EMIT outputReady(bytes);
    });
    connect(m_process.get(), &QProcess::readyReadStandardError, this,
            [this] { m_result.errorOutput += m_process->readAllStandardError(); });
    connect(m_process.get(), &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        m_result.exitCode = status == QProcess::NormalExit ? exitCode : -1;
        Q_EMIT finished(m_result);
    });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT failed(Error{ErrorKind::Unavailable,
                                QT_TRANSLATE_NOOP("stagecraft", "The program “%1” could not be started: %2"),
                                {m_process->program(), m_process->errorString()}});
        }
    });
}

Process::~Process()
{
    abandon(std::move(m_process));
}

void Process::start(const ProcessRequest &request)
{
    const Result<QString> program = findProgram(request.program);
    if (!program) {
        const Error error = program.error();
        QMetaObject::invokeMethod(this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
        return;
    }
    if (request.newSession) {
        QProcess::UnixProcessParameters parameters;
        parameters.flags = QProcess::UnixProcessFlag::CreateNewSession | QProcess::UnixProcessFlag::CloseFileDescriptors;
        m_process->setUnixProcessParameters(parameters);
    }
    m_process->setProcessEnvironment(request.environment);
    m_process->setWorkingDirectory(request.workingDirectory);
    m_process->start(*program, request.arguments);
    m_process->write(request.input);
    m_process->closeWriteChannel();
}

void Process::terminate()
{
    m_process->terminate();
}

void Process::kill()
{
    m_process->kill();
}

void FileDescriptor::close()
{
    if (m_value >= 0)
        ::close(std::exchange(m_value, -1));
}

Result<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "A pipe could not be made: %1"),
                       {systemMessage(errno)});
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

Result<FileDescriptor> spawn(const SpawnRequest &request)
{
    std::vector<QByteArray> words{QFile::encodeName(request.program)};
    for (const QString &argument : request.arguments)
        words.push_back(argument.toUtf8());
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<std::string> entries = request.environment;
    std::vector<char *> environment;
    for (std::string &entry : entries)
        environment.push_back(entry.data());
    environment.push_back(nullptr);

    // Copies with numbers above the wanted ones: so none of them is overwritten before it has been put in its place.
    const int count = static_cast<int>(request.descriptors.size());
    std::vector<FileDescriptor> copies;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int descriptor : request.descriptors) {
        const int wanted = static_cast<int>(copies.size());
        copies.emplace_back(::fcntl(descriptor, F_DUPFD_CLOEXEC, count));
        posix_spawn_file_actions_adddup2(&actions, copies.back().get(), wanted);
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, count);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    const int session = request.newSession ? POSIX_SPAWN_SETSID : 0;
    posix_spawnattr_setflags(&attributes, static_cast<short>(session | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));

    pid_t pid = -1;
    const int error = posix_spawn(&pid, words.front().constData(), &actions, &attributes, arguments.data(),
                                  environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return failure(ErrorKind::Unavailable,
                       QT_TRANSLATE_NOOP("stagecraft", "The program “%1” could not be started: %2"),
                       {request.program, systemMessage(error)});
    const long descriptor = ::syscall(SYS_pidfd_open, pid, 0);
    if (descriptor < 0) {
        const int reason = errno;
        ::kill(pid, SIGKILL);
        return failure(ErrorKind::Unavailable,
                       QT_TRANSLATE_NOOP("stagecraft", "The program “%1” could not be started: %2"),
                       {request.program, systemMessage(reason)});
    }
    return FileDescriptor(static_cast<int>(descriptor));
}

std::optional<int> reap(const FileDescriptor &child)
{
    siginfo_t info = {};
    constexpr auto byDescriptor = static_cast<idtype_t>(3); // P_PIDFD
    if (::waitid(byDescriptor, static_cast<id_t>(child.get()), &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0)
        return std::nullopt;
    return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

void becomeProgram(const std::string &program, char *const arguments[])
{
    ::execv(program.c_str(), arguments);
}

} // namespace stagecraft

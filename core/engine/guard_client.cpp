// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/guard_client.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr qsizetype readSize = 65536;
/// One turn of the event loop takes no more than this from a job that floods its log.
constexpr qsizetype turnSize = 16 * readSize;
constexpr int pipeSize = 262144;

void setNonBlocking(const FileDescriptor &descriptor)
{
    ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

} // namespace

void reapLater(FileDescriptor child, std::shared_ptr<const void> kept)
{
    if (!child || reap(child))
        return;
    const auto descriptor = std::make_shared<FileDescriptor>(std::move(child));
    auto *ended = new QSocketNotifier(descriptor->get(), QSocketNotifier::Read);
    // A child that outlives this thread's event loop is left to the system, the notifier is not.
    if (QObject *application = QCoreApplication::instance(); application && application->thread() == ended->thread())
        ended->setParent(application);
    else
        QObject::connect(ended->thread(), &QThread::finished, ended, &QObject::deleteLater);
    QObject::connect(ended, &QSocketNotifier::activated, ended, [ended, descriptor, kept = std::move(kept)] {
        reap(*descriptor);
        ended->setEnabled(false);
        ended->deleteLater();
    });
}

Result<QString> findGuardProgram(const QString &configured)
{
    const QString name = QStringLiteral("stagecraft-guard");
    const QString here = QCoreApplication::applicationDirPath();
    QStringList candidates{configured};
    if (configured.isEmpty()) {
        candidates = {here + QLatin1Char('/') + name, here + QStringLiteral("/../") + name,
                      here + QStringLiteral("/../libexec/stagecraft/") + name};
    }
    for (const QString &candidate : std::as_const(candidates)) {
        if (QFileInfo(candidate).isExecutable())
            return QFileInfo(candidate).absoluteFilePath();
    }
    return failure(ErrorKind::NotFound,
                   QT_TRANSLATE_NOOP("stagecraft",
                                     "The program %1 is missing; Stagecraft is not installed completely."),
                   {candidates.constFirst()});
}

Result<FileDescriptor> GuardCommands::open()
{
    // A socket, because writing to a closed one can be told not to raise SIGPIPE.
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "A socket could not be made: %1"),
                       {QString::fromLocal8Bit(std::strerror(errno))});
    m_socket = FileDescriptor(ends[0]);
    setNonBlocking(m_socket);
    m_writable = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &GuardCommands::flush);
    return FileDescriptor(ends[1]);
}

void GuardCommands::send(const QByteArray &verb, const QByteArray &payload)
{
    if (!m_socket)
        return;
    m_pending += verb + ' ' + QByteArray::number(payload.size()) + '\n' + payload;
    flush();
}

void GuardCommands::flush()
{
    while (!m_pending.isEmpty()) {
        const ssize_t sent = ::send(m_socket.get(), m_pending.constData(), static_cast<std::size_t>(m_pending.size()),
                                    MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0) {
            if (errno != EAGAIN)
                m_pending.clear(); // the guard is gone; its owner learns that from its end
            break;
        }
        m_pending.remove(0, sent);
    }
    m_writable->setEnabled(!m_pending.isEmpty());
}

JobGuard::~JobGuard()
{
    reapLater(std::move(m_child), std::move(m_kept));
}

Result<> JobGuard::start(const QString &guardProgram, const QStringList &shell)
{
    Result<FileDescriptor> commands = m_commands.open();
    Result<Pipe> output = makePipe();
    Result<Pipe> reports = makePipe();
    if (!commands)
        return std::unexpected(commands.error());
    if (!output)
        return std::unexpected(output.error());
    if (!reports)
        return std::unexpected(reports.error());
    ::fcntl(output->read.get(), F_SETPIPE_SZ, pipeSize); // only fewer turns; the default would do
    SpawnRequest request;
    request.program = guardProgram;
    request.arguments = QStringList{QStringLiteral("job")} + shell;
    for (char **entry = environ; *entry != nullptr; ++entry)
        request.environment.emplace_back(*entry);
    request.descriptors = {commands->get(), output->write.get(), output->write.get(), reports->write.get()};
    Result<FileDescriptor> child = spawn(request);
    if (!child)
        return std::unexpected(child.error());

    m_child = std::move(*child);
    m_output = std::move(output->read);
    m_reports = std::move(reports->read);
    setNonBlocking(m_output);
    setNonBlocking(m_reports);
    m_childEnded = std::make_unique<QSocketNotifier>(m_child.get(), QSocketNotifier::Read);
    m_outputReady = std::make_unique<QSocketNotifier>(m_output.get(), QSocketNotifier::Read);
    m_reportReady = std::make_unique<QSocketNotifier>(m_reports.get(), QSocketNotifier::Read);
    connect(m_childEnded.get(), &QSocketNotifier::activated, this, &JobGuard::guardEnded);
    connect(m_outputReady.get(), &QSocketNotifier::activated, this, &JobGuard::readOutput);
    connect(m_reportReady.get(), &QSocketNotifier::activated, this, &JobGuard::readReports);
    return {};
}

void JobGuard::setVariable(const std::string &entry)
{
    m_commands.send("env", QByteArray::fromStdString(entry));
}

void JobGuard::run(const QByteArray &script)
{
    m_isAlone = false;
    m_commands.send("run", script);
}

void JobGuard::terminate()
{
    m_commands.send("term");
}

void JobGuard::kill()
{
    m_commands.send("kill");
}

void JobGuard::removeAtEnd(const QString &directory)
{
    m_commands.send("remove", QFile::encodeName(directory));
}

void JobGuard::end()
{
    m_commands.send("end");
    if (m_isAlone)
        QMetaObject::invokeMethod(this, &JobGuard::tellGone, Qt::QueuedConnection);
}

void JobGuard::readOutput()
{
    drainOutput(turnSize);
}

void JobGuard::drainOutput(qsizetype atMost)
{
    QByteArray bytes;
    while (atMost > 0 && m_output) {
        bytes.resize(std::min(readSize, atMost));
        const ssize_t got = ::read(m_output.get(), bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            if (got == 0)
                m_outputReady->setEnabled(false);
            return;
        }
        atMost -= got;
        bytes.truncate(got);
        Q_EMIT output(bytes);
    }
}

void JobGuard::readReports()
{
    char bytes[512];
    const ssize_t got = ::read(m_reports.get(), bytes, sizeof bytes);
    if (got <= 0) {
        if (got == 0)
            m_reportReady->setEnabled(false);
        return;
    }
    m_report.append(bytes, got);
    for (qsizetype end = 0; (end = m_report.indexOf('\n')) >= 0;) {
        const QByteArray report = m_report.first(end);
        m_report.remove(0, end + 1);
        // What the shell wrote before it ended is in the pipe by now. Processes in the background may go on writing:
        // what they add later comes as it arrives.
        int waiting = 0;
        ::ioctl(m_output.get(), FIONREAD, &waiting);
        drainOutput(waiting);
        const bool isAlone = report.startsWith("alone ");
        if (isAlone || report.startsWith("exit ")) {
            m_isAlone = isAlone;
            Q_EMIT shellExited(report.sliced(report.indexOf(' ') + 1).toInt());
        }
        if (report.startsWith("failed "))
            Q_EMIT failed(QString::fromLocal8Bit(report.sliced(7)));
        else if (report == "gone" || report == "left") {
            m_hasEndedAll = report == "gone";
            tellGone();
        }
    }
}

void JobGuard::guardEnded()
{
    m_childEnded->setEnabled(false);
    reap(m_child);
    m_child.close();
    readReports();
    m_kept.reset();
    tellGone();
}

void JobGuard::tellGone()
{
    if (!std::exchange(m_isGone, true))
        Q_EMIT gone();
}

RunGuard::~RunGuard()
{
    reapLater(std::move(m_child));
}

Result<> RunGuard::start(const QString &guardProgram)
{
    Result<FileDescriptor> commands = m_commands.open();
    if (!commands)
        return std::unexpected(commands.error());
    const FileDescriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    SpawnRequest request;
    request.program = guardProgram;
    request.arguments = {QStringLiteral("run")};
    request.descriptors = {commands->get(), nowhere.get(), nowhere.get()};
    Result<FileDescriptor> child = spawn(request);
    if (!child)
        return std::unexpected(child.error());
    m_child = std::move(*child);
    return {};
}

void RunGuard::watchCookie(const QByteArray &entry)
{
    m_commands.send("cookie", entry);
}

void RunGuard::removeAtEnd(const QString &directory)
{
    m_commands.send("remove", QFile::encodeName(directory));
}

void RunGuard::startAtEnd(const QStringList &commandLine)
{
    QByteArray words;
    for (const QString &word : commandLine)
        words += QFile::encodeName(word) + '\0';
    m_commands.send("start", words);
}

void RunGuard::done()
{
    m_commands.send("done");
}

} // namespace stagecraft::engine

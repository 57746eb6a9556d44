// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/docker_terminal.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

int resizePipe[2] = {-1, -1};

// Only write() is allowed in a signal handler.
void onResize(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(resizePipe[1], &byte, 1);
}

void show(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written > 0) {
            bytes = bytes.sliced(written);
        } else if (errno == EAGAIN) {
            pollfd writable = {STDOUT_FILENO, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return; // nobody looks any more
        }
    }
}

} // namespace

DockerTerminal::DockerTerminal(const engine::JobTerminal &terminal) : m_terminal(terminal), m_client(terminal.engine) {}

DockerTerminal::~DockerTerminal()
{
    std::signal(SIGWINCH, SIG_DFL);
    if (m_modeBefore)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &*m_modeBefore);
    for (int &end : resizePipe) {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }
}

void DockerTerminal::start()
{
    m_life = live();
}

docker::Task<> DockerTerminal::live()
{
    const Result<> result = co_await talk();
    // Whoever hears of it may destroy this object, and with it this coroutine.
    QMetaObject::invokeMethod(
        this,
        [this, result] {
            if (result)
                Q_EMIT ended();
            else
                Q_EMIT failed(result.error());
        },
        Qt::QueuedConnection);
}

docker::Task<Result<>> DockerTerminal::talk()
{
    const auto connected = co_await m_client.connectToEngine();
    if (!connected)
        co_return std::unexpected(connected.error());
    docker::ExecSpec spec;
    spec.command = m_terminal.shell;
    spec.user = m_terminal.user;
    spec.environment = m_terminal.environment + QStringList{u"TERM="_s + qEnvironmentVariable("TERM", u"xterm"_s)};
    spec.workingDirectory = m_terminal.directory;
    spec.terminal = true;
    auto exec = co_await m_client.execInTerminal(m_terminal.container, spec, show);
    if (!exec)
        co_return std::unexpected(exec.error());
    m_exec = std::move(*exec);
    makeRaw();
    sendSize();
    auto closed = m_exec->streams->closed();
    co_return co_await closed;
}

void DockerTerminal::makeRaw()
{
    struct termios mode = {};
    if (::tcgetattr(STDIN_FILENO, &mode) == 0) {
        m_modeBefore = mode;
        ::cfmakeraw(&mode);
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
    }
    m_keys = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_keys.get(), &QSocketNotifier::activated, this, &DockerTerminal::sendKeys);
    if (::pipe2(resizePipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_resized = std::make_unique<QSocketNotifier>(resizePipe[0], QSocketNotifier::Read);
    connect(m_resized.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[64];
        while (::read(resizePipe[0], bytes, sizeof bytes) > 0) {}
        sendSize();
    });
    struct sigaction tell = {};
    tell.sa_handler = onResize;
    tell.sa_flags = SA_RESTART;
    ::sigaction(SIGWINCH, &tell, nullptr);
}

void DockerTerminal::sendKeys()
{
    char bytes[4096];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0) {
        m_exec->streams->write(QByteArray(bytes, count));
        return;
    }
    m_keys->setEnabled(false); // the terminal is gone
    m_exec->streams->closeInput();
}

void DockerTerminal::sendSize()
{
    struct winsize size = {};
    if (::ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return;
    // A size that does not arrive is no reason to end the session.
    m_client.resizeTerminal(m_exec->id, size.ws_col, size.ws_row).then(this, [](const Result<> &) {});
}

} // namespace stagecraft::cli

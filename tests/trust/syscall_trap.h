// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A program, with all that it starts, whose kernel asks us first: about each socket that is no Unix socket (and refuses it), or
// about each program that is to be executed (and lets it). By seccomp's user notifications, so nothing that it does gets past,
// and without rights or tools. Linux only, as everything that starts processes here.
#pragma once

#include "tests/trust/child.h"

#include <QElapsedTimer>
#include <QList>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <optional>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

namespace stagecraft::trust {

/// What the kernel asked about.
struct TrappedCall {
    QByteArray program;            ///< that asked: its name
    QByteArrayList arguments = {}; ///< of what it executes, the file itself first
    int family = -1;               ///< of the socket
};

struct TrapEnding {
    bool hasTrap = false; ///< false: this kernel, or what we live in, has no such thing
    bool isOver = false;  ///< false: it was still there at the end of the time, and was killed
    Ending ending = {};
    QList<TrappedCall> calls = {};
};

enum class Trap { Sockets, Programs };

namespace trap_detail {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "which AUDIT_ARCH_ has this machine?"
#endif

/// The file descriptor that the questions come from; -1 when there is none. In the child.
inline int install(Trap trap)
{
    const auto load = [](std::size_t offset) {
        return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
    };
    const auto skipUnless = [](std::uint32_t value, std::uint8_t count) {
        return sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count);
    };
    const auto answer = [](std::uint32_t value) { return sock_filter BPF_STMT(BPF_RET | BPF_K, value); };
    std::vector<sock_filter> filter = {load(offsetof(seccomp_data, arch)), skipUnless(architecture, 1),
                                       sock_filter BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
                                       answer(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
    if (trap == Trap::Sockets) {
        filter.insert(filter.end(),
                      {skipUnless(__NR_socket, 3), load(offsetof(seccomp_data, args)),
                       sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0), answer(SECCOMP_RET_USER_NOTIF)});
    } else {
        filter.insert(filter.end(), {skipUnless(__NR_execve, 1), answer(SECCOMP_RET_USER_NOTIF),
                                     skipUnless(__NR_execveat, 1), answer(SECCOMP_RET_USER_NOTIF)});
    }
    filter.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return static_cast<int>(
        ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

union Message { ///< a file descriptor that goes through a socket
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

/// Also without a descriptor, so that nobody waits for one.
inline void send(int socket, int descriptor)
{
    char byte = 0;
    iovec data = {&byte, 1};
    Message message = {};
    msghdr header = {};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    if (descriptor >= 0) {
        header.msg_control = message.bytes.data();
        header.msg_controllen = message.bytes.size();
        message.header.cmsg_level = SOL_SOCKET;
        message.header.cmsg_type = SCM_RIGHTS;
        message.header.cmsg_len = CMSG_LEN(sizeof descriptor);
        ::memcpy(CMSG_DATA(&message.header), &descriptor, sizeof descriptor);
    }
    ::sendmsg(socket, &header, 0);
}

inline int receive(int socket)
{
    char byte = 0;
    iovec data = {&byte, 1};
    Message message = {};
    msghdr header = {};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    header.msg_control = message.bytes.data();
    header.msg_controllen = message.bytes.size();
    int descriptor = -1;
    if (::recvmsg(socket, &header, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&header))
        ::memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&header)), sizeof descriptor);
    return descriptor;
}

/// `size` bytes of another process, or as many as there are.
inline QByteArray memoryOf(pid_t process, std::uint64_t address, std::size_t size)
{
    QByteArray bytes(static_cast<qsizetype>(size), '\0');
    iovec local = {bytes.data(), size};
    iovec remote = {reinterpret_cast<void *>(address), size};
    const ssize_t got = ::process_vm_readv(process, &local, 1, &remote, 1, 0);
    bytes.resize(std::max<ssize_t>(got, 0));
    return bytes;
}

inline QByteArray textOf(pid_t process, std::uint64_t address)
{
    constexpr std::size_t piece = 256; // a piece never crosses a page, of which the next may not be there
    QByteArray text;
    while (text.size() < 1'000'000) {
        const QByteArray bytes = memoryOf(process, address, piece - address % piece);
        const qsizetype end = bytes.indexOf('\0');
        text += bytes.first(end < 0 ? bytes.size() : end);
        if (end >= 0 || bytes.isEmpty())
            break;
        address += static_cast<std::uint64_t>(bytes.size());
    }
    return text;
}

inline TrappedCall callOf(const seccomp_notif &question)
{
    const auto process = static_cast<pid_t>(question.pid);
    TrappedCall call{.program = contentOf(QStringLiteral("/proc/%1/comm").arg(process)).trimmed()};
    if (question.data.nr == __NR_socket) {
        call.family = static_cast<int>(question.data.args[0]);
        return call;
    }
    const int first = question.data.nr == __NR_execveat ? 1 : 0;
    call.arguments << textOf(process, question.data.args[first]);
    for (std::uint64_t at = question.data.args[first + 1]; call.arguments.size() < 10'000;
         at += sizeof(std::uint64_t)) {
        const QByteArray bytes = memoryOf(process, at, sizeof(std::uint64_t));
        std::uint64_t address = 0;
        if (bytes.size() == sizeof address)
            ::memcpy(&address, bytes.constData(), sizeof address);
        if (address == 0)
            break;
        call.arguments << textOf(process, address);
    }
    return call;
}

} // namespace trap_detail

/// Runs it until it and all that it started are gone.
inline TrapEnding runInTrap(Trap trap, const Command &command, int seconds = 60)
{
    TrapEnding result;
    std::array<int, 2> sockets = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return result;
    const pid_t child = startChild(command, [trap, &sockets] {
        const int listener = trap_detail::install(trap);
        trap_detail::send(sockets[1], listener);
        ::close(listener);
        return listener >= 0;
    });
    ::close(sockets[1]);
    const int listener = trap_detail::receive(sockets[0]);
    ::close(sockets[0]);
    result.hasTrap = listener >= 0;
    QElapsedTimer clock;
    clock.start();
    std::optional<Ending> ended;
    while (result.hasTrap && clock.elapsed() < seconds * 1000) {
        pollfd wait = {listener, POLLIN, 0};
        if (::poll(&wait, 1, 10) < 1) {
            if (!ended) // older kernels count who has not been waited for
                ended = tryWait(child, WNOHANG);
            continue;
        }
        if ((wait.revents & POLLIN) == 0) { // nobody is left who could ask
            result.isOver = true;
            break;
        }
        seccomp_notif question = {};
        if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0)
            continue;
        result.calls << trap_detail::callOf(question);
        seccomp_notif_resp answer = {};
        answer.id = question.id;
        if (trap == Trap::Sockets)
            answer.error = -EACCES;
        else
            answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    if (!result.isOver && !ended)
        ::kill(child, SIGKILL);
    if (result.hasTrap)
        ::close(listener); // what is left gets ENOSYS from now on
    result.ending = ended ? *ended : waitFor(child);
    return result;
}

} // namespace stagecraft::trust

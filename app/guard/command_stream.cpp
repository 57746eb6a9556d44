// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/guard/command_stream.h"

#include <cerrno>
#include <charconv>
#include <unistd.h>

namespace stagecraft::guard {

CommandStream::CommandStream(int descriptor)
    : m_descriptor(descriptor)
{
}

bool CommandStream::read()
{
    char bytes[65536];
    ssize_t got = 0;
    do
        got = ::read(m_descriptor, bytes, sizeof bytes);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        return false;
    m_buffer.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::optional<Command> CommandStream::next()
{
    const std::size_t newline = m_buffer.find('\n');
    const std::size_t space = m_buffer.find(' ');
    if (newline == std::string::npos || space > newline)
        return std::nullopt;
    std::size_t length = 0;
    std::from_chars(m_buffer.data() + space + 1, m_buffer.data() + newline, length);
    if (m_buffer.size() - newline - 1 < length)
        return std::nullopt;
    Command command{m_buffer.substr(0, space), m_buffer.substr(newline + 1, length)};
    m_buffer.erase(0, newline + 1 + length);
    return command;
}

} // namespace stagecraft::guard

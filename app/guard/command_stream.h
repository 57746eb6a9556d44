// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the engine tells a guard on its standard input: "<verb> <length>\n" and that many bytes. The end of the stream
// without a last word means that the engine is gone.
#pragma once

#include <optional>
#include <string>

namespace stagecraft::guard {

struct Command {
    std::string verb;
    std::string payload;
};

class CommandStream
{
public:
    explicit CommandStream(int descriptor);

    /// Reads what is there, blocking only when nothing is. False at the end of the stream.
    bool read();
    /// The next complete command that has been read.
    std::optional<Command> next();

private:
    int m_descriptor;
    std::string m_buffer;
};

} // namespace stagecraft::guard

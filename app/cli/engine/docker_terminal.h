// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DockerTerminal: this program's terminal becomes that of a shell in a container, over the Engine API: every key goes there (so Ctrl-C
// does), everything that it shows comes back, and it learns how large the window is. The terminal's mode is as before when this object
// goes. Main thread, one at a time; nothing blocks but the terminal itself.
#pragma once

#include "core/docker/client.h"
#include "core/docker/task.h"
#include "core/engine/job_terminal.h"

#include <QSocketNotifier>

#include <memory>
#include <optional>
#include <termios.h>

namespace stagecraft::cli {

class DockerTerminal : public QObject
{
    Q_OBJECT
public:
    explicit DockerTerminal(const engine::JobTerminal &terminal);
    ~DockerTerminal() override;
    void start();

Q_SIGNALS:
    /// The shell has ended …
    void ended();
    /// … or the connection to it, or there is none.
    void failed(const stagecraft::Error &error);

private:
    docker::Task<> live();
    docker::Task<Result<>> talk();
    void makeRaw();
    void sendKeys();
    void sendSize();

    engine::JobTerminal m_terminal;
    docker::Client m_client;
    std::optional<docker::Client::TerminalExec> m_exec;
    std::unique_ptr<QSocketNotifier> m_keys;
    std::unique_ptr<QSocketNotifier> m_resized;
    std::optional<struct termios> m_modeBefore;
    docker::Task<> m_life;
};

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/executor_factory.h"

#include "core/engine/docker_executor.h"
#include "core/engine/shell_executor.h"

namespace stagecraft::engine {

std::unique_ptr<Executor> makeExecutor(const runner::RunnerSettings &settings, const RunOptions &options)
{
    if (settings.executor == runner::RunnerSettings::Executor::Shell)
        return std::make_unique<ShellExecutor>(settings, options);
    return std::make_unique<DockerExecutor>(settings, options);
}

} // namespace stagecraft::engine

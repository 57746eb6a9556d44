// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/shell_executor.h"

#include "core/engine/shell_job.h"

namespace stagecraft::engine {

ShellExecutor::ShellExecutor(const runner::RunnerSettings &settings, const RunOptions &options)
    : m_settings(settings)
    , m_guardProgram(options.guardProgram)
    , m_graceSeconds(options.cancelGraceSeconds)
{
}

std::unique_ptr<ExecutorJob> ShellExecutor::start(const plan::JobPlan &job, const JobContext &context)
{
    return std::make_unique<ShellJob>(job, context,
                                      ShellJobSettings{m_settings, m_guardProgram, m_graceSeconds, m_trees});
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/shell_executor.h"

#include "core/engine/shell_job.h"

#include <QPointer>

namespace stagecraft::engine {

ShellExecutor::ShellExecutor(const runner::RunnerSettings &settings, const RunOptions &options)
    : m_settings(settings), m_guardProgram(options.guardProgram), m_graceSeconds(options.cancelGraceSeconds)
{
}

std::unique_ptr<ExecutorJob> ShellExecutor::start(const plan::JobPlan &job, const JobContext &context)
{
    return std::make_unique<ShellJob>(job, context,
                                      ShellJobSettings{m_settings, m_guardProgram, m_graceSeconds, m_trees,
                                                       countedAsBusy()});
}

/// As long as the answer lives. It may outlive this object.
std::shared_ptr<const void> ShellExecutor::countedAsBusy()
{
    ++m_busy;
    return {this, [executor = QPointer<ShellExecutor>(this)](const void *) {
                if (executor && --executor->m_busy == 0)
                    Q_EMIT executor->idle();
            }};
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ShellExecutor: runs jobs in this machine's bash (sh where there is none), as gitlab-runner's shell executor does: one login
// shell for the script, another for after_script, in a copy of the project that the next job of the slot takes
// over. See the gitlab-runner reference, 3.5 and 3.6.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/run.h"
#include "core/engine/work_tree.h"

namespace stagecraft::engine {

class ShellExecutor : public Executor
{
    Q_OBJECT
public:
    ShellExecutor(const runner::RunnerSettings &settings, const RunOptions &options);

    std::unique_ptr<ExecutorJob> start(const plan::JobPlan &job, const JobContext &context) override;
    bool isIdle() const override { return m_busy == 0; }

private:
    std::shared_ptr<const void> countedAsBusy();

    runner::RunnerSettings m_settings;
    QString m_guardProgram;
    int m_graceSeconds;
    std::shared_ptr<WorkTrees> m_trees = std::make_shared<WorkTrees>();
    int m_busy = 0; ///< jobs that run, and guards that remove what ended ones have left
};

} // namespace stagecraft::engine

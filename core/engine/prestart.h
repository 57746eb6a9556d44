// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Prestart: tells the executor which jobs will probably start next, so that it can make ready for them what takes time. Left out
// are jobs whose variables depend on a dotenv report still to come, and those of resource groups. Owned by the run; its thread.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/scheduler.h"

#include <functional>

namespace stagecraft::engine {

class Prestart
{
public:
    /// A job as it would be started now.
    using Describe = std::function<ExpectedJob(int job)>;

    Prestart(const Scheduler &scheduler, int concurrency, Describe describe);

    /// To be called whenever something about the run has changed.
    void update(const std::vector<int> &running, Executor &executor);

private:
    bool isKnown(int job) const;

    const Scheduler &m_scheduler;
    std::size_t m_most;
    Describe m_describe;
    std::vector<int> m_expected;
};

} // namespace stagecraft::engine

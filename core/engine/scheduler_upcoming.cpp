// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which jobs will probably start next. A guess, asked for at every change of a run: it looks at a bounded number of jobs.
#include "core/engine/scheduler.h"

#include <algorithm>

namespace stagecraft::engine {

namespace {

constexpr std::size_t mostSeen = 64; ///< of those that wait for one job or stage

} // namespace

std::vector<int> Scheduler::upcoming(const std::vector<int> &running, std::size_t most) const
{
    std::vector<int> jobs;
    const auto add = [&](int job) {
        if (jobs.size() < most && !std::ranges::contains(jobs, job))
            jobs.push_back(job);
    };
    // Those that only wait for a slot.
    if (m_ready.size() <= mostSeen) {
        for (auto ready = m_ready; !ready.empty() && jobs.size() < most; ready.pop())
            add(ready.top());
    } else {
        add(m_ready.top());
    }

    // Those that wait for nothing but running jobs, supposed that these succeed.
    const auto runsOnSuccess = [this](int job) {
        const plan::When when = m_plans[at(job)].when;
        return m_states[at(job)].status == JobStatus::Created
               && (when == plan::When::OnSuccess || when == plan::When::Always);
    };
    const auto isGood = [](const CompositeStatus &ended) {
        return ended.inStages().value_or(JobStatus::Success) == JobStatus::Success;
    };
    std::map<int, int> waits; // for how many of the running ones
    for (const int job : running) {
        const std::vector<int> &dependents = m_nodes[at(job)].dependents;
        for (std::size_t i = 0; i < std::min(mostSeen, dependents.size()); ++i)
            ++waits[dependents[i]];
    }
    std::vector<int> next;
    for (const auto &[job, count] : waits) {
        const Tally &needs = m_nodes[at(job)].needs;
        if (needs.open == count && !needs.ended.hasUnrun() && isGood(needs.ended) && runsOnSuccess(job))
            next.push_back(job);
    }
    if (m_released > 0 && m_released < m_stages.size()) {
        const Stage &open = m_stages[m_released - 1];
        const auto count = std::ranges::count_if(running,
                                                 [&](int job) { return at(m_nodes[at(job)].stage) == m_released - 1; });
        const std::vector<int> &waiting = m_stages[m_released].waiting;
        if (open.tally.open == count && isGood(open.tally.ended) && isGood(m_earlier))
            std::copy_if(waiting.begin(),
                         waiting.begin() + static_cast<std::ptrdiff_t>(std::min(mostSeen, waiting.size())),
                         std::back_inserter(next), runsOnSuccess);
    }
    std::ranges::sort(next);
    std::ranges::for_each(next, add);
    return jobs;
}

} // namespace stagecraft::engine

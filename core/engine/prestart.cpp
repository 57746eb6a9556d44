// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/prestart.h"

#include <algorithm>

namespace stagecraft::engine {

Prestart::Prestart(const Scheduler &scheduler, int concurrency, Describe describe)
    : m_scheduler(scheduler),
      m_most(static_cast<std::size_t>(std::max(1, concurrency))),
      m_describe(std::move(describe))
{
}

void Prestart::update(const std::vector<int> &running, Executor &executor)
{
    std::vector<int> jobs = m_scheduler.upcoming(running, m_most);
    std::erase_if(jobs, [this](int job) { return !isKnown(job); });
    if (jobs == m_expected)
        return;
    m_expected = std::move(jobs);
    std::vector<ExpectedJob> expected;
    for (const int job : m_expected)
        expected.push_back(m_describe(job));
    executor.expect(expected);
}

/// Whether all is known that a job's containers depend on.
bool Prestart::isKnown(int job) const
{
    const plan::JobPlan &plan = m_scheduler.plan(job);
    if (!plan.resourceGroup.empty() || plan.bridge || !plan.guardedBy.empty() || !plan.leftOut.empty()
        || m_scheduler.jobs()[static_cast<std::size_t>(job)].attempts > 0)
        return false;
    return std::ranges::none_of(plan.artifactsFrom, [this](const std::string &name) {
        const auto other = m_scheduler.find(name);
        return other && !m_scheduler.jobs()[static_cast<std::size_t>(*other)].finishedAt.isValid()
               && m_scheduler.plan(*other).artifacts && !m_scheduler.plan(*other).artifacts->dotenv.empty();
    });
}

} // namespace stagecraft::engine

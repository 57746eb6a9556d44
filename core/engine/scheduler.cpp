// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/scheduler.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace stagecraft::engine {

Scheduler::Scheduler(const plan::RunPlan &plan, const std::vector<std::string> &onlyJobs)
{
    const std::set<std::string> chosen(onlyJobs.begin(), onlyJobs.end());
    for (const plan::JobPlan &job : plan.jobs) {
        if (!chosen.empty() && !chosen.contains(job.name))
            continue;
        m_byName.emplace(job.name, static_cast<int>(m_plans.size()));
        m_plans.push_back(job);
        if (!chosen.empty() && job.when != plan::When::Always)
            m_plans.back().when = plan::When::OnSuccess; // asked for by name
    }

    std::unordered_map<std::string, int> stageNumbers;
    for (const std::string &stage : plan.stages)
        stageNumbers.emplace(stage, static_cast<int>(stageNumbers.size()));
    for (const plan::JobPlan &job : m_plans)
        stageNumbers.emplace(job.stage, static_cast<int>(stageNumbers.size()));
    m_stages.resize(stageNumbers.size());

    m_nodes.resize(m_plans.size());
    m_isChanged.assign(m_plans.size(), 0);
    for (std::size_t i = 0; i < m_plans.size(); ++i) {
        const plan::JobPlan &job = m_plans[i];
        JobState state;
        state.name = job.name;
        state.stage = job.stage;
        m_states.push_back(std::move(state));
        m_nodes[i].stage = stageNumbers.at(job.stage);
        m_nodes[i].usesNeeds = job.needs.has_value();
        m_stages[at(m_nodes[i].stage)].jobs.push_back(static_cast<int>(i));
        if (!job.needs) {
            m_stages[at(m_nodes[i].stage)].waiting.push_back(static_cast<int>(i));
            continue;
        }
        std::set<int> needed;
        for (const plan::Need &need : *job.needs) {
            if (const auto found = find(need.job))
                needed.insert(*found);
        }
        for (const int other : needed)
            m_nodes[at(other)].dependents.push_back(static_cast<int>(i));
    }
    for (int slot = 0; slot < std::max(1, plan.concurrency); ++slot)
        m_freeSlots.push(slot);
}

std::optional<int> Scheduler::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? std::nullopt : std::optional(found->second);
}

void Scheduler::begin(const QDateTime &now)
{
    recount(now);
}

std::vector<int> Scheduler::takeStarts(const QDateTime &now)
{
    std::vector<int> starts;
    while (!m_ready.empty() && !m_freeSlots.empty()) {
        const int job = m_ready.top();
        m_ready.pop();
        if (m_states[at(job)].status != JobStatus::Pending)
            continue; // canceled while it waited
        if (const std::string &group = m_plans[at(job)].resourceGroup; !group.empty()) {
            const auto [entry, isFree] = m_groups.try_emplace(group);
            if (!isFree) {
                entry->second.push(job);
                continue;
            }
        }
        m_nodes[at(job)].slot = m_freeSlots.top();
        m_freeSlots.pop();
        ++m_running;
        ++m_states[at(job)].attempts;
        setStatus(job, JobStatus::Running, now);
        starts.push_back(job);
    }
    return starts;
}

void Scheduler::finish(int job, const JobOutcome &outcome, const QDateTime &now)
{
    JobState &state = m_states[at(job)];
    Q_ASSERT(state.status == JobStatus::Running);
    --m_running;
    m_freeSlots.push(std::exchange(m_nodes[at(job)].slot, -1));
    releaseGroup(m_plans[at(job)].resourceGroup);
    state.exitCode = outcome.exitCode;
    state.failureReason = outcome.failureReason;
    state.message = outcome.message;
    if (mayRetry(job, outcome)) {
        enqueue(job, now);
        return;
    }
    const plan::JobPlan &plan = m_plans[at(job)];
    state.allowedToFail = outcome.status == JobStatus::Failed
        && (plan.allowFailure
            || (outcome.exitCode && std::ranges::contains(plan.allowFailureExitCodes, *outcome.exitCode)));
    setStatus(job, outcome.status, now);
    m_toSettle.push_back(job);
    settleAll(now);
}

void Scheduler::releaseGroup(const std::string &group)
{
    auto entry = m_groups.extract(group);
    if (entry.empty())
        return;
    for (std::queue<int> &waiting = entry.mapped(); !waiting.empty(); waiting.pop())
        m_ready.push(waiting.front());
}

bool Scheduler::mayRetry(int job, const JobOutcome &outcome) const
{
    const plan::JobPlan &plan = m_plans[at(job)];
    if (m_canceled || outcome.status != JobStatus::Failed || m_states[at(job)].attempts > plan.retryMax)
        return false;
    const auto matches = [reason = toText(outcome.failureReason).toStdString()](const std::string &when) {
        return when == "always" || when == reason
            || (when == "stuck_or_timeout_failure" && reason == "job_execution_timeout");
    };
    if (outcome.exitCode && std::ranges::contains(plan.retryExitCodes, *outcome.exitCode))
        return true;
    return (plan.retryWhen.empty() && plan.retryExitCodes.empty()) || std::ranges::any_of(plan.retryWhen, matches);
}

void Scheduler::play(int job, const QDateTime &now)
{
    JobState &state = m_states[at(job)];
    const auto delayed = std::ranges::find_if(m_delayed, [job](const auto &entry) { return entry.second == job; });
    if (delayed != m_delayed.end()) {
        m_delayed.erase(delayed);
        m_ready.push(job);
        return;
    }
    if (state.status != JobStatus::Manual)
        return;
    m_canceled = false;

    // Skipped jobs of later stages and those that need it, through any number of steps, are considered again.
    std::vector<int> chain{job};
    std::vector<char> seen(m_nodes.size(), 0);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        for (const int dependent : m_nodes[at(chain[i])].dependents) {
            if (!std::exchange(seen[at(dependent)], 1))
                chain.push_back(dependent);
        }
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].stage > m_nodes[at(job)].stage)
            seen[i] = 1;
        if (seen[i] && m_states[i].status == JobStatus::Skipped)
            setStatus(static_cast<int>(i), JobStatus::Created, now);
    }
    enqueue(job, now);
    recount(now);
}

void Scheduler::cancel(const QDateTime &now)
{
    m_canceled = true;
    m_delayed.clear();
    m_toSettle.clear();
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (m_states[i].status == JobStatus::Created || m_states[i].status == JobStatus::Pending)
            setStatus(static_cast<int>(i), JobStatus::Canceled, now);
    }
}

void Scheduler::cancelJob(int job, const QDateTime &now)
{
    const JobStatus status = m_states[at(job)].status;
    if (status != JobStatus::Created && status != JobStatus::Pending)
        return;
    std::erase_if(m_delayed, [job](const auto &entry) { return entry.second == job; });
    setStatus(job, JobStatus::Canceled, now);
    m_toSettle.push_back(job);
    settleAll(now);
}

std::optional<QDateTime> Scheduler::nextDelayed() const
{
    return m_delayed.empty() ? std::nullopt : std::optional(m_delayed.begin()->first);
}

void Scheduler::startDelayed(const QDateTime &now)
{
    while (!m_delayed.empty() && m_delayed.begin()->first <= now) {
        m_ready.push(m_delayed.begin()->second);
        m_delayed.erase(m_delayed.begin());
    }
}

std::vector<int> Scheduler::takeChanges()
{
    for (const int job : m_changes)
        m_isChanged[at(job)] = 0;
    return std::exchange(m_changes, {});
}

bool Scheduler::isIdle() const
{
    return m_running == 0 && m_pending == 0;
}

bool Scheduler::hasPlayableJobs() const
{
    return std::ranges::any_of(m_states, [](const JobState &s) { return s.status == JobStatus::Manual; });
}

JobStatus Scheduler::status() const
{
    Tally tally;
    for (const JobState &state : m_states)
        count(tally, state);
    if (tally.canceled > 0 && (m_canceled || tally.failed == 0))
        return JobStatus::Canceled;
    return tally.failed > 0 ? JobStatus::Failed : JobStatus::Success;
}

void Scheduler::count(Tally &tally, const JobState &state)
{
    switch (state.status) {
    case JobStatus::Success: ++tally.good; break;
    case JobStatus::Failed: ++(state.allowedToFail ? tally.good : tally.failed); break;
    case JobStatus::Canceled: ++tally.canceled; break;
    case JobStatus::Skipped:
    case JobStatus::Manual: ++tally.skipped; break;
    case JobStatus::Created:
    case JobStatus::Pending:
    case JobStatus::Running: ++tally.open; break;
    }
}

/// GitLab's composite status of jobs that have all ended.
Scheduler::Verdict Scheduler::verdict(const Tally &tally)
{
    if (tally.failed > 0)
        return Verdict::Failed;
    if (tally.canceled > 0)
        return Verdict::Canceled;
    return tally.good == 0 && tally.skipped > 0 ? Verdict::Skipped : Verdict::Success;
}

void Scheduler::setStatus(int job, JobStatus status, const QDateTime &now)
{
    JobState &state = m_states[at(job)];
    m_pending += (status == JobStatus::Pending) - (state.status == JobStatus::Pending);
    state.status = status;
    switch (status) {
    case JobStatus::Created: state.finishedAt = {}; break;
    case JobStatus::Pending: state.queuedAt = now; break;
    case JobStatus::Running: state.startedAt = now; break;
    case JobStatus::Success:
    case JobStatus::Failed:
    case JobStatus::Canceled: state.finishedAt = now; break;
    case JobStatus::Skipped:
    case JobStatus::Manual: break;
    }
    if (!std::exchange(m_isChanged[at(job)], 1))
        m_changes.push_back(job);
}

void Scheduler::settleAll(const QDateTime &now)
{
    while (!m_toSettle.empty()) {
        const int job = m_toSettle.back();
        m_toSettle.pop_back();
        settle(job, now);
    }
}

/// Counts an ended job for those that wait for it.
void Scheduler::settle(int job, const QDateTime &now)
{
    Node &node = m_nodes[at(job)];
    if (std::exchange(node.settled, true))
        return;
    const JobState &state = m_states[at(job)];
    for (const int dependent : node.dependents) {
        Tally &needs = m_nodes[at(dependent)].needs;
        --needs.open;
        count(needs, state);
        considerNeeds(dependent, now);
    }
    Tally &stage = m_stages[at(node.stage)].tally;
    --stage.open;
    count(stage, state);
    releaseStages(now);
}

void Scheduler::releaseStages(const QDateTime &now)
{
    while (m_released < m_stages.size()) {
        if (m_released > 0) {
            const Tally &before = m_stages[m_released - 1].tally;
            if (before.open > 0)
                return;
            m_earlier.skipped += before.skipped;
            m_earlier.good += before.good;
            m_earlier.canceled += before.canceled;
            m_earlier.failed += before.failed;
        }
        const Stage &stage = m_stages[m_released++];
        for (const int job : stage.waiting) {
            if (m_states[at(job)].status == JobStatus::Created)
                decide(job, verdict(m_earlier), now);
        }
    }
}

void Scheduler::considerNeeds(int job, const QDateTime &now)
{
    const Tally &needs = m_nodes[at(job)].needs;
    if (m_states[at(job)].status != JobStatus::Created)
        return;
    // GitLab does not wait for the other needs once one of them did not run.
    if (needs.skipped > 0)
        decide(job, Verdict::Skipped, now);
    else if (needs.open == 0)
        decide(job, verdict(needs), now);
}

void Scheduler::decide(int job, Verdict before, const QDateTime &now)
{
    const plan::JobPlan &plan = m_plans[at(job)];
    bool runs = false;
    switch (plan.when) {
    case plan::When::OnFailure:
        runs = before == Verdict::Failed;
        break;
    case plan::When::Always:
        runs = before != Verdict::Canceled;
        break;
    case plan::When::OnSuccess:
    case plan::When::Manual:
    case plan::When::Delayed:
        runs = before == Verdict::Success || (before == Verdict::Skipped && !plan.needs);
        break;
    }
    if (!runs) {
        setStatus(job, JobStatus::Skipped, now);
        m_toSettle.push_back(job);
    } else if (plan.when == plan::When::Manual) {
        setStatus(job, JobStatus::Manual, now);
        if (plan.allowFailure) // an optional manual job blocks nobody
            m_toSettle.push_back(job);
    } else if (plan.when == plan::When::Delayed) {
        setStatus(job, JobStatus::Pending, now);
        m_delayed.emplace(now.addSecs(plan.startInSeconds), job);
    } else {
        enqueue(job, now);
    }
}

void Scheduler::enqueue(int job, const QDateTime &now)
{
    setStatus(job, JobStatus::Pending, now);
    m_ready.push(job);
}

/// Counts everything from the start and lets go what may go.
void Scheduler::recount(const QDateTime &now)
{
    m_released = 0;
    m_earlier = {};
    for (Stage &stage : m_stages) {
        stage.tally = {};
        stage.tally.open = static_cast<int>(stage.jobs.size());
    }
    for (Node &node : m_nodes) {
        node.settled = false;
        node.needs = {};
    }
    for (const Node &node : m_nodes) {
        for (const int dependent : node.dependents)
            ++m_nodes[at(dependent)].needs.open;
    }
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const JobStatus status = m_states[i].status;
        if (status == JobStatus::Success || status == JobStatus::Failed || status == JobStatus::Canceled
            || status == JobStatus::Skipped || (status == JobStatus::Manual && m_plans[i].allowFailure))
            m_toSettle.push_back(static_cast<int>(i));
    }
    releaseStages(now);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].usesNeeds)
            considerNeeds(static_cast<int>(i), now);
    }
    settleAll(now);
}

} // namespace stagecraft::engine

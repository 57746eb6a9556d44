// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/scheduler.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace stagecraft::engine {

namespace {

/// Reasons after which GitLab never starts a job again, whatever its `retry` says.
constexpr std::array<std::string_view, 5> finalReasons = {"ci_quota_exceeded", "no_matching_runner",
                                                          "missing_dependency_failure", "forward_deployment_failure",
                                                          "environment_creation_failure"};

/// The reason as GitLab keeps it: what a runner tells and GitLab does not know becomes something that it knows.
std::string keptReason(FailureReason reason)
{
    switch (reason) {
    case FailureReason::ImagePullFailure:
    case FailureReason::RunnerExternalDependencyFailure:
        return toText(FailureReason::RunnerSystemFailure).toStdString();
    case FailureReason::RunnerConfigurationError: return toText(FailureReason::ScriptFailure).toStdString();
    default: return toText(reason).toStdString();
    }
}

bool isWaiting(JobStatus status)
{
    return status == JobStatus::Pending || status == JobStatus::Scheduled || status == JobStatus::WaitingForResource;
}

} // namespace

Scheduler::Scheduler(const plan::RunPlan &plan, std::shared_ptr<Slots> slots)
    : m_plans(plan.jobs),
      m_slots(slots ? std::move(slots) : std::make_shared<Slots>(plan.concurrency)),
      m_cancelsOnFailure(plan.cancelsOnFailure)
{
    for (const plan::JobPlan &job : m_plans)
        m_byName.emplace(job.name, static_cast<int>(m_byName.size())); // names are unique

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
        state.guardedBy = job.guardedBy;
        state.manualConfirmation = job.manualConfirmation;
        if (!job.leftOut.empty()) {
            state.status = JobStatus::Skipped;
            state.message = QString::fromStdString(job.leftOut);
        }
        m_states.push_back(std::move(state));
        m_nodes[i].stage = stageNumbers.at(job.stage);
        if (!job.leftOut.empty())
            continue;
        m_nodes[i].usesNeeds = job.needs.has_value();
        m_stages[at(m_nodes[i].stage)].jobs.push_back(static_cast<int>(i));
        if (!job.needs) {
            m_stages[at(m_nodes[i].stage)].waiting.push_back(static_cast<int>(i));
            continue;
        }
        std::set<int> needed;
        for (const plan::Need &need : *job.needs) {
            if (const auto found = find(need.job); found && !isLeftOut(*found))
                needed.insert(*found);
        }
        for (const int other : needed)
            m_nodes[at(other)].dependents.push_back(static_cast<int>(i));
    }
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
    releaseGroups(now);
    std::vector<int> starts;
    std::vector<int> blocked; // no slot is free for them; bridges need none
    while (!m_ready.empty()) {
        const int job = m_ready.top();
        if (m_slots->isFull() && m_bridgesReady == 0)
            break;
        m_ready.pop();
        if (m_states[at(job)].status != JobStatus::Pending)
            continue; // canceled while it waited
        const bool needsSlot = !isBridge(job);
        if (needsSlot && m_slots->isFull()) {
            blocked.push_back(job);
            continue;
        }
        if (const std::string &group = m_plans[at(job)].resourceGroup; !group.empty() && !m_slots->enterGroup(group)) {
            setStatus(job, JobStatus::WaitingForResource, now);
            m_waiting[group].push(job);
            continue;
        }
        if (needsSlot) {
            m_nodes[at(job)].slot = m_slots->take();
            ++m_running;
        }
        ++m_states[at(job)].attempts;
        setStatus(job, JobStatus::Running, now);
        starts.push_back(job);
    }
    for (const int job : blocked)
        m_ready.push(job);
    return starts;
}

/// One job of each resource group that has become free may try again; only one can get in.
void Scheduler::releaseGroups(const QDateTime &now)
{
    if (std::exchange(m_seenReleases, m_slots->releases()) == m_slots->releases())
        return;
    for (auto entry = m_waiting.begin(); entry != m_waiting.end();) {
        Queue &jobs = entry->second;
        while (!jobs.empty() && m_states[at(jobs.top())].status != JobStatus::WaitingForResource)
            jobs.pop(); // canceled while it waited
        if (!jobs.empty() && m_slots->isGroupFree(entry->first)) {
            const int job = jobs.top();
            jobs.pop();
            enqueue(job, now);
        }
        entry = jobs.empty() ? m_waiting.erase(entry) : std::next(entry);
    }
}

void Scheduler::finish(int job, const JobOutcome &outcome, const QDateTime &now)
{
    JobState &state = m_states[at(job)];
    const plan::JobPlan &plan = m_plans[at(job)];
    Q_ASSERT(state.status == JobStatus::Running);
    if (!isBridge(job)) {
        --m_running;
        m_slots->give(std::exchange(m_nodes[at(job)].slot, -1));
    }
    if (!plan.resourceGroup.empty())
        m_slots->leaveGroup(plan.resourceGroup);
    state.exitCode = outcome.exitCode;
    state.failureReason = outcome.failureReason;
    state.message = outcome.message;
    if (mayRetry(job, outcome)) {
        enqueue(job, now);
        return;
    }
    state.allowedToFail = outcome.status == JobStatus::Failed
                          && (plan.allowFailure
                              || (outcome.exitCode
                                  && std::ranges::contains(plan.allowFailureExitCodes, *outcome.exitCode)));
    setStatus(job, outcome.status, now);
    m_toSettle.push_back(job);
    if (m_cancelsOnFailure && !m_canceled && outcome.status == JobStatus::Failed && !state.allowedToFail) {
        cancel(now);
        m_stop = true;
        return;
    }
    settleAll(now);
}

/// GitLab's order of questions (gitlab-ci-language.md, retry).
bool Scheduler::mayRetry(int job, const JobOutcome &outcome) const
{
    const plan::JobPlan &plan = m_plans[at(job)];
    if (m_canceled || outcome.status != JobStatus::Failed || m_states[at(job)].attempts > plan.retryMax)
        return false;
    const std::string reason = keptReason(outcome.failureReason);
    if (std::ranges::contains(finalReasons, reason))
        return false;
    if (plan.retryWhen.empty() && plan.retryExitCodes.empty())
        return true;
    return std::ranges::contains(plan.retryWhen, "always") || std::ranges::contains(plan.retryWhen, reason)
           || (outcome.exitCode && std::ranges::contains(plan.retryExitCodes, *outcome.exitCode));
}

void Scheduler::play(int job, const QDateTime &now)
{
    const JobState &state = m_states[at(job)];
    const auto delayed = std::ranges::find_if(m_delayed, [job](const auto &entry) { return entry.second == job; });
    if (delayed != m_delayed.end()) {
        m_delayed.erase(delayed);
        enqueue(job, now);
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
        if (seen[i] && m_states[i].status == JobStatus::Skipped && !isLeftOut(static_cast<int>(i)))
            setStatus(static_cast<int>(i), JobStatus::Created, now);
    }
    enqueue(job, now);
    recount(now);
}

void Scheduler::skip(int job, const QDateTime &now)
{
    if (m_states[at(job)].status != JobStatus::Manual)
        return;
    setStatus(job, JobStatus::Skipped, now);
    recount(now);
}

void Scheduler::cancel(const QDateTime &now)
{
    m_canceled = true;
    m_delayed.clear();
    m_toSettle.clear();
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (m_states[i].status == JobStatus::Created || isWaiting(m_states[i].status))
            setStatus(static_cast<int>(i), JobStatus::Canceled, now);
    }
}

void Scheduler::cancelJob(int job, const QDateTime &now)
{
    const JobStatus status = m_states[at(job)].status;
    if (status != JobStatus::Created && !isWaiting(status))
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
        enqueue(m_delayed.begin()->second, now);
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
    const JobStatus status = composite().inStages().value_or(JobStatus::Success);
    // Whoever has canceled a pipeline does not wait for its manual jobs.
    if (m_canceled && status == JobStatus::Manual)
        return JobStatus::Canceled;
    return isIdle() && (status == JobStatus::Running || status == JobStatus::Created) ? JobStatus::Manual : status;
}

bool Scheduler::hasWarnings() const
{
    return composite().hasWarnings();
}

CompositeStatus Scheduler::composite() const
{
    CompositeStatus all;
    for (std::size_t job = 0; job < m_states.size(); ++job)
        count(all, static_cast<int>(job));
    return all;
}

void Scheduler::count(CompositeStatus &set, int job) const
{
    const JobState &state = m_states[at(job)];
    set.add(state.status, m_plans[at(job)].allowFailure || state.allowedToFail);
}

void Scheduler::setStatus(int job, JobStatus status, const QDateTime &now)
{
    JobState &state = m_states[at(job)];
    m_pending += isWaiting(status) - isWaiting(state.status);
    if (isBridge(job))
        m_bridgesReady += (status == JobStatus::Pending) - (state.status == JobStatus::Pending);
    const JobStatus before = std::exchange(state.status, status);
    switch (status) {
    case JobStatus::Created: state.finishedAt = {}; break;
    case JobStatus::Scheduled: state.dueAt = now.addSecs(m_plans[at(job)].startInSeconds); break;
    case JobStatus::Pending:
        if (before != JobStatus::WaitingForResource)
            state.queuedAt = now;
        break;
    case JobStatus::Running: state.startedAt = now; break;
    case JobStatus::Success:
    case JobStatus::Failed:
    case JobStatus::Canceled: state.finishedAt = now; break;
    case JobStatus::WaitingForResource:
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
    for (const int dependent : node.dependents) {
        Tally &needs = m_nodes[at(dependent)].needs;
        --needs.open;
        count(needs.ended, job);
        considerNeeds(dependent, now);
    }
    Tally &stage = m_stages[at(node.stage)].tally;
    --stage.open;
    count(stage.ended, job);
    releaseStages(now);
}

void Scheduler::releaseStages(const QDateTime &now)
{
    while (m_released < m_stages.size()) {
        if (m_released > 0) {
            const Tally &before = m_stages[m_released - 1].tally;
            if (before.open > 0)
                return;
            m_earlier.add(before.ended);
        }
        const Stage &stage = m_stages[m_released++];
        for (const int job : stage.waiting) {
            if (m_states[at(job)].status == JobStatus::Created)
                decide(job, m_earlier.inStages().value_or(JobStatus::Success), now);
        }
    }
}

void Scheduler::considerNeeds(int job, const QDateTime &now)
{
    const Tally &needs = m_nodes[at(job)].needs;
    if (m_states[at(job)].status != JobStatus::Created)
        return;
    // GitLab does not wait for the other needs once one of them did not run.
    if (needs.open == 0 || needs.ended.hasUnrun())
        decide(job, needs.ended.ofNeeds().value_or(JobStatus::Success), now);
}

void Scheduler::decide(int job, JobStatus before, const QDateTime &now)
{
    const plan::JobPlan &plan = m_plans[at(job)];
    bool runs = false;
    switch (plan.when) {
    case plan::When::OnFailure: runs = before == JobStatus::Failed; break;
    case plan::When::Always: runs = before != JobStatus::Canceled; break;
    case plan::When::OnSuccess:
    case plan::When::Manual:
    case plan::When::Delayed:
        runs = before == JobStatus::Success || (before == JobStatus::Skipped && !plan.needs);
        break;
    }
    if (!runs) {
        setStatus(job, JobStatus::Skipped, now);
        m_toSettle.push_back(job);
    } else if (plan.when == plan::When::Manual || !plan.guardedBy.empty()) {
        setStatus(job, JobStatus::Manual, now);
        if (plan.allowFailure) // an optional manual job blocks nobody
            m_toSettle.push_back(job);
    } else if (plan.when == plan::When::Delayed) {
        setStatus(job, JobStatus::Scheduled, now);
        m_delayed.emplace(m_states[at(job)].dueAt, job);
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
        if (isLeftOut(static_cast<int>(i)))
            continue;
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

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Scheduler: which job may start when. A state machine of counters, without clock, event loop or executor: O(jobs + needs)
// for a whole run, whatever its shape. Rules are those of GitLab's pipeline processing (composite status of earlier
// stages or of the needs decides between run, skip and wait; gitlab-ci-language.md §2.12).
//
// Jobs are numbered as in RunPlan::jobs. Used in one thread.
#pragma once

#include "core/engine/composite_status.h"
#include "core/engine/executor.h"
#include "core/engine/slots.h"

#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

namespace stagecraft::engine {

class Scheduler
{
public:
    /// `slots`: shared by the pipelines of a run; without, this one has its own. The plan may go.
    explicit Scheduler(const plan::RunPlan &plan, std::shared_ptr<Slots> slots = {});

    const std::vector<JobState> &jobs() const { return m_states; }
    const plan::JobPlan &plan(int job) const { return m_plans[at(job)]; }
    std::optional<int> find(std::string_view name) const;

    void begin(const QDateTime &now);
    /// The jobs that start now: pending ones, first in plan order, as far as the concurrency allows.
    std::vector<int> takeStarts(const QDateTime &now);
    int slotOf(int job) const { return m_nodes[at(job)].slot; }
    void setLogFile(int job, const QString &file) { m_states[at(job)].logFile = file; }
    void setResults(int job, JobResults results) { m_states[at(job)].results = std::move(results); }
    /// A running job ended: it is done, or pending again when a retry is left.
    void finish(int job, const JobOutcome &outcome, const QDateTime &now);

    /// Starts a manual job, or a delayed one at once. Jobs that were skipped for its sake get another chance.
    void play(int job, const QDateTime &now);
    /// A manual job is not wanted: it is skipped, and what it held goes on as it does behind any skipped job.
    void skip(int job, const QDateTime &now);
    /// Everything that waits becomes canceled and nothing starts any more; running jobs are the caller's to cancel.
    void cancel(const QDateTime &now);
    /// The same for one job that waits.
    void cancelJob(int job, const QDateTime &now);
    /// A failure has canceled the rest (workflow:auto_cancel:on_job_failure): the running jobs are to be canceled. Once.
    bool takeStop() { return std::exchange(m_stop, false); }

    /// Jobs that will probably start next, first in plan order: those that wait for a slot, and those that wait only for `running`
    /// jobs. A guess; at most `most`.
    std::vector<int> upcoming(const std::vector<int> &running, std::size_t most) const;

    /// When the next delayed job is due, and letting those start that are.
    std::optional<QDateTime> nextDelayed() const;
    void startDelayed(const QDateTime &now);

    /// Jobs whose state changed since the last call, each once, in the order of their changes.
    std::vector<int> takeChanges();
    /// Nothing runs or will run by itself; only manual jobs may be left.
    bool isIdle() const;
    bool hasPlayableJobs() const;
    /// GitLab's status of the pipeline. Of an idle one: Success, Failed, Canceled, Skipped or Manual.
    JobStatus status() const;
    bool hasWarnings() const; ///< a job failed, which is allowed

private:
    /// How the jobs that another one waits for ended.
    struct Tally {
        int open = 0; ///< not ended
        CompositeStatus ended = {};
    };
    struct Node {
        int stage = 0;
        bool usesNeeds = false;
        bool settled = false; ///< counted as ended
        Tally needs = {};
        std::vector<int> dependents = {};
        int slot = -1;
    };
    struct Stage {
        std::vector<int> jobs = {};
        std::vector<int> waiting = {}; ///< those without needs
        Tally tally = {};
    };

    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    void count(CompositeStatus &set, int job) const;
    CompositeStatus composite() const;
    bool isLeftOut(int job) const { return !m_plans[at(job)].leftOut.empty(); }
    bool isBridge(int job) const { return m_plans[at(job)].bridge.has_value(); }

    void setStatus(int job, JobStatus status, const QDateTime &now);
    void settle(int job, const QDateTime &now);
    void releaseStages(const QDateTime &now);
    void considerNeeds(int job, const QDateTime &now);
    void decide(int job, JobStatus before, const QDateTime &now);
    void enqueue(int job, const QDateTime &now);
    void releaseGroups(const QDateTime &now);
    bool mayRetry(int job, const JobOutcome &outcome) const;
    void recount(const QDateTime &now);
    void settleAll(const QDateTime &now);

    std::vector<plan::JobPlan> m_plans;
    std::vector<JobState> m_states;
    std::vector<Node> m_nodes;
    std::vector<Stage> m_stages;
    std::map<std::string, int, std::less<>> m_byName;
    std::vector<int> m_toSettle; ///< ended, but not yet counted
    std::size_t m_released = 0; ///< stages whose earlier stages have all ended
    CompositeStatus m_earlier;  ///< of all stages before the last released one

    using Queue = std::priority_queue<int, std::vector<int>, std::greater<>>;
    std::shared_ptr<Slots> m_slots;
    Queue m_ready;
    std::map<std::string, Queue, std::less<>> m_waiting; ///< by resource group
    quint64 m_seenReleases = 0;                          ///< of resource groups, see Slots::releases()
    std::multimap<QDateTime, int> m_delayed;
    std::vector<int> m_changes;
    std::vector<char> m_isChanged;
    int m_running = 0; ///< jobs but for bridges, which only wait for their pipelines
    int m_pending = 0; ///< scheduled ones and those that wait for a resource included
    int m_bridgesReady = 0; ///< pending ones
    bool m_cancelsOnFailure = false;
    bool m_canceled = false;
    bool m_stop = false;
};

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Scheduler: which job may start when. A state machine of counters, without clock, event loop or executor: O(jobs + needs)
// for a whole run, whatever its shape. Rules are those of GitLab's pipeline processing (composite status of earlier
// stages or of the needs decides between run, skip and wait).
//
// Jobs are numbered as in RunPlan::jobs, or as the chosen ones of them. Used in one thread.
#pragma once

#include "core/engine/executor.h"

#include <map>
#include <optional>
#include <queue>
#include <string>
#include <vector>

namespace stagecraft::engine {

class Scheduler
{
public:
    /// `onlyJobs`: run just these, whatever their `when`; needs and stages outside of them are taken as done.
    explicit Scheduler(const plan::RunPlan &plan, const std::vector<std::string> &onlyJobs = {});

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
    /// Everything that waits becomes canceled and nothing starts any more; running jobs are the caller's to cancel.
    void cancel(const QDateTime &now);
    /// The same for one job that waits.
    void cancelJob(int job, const QDateTime &now);

    /// When the next delayed job is due, and letting those start that are.
    std::optional<QDateTime> nextDelayed() const;
    void startDelayed(const QDateTime &now);

    /// Jobs whose state changed since the last call, each once, in the order of their changes.
    std::vector<int> takeChanges();
    /// Nothing runs or will run by itself; only manual jobs may be left.
    bool isIdle() const;
    bool hasPlayableJobs() const;
    JobStatus status() const; ///< Success, Failed or Canceled

private:
    enum class Verdict { Success, Failed, Canceled, Skipped };
    /// How the jobs that another one waits for ended.
    struct Tally {
        int open = 0;    ///< not ended
        int skipped = 0; ///< did not run: skipped, or manual and optional
        int good = 0;    ///< success, or a failure that is allowed
        int canceled = 0;
        int failed = 0;
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
    static void count(Tally &tally, const JobState &state);
    static Verdict verdict(const Tally &tally);

    void setStatus(int job, JobStatus status, const QDateTime &now);
    void settle(int job, const QDateTime &now);
    void releaseStages(const QDateTime &now);
    void considerNeeds(int job, const QDateTime &now);
    void decide(int job, Verdict before, const QDateTime &now);
    void enqueue(int job, const QDateTime &now);
    void releaseGroup(const std::string &group);
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
    Tally m_earlier;            ///< of all stages before the last released one

    std::priority_queue<int, std::vector<int>, std::greater<>> m_ready;
    std::priority_queue<int, std::vector<int>, std::greater<>> m_freeSlots;
    std::map<std::string, std::queue<int>, std::less<>> m_groups; ///< resource groups in use, and who waits for them
    std::multimap<QDateTime, int> m_delayed;
    std::vector<int> m_changes;
    std::vector<char> m_isChanged;
    int m_running = 0;
    int m_pending = 0; ///< delayed ones included
    bool m_canceled = false;
};

} // namespace stagecraft::engine

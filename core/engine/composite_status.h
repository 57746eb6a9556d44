// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// GitLab's composite status: the one status that a set of jobs has together (a stage, a pipeline, or what a job waits for).
// Rules and their order: gitlab-ci-language.md §2.12. Plain value, no failures.
#pragma once

#include "core/engine/run_event.h"

#include <array>
#include <optional>

namespace stagecraft::engine {

class CompositeStatus
{
public:
    /// `allowFailure`: the job's own, or that its exit code is one of the allowed ones.
    void add(JobStatus status, bool allowFailure);
    void add(const CompositeStatus &other);

    /// Nothing for an empty set, which callers take for success.
    std::optional<JobStatus> inStages() const;
    /// The same for a set of needs: one that did not run decides for all.
    std::optional<JobStatus> ofNeeds() const;
    /// One that did not run is among them: skipped, or optional and manual.
    bool hasUnrun() const { return count(Skipped) + count(Ignored) > 0; }
    /// One that failed or was canceled, and was allowed to.
    bool hasWarnings() const { return count(Warning) > 0; }

private:
    /// A job's status with its allow_failure.
    enum Kind {
        Created,
        Waiting,
        Pending,
        Running,
        Success,
        Failed,
        Canceled,
        Skipped,
        Manual,
        Scheduled,
        Warning,
        Ignored,
        KindCount
    };
    static Kind kindOf(JobStatus status, bool allowFailure);
    int count(Kind kind) const { return m_counts[kind]; }
    /// All jobs are of these kinds.
    template<typename... Kinds>
    bool only(Kinds... kinds) const
    {
        return (count(kinds) + ...) == m_total;
    }

    std::array<int, KindCount> m_counts = {};
    int m_total = 0;
};

} // namespace stagecraft::engine

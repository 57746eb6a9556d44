// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/composite_status.h"

#include <QtGlobal>

namespace stagecraft::engine {

CompositeStatus::Kind CompositeStatus::kindOf(JobStatus status, bool allowFailure)
{
    switch (status) {
    case JobStatus::Created: return Created;
    case JobStatus::WaitingForResource: return Waiting;
    case JobStatus::Pending: return Pending;
    case JobStatus::Running: return Running;
    case JobStatus::Success: return Success;
    case JobStatus::Failed: return allowFailure ? Warning : Failed;
    case JobStatus::Canceled: return allowFailure ? Warning : Canceled;
    case JobStatus::Skipped: return Skipped;
    case JobStatus::Manual: return allowFailure ? Ignored : Manual;
    case JobStatus::Scheduled: return Scheduled;
    }
    Q_UNREACHABLE_RETURN(Created);
}

void CompositeStatus::add(JobStatus status, bool allowFailure)
{
    ++m_counts[kindOf(status, allowFailure)];
    ++m_total;
}

void CompositeStatus::add(const CompositeStatus &other)
{
    for (std::size_t kind = 0; kind < m_counts.size(); ++kind)
        m_counts[kind] += other.m_counts[kind];
    m_total += other.m_total;
}

std::optional<JobStatus> CompositeStatus::inStages() const
{
    if (m_total == 0)
        return std::nullopt;
    if (only(Skipped, Ignored))
        return JobStatus::Skipped;
    if (only(Success, Skipped, Warning, Ignored))
        return JobStatus::Success;
    if (only(Created, Warning, Ignored))
        return JobStatus::Created;
    if (only(Canceled, Success, Skipped, Warning, Ignored))
        return JobStatus::Canceled;
    if (only(Pending, Created, Skipped, Warning, Ignored))
        return JobStatus::Pending;
    if (count(Running) + count(Pending) > 0)
        return JobStatus::Running;
    if (count(Waiting) > 0)
        return JobStatus::WaitingForResource;
    if (count(Manual) > 0)
        return JobStatus::Manual;
    if (count(Scheduled) > 0)
        return JobStatus::Scheduled;
    return count(Created) > 0 ? JobStatus::Running : JobStatus::Failed;
}

std::optional<JobStatus> CompositeStatus::ofNeeds() const
{
    return hasUnrun() ? JobStatus::Skipped : inStages();
}

} // namespace stagecraft::engine

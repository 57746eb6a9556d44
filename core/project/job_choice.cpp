// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/job_choice.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace stagecraft::project {

namespace {

/// The jobs of a pipeline and who waits for whom: by needs, or by stages, each of which is one step between jobs.
class Order
{
public:
    explicit Order(const Analysis &analysis)
    {
        std::map<std::string, int> stageNumbers;
        for (const std::string &stage : analysis.selection.stages)
            stageNumbers.emplace(stage, static_cast<int>(stageNumbers.size()));
        for (const expand::SelectedJob &selected : analysis.selection.jobs) {
            if (!selected.included)
                continue;
            const expand::EffectiveJob &job = analysis.effective.jobs[selected.job];
            m_jobs.push_back({&job, &selected, stageNumbers[job.stage]});
            m_byName.emplace(job.name, m_jobs.size() - 1);
        }
    }

    std::size_t size() const { return m_jobs.size(); }
    const expand::EffectiveJob &job(std::size_t index) const { return *m_jobs[index].job; }

    /// Adds to `chosen` what its jobs wait for.
    void addBefore(std::vector<char> &chosen) const
    {
        std::vector<std::size_t> open = indexes(chosen);
        int highest = -1; // all jobs of lower stages are in
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Job &one = m_jobs[open[i]];
            if (one.selected->needs) {
                for (const expand::Need &need : *one.selected->needs) {
                    if (const auto found = m_byName.find(need.job); found != m_byName.end())
                        add(found->second, chosen, open);
                }
            } else if (one.stage > highest) {
                highest = one.stage;
                for (std::size_t other = 0; other < m_jobs.size(); ++other) {
                    if (m_jobs[other].stage < highest)
                        add(other, chosen, open);
                }
            }
        }
    }

    /// Adds what waits for them.
    void addBehind(std::vector<char> &chosen) const
    {
        std::multimap<std::string_view, std::size_t> needing;
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            if (m_jobs[i].selected->needs) {
                for (const expand::Need &need : *m_jobs[i].selected->needs)
                    needing.emplace(need.job, i);
            }
        }
        std::vector<std::size_t> open = indexes(chosen);
        int lowest = static_cast<int>(m_jobs.size()) + 1;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Job &one = m_jobs[open[i]];
            const auto [first, last] = needing.equal_range(one.job->name);
            for (auto entry = first; entry != last; ++entry)
                add(entry->second, chosen, open);
            if (one.stage >= lowest)
                continue;
            lowest = one.stage;
            for (std::size_t other = 0; other < m_jobs.size(); ++other) {
                if (m_jobs[other].stage > lowest && !m_jobs[other].selected->needs)
                    add(other, chosen, open);
            }
        }
    }

private:
    struct Job {
        const expand::EffectiveJob *job = nullptr;
        const expand::SelectedJob *selected = nullptr;
        int stage = 0;
    };

    static std::vector<std::size_t> indexes(const std::vector<char> &chosen)
    {
        std::vector<std::size_t> result;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (chosen[i])
                result.push_back(i);
        }
        return result;
    }
    static void add(std::size_t job, std::vector<char> &chosen, std::vector<std::size_t> &open)
    {
        if (!std::exchange(chosen[job], 1))
            open.push_back(job);
    }

    std::vector<Job> m_jobs;
    std::map<std::string_view, std::size_t> m_byName;
};

} // namespace

Result<QStringList> chosenJobs(const Analysis &analysis, const JobChoice &choice)
{
    const Order order(analysis);
    std::vector<char> chosen(order.size(), 0);
    const auto mark = [&](const QString &name, auto matches) {
        bool found = false;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (matches(order.job(i), name.toStdString())) {
                chosen[i] = 1;
                found = true;
            }
        }
        return found;
    };
    const auto isJob = [](const expand::EffectiveJob &job, const std::string &name) {
        return job.name == name || job.sourceName == name;
    };
    const auto isIn = [](const expand::EffectiveJob &job, const std::string &stage) { return job.stage == stage; };
    for (const QString &name : choice.from) {
        if (!mark(name, isJob))
            return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "This pipeline has no job \"%1\"."),
                           {name});
    }
    order.addBehind(chosen);
    for (const QString &name : choice.jobs) {
        if (!mark(name, isJob))
            return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "This pipeline has no job \"%1\"."),
                           {name});
    }
    for (const QString &stage : choice.stages) {
        if (!mark(stage, isIn))
            return failure(ErrorKind::Invalid,
                           QT_TRANSLATE_NOOP("stagecraft", "This pipeline has no job in a stage \"%1\"."), {stage});
    }
    if (choice.withNeeds)
        order.addBefore(chosen);
    QStringList names;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (chosen[i])
            names += QString::fromStdString(order.job(i).name);
    }
    return names;
}

} // namespace stagecraft::project

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/logical_checks.h"

#include "core/expand/missing_content.h"
#include "core/expand/strong_components.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalNameLength = 255;
constexpr std::size_t Undeclared = std::string_view::npos;

class Checker
{
public:
    Checker(const CheckedRoot &root, const std::vector<NormalJob> &jobs, std::vector<Problem> *notes)
        : m_root(root), m_jobs(jobs), m_notes(notes)
    {
        for (const NormalJob &job : jobs)
            m_stages.emplace(attribute(job, "stage").toString(), Undeclared);
        const Value::List &stages = root.stages.items();
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const auto used = m_stages.find(stages[i].toString());
            if (used != m_stages.end() && used->second == Undeclared)
                used->second = i;
        }
        for (std::size_t i = 0; i < jobs.size(); ++i)
            m_byName.emplace(jobs[i].name, i);
    }

    std::optional<Problem> run()
    {
        for (const NormalJob &job : m_jobs) {
            if (!checkJob(job))
                return m_problem;
        }
        checkCycles();
        return m_problem;
    }

private:
    bool fail(std::string id, std::string message, Origin origin)
    {
        Problem problem{std::move(id), std::move(message), origin};
        if (m_notes && mayBeInAnInclude(problem)) {
            m_notes->push_back(unresolved(problem));
            return true;
        }
        m_problem = std::move(problem);
        return false;
    }

    static Value attribute(const NormalJob &job, std::string_view key)
    {
        const Value *value = job.attributes.find(key);
        return value ? *value : Value();
    }

    const CheckedJob &sourceOf(const NormalJob &job) const { return m_root.jobs[job.source]; }

    bool checkJob(const NormalJob &job)
    {
        const Value stage = attribute(job, "stage");
        if (m_stages.at(stage.toString()) == Undeclared) {
            std::string known;
            for (const Value &name : m_root.stages.items())
                known += (known.empty() ? "" : ", ") + name.toString();
            const Origin at = stage.origin() == Origin() ? sourceOf(job).nameOrigin : stage.origin();
            return fail("stage-missing",
                        job.name + " job: chosen stage " + stage.toString() + " does not exist; available stages are "
                            + known,
                        at);
        }
        const Value dependencies = attribute(job, "dependencies");
        for (const Value &dependency : dependencies.items()) {
            if (!checkDependency(job, dependency.toString(), "dependency", false, dependency.origin()))
                return false;
        }
        if (!checkNeeds(job, attribute(job, "needs")))
            return false;
        const Value rules = attribute(job, "rules");
        for (const Value &rule : rules.items()) {
            const Value *needs = rule.find("needs");
            const Value *jobs = needs ? needs->find("job") : nullptr;
            if (jobs && !checkNeeds(job, *jobs))
                return false;
        }
        return checkTrigger(job) && checkEnvironment(job) && checkPages(job);
    }

    bool checkDependency(const NormalJob &job, const std::string &name, std::string_view kind, bool optional,
                         Origin origin)
    {
        const auto found = m_byName.find(name);
        if (found == m_byName.end()) {
            if (optional)
                return true;
            return fail(std::string(kind) + "-undefined",
                        job.name + " job: undefined " + std::string(kind) + ": " + name, origin);
        }
        const std::size_t own = m_stages.at(attribute(job, "stage").toString());
        const std::size_t other = m_stages.at(attribute(m_jobs[found->second], "stage").toString());
        if (other == Undeclared || other > own) {
            return fail(std::string(kind) + "-later-stage",
                        job.name + " job: " + std::string(kind) + " " + name
                            + " is not defined in current or prior stages",
                        origin);
        }
        return true;
    }

    bool checkNeeds(const NormalJob &job, const Value &needs)
    {
        std::unordered_set<std::string_view> seen;
        std::string duplicated;
        Origin place;
        for (const Value &need : needs.items()) {
            const std::string &name = need.find("name")->toString();
            if (!seen.insert(name).second) {
                duplicated += (duplicated.empty() ? "" : ", ") + name;
                place = need.origin();
            }
        }
        if (!duplicated.empty())
            return fail("need-duplicated", job.name + " has the following needs duplicated: " + duplicated + ".",
                        place);
        for (const Value &need : needs.items()) {
            const std::string &name = need.find("name")->toString();
            if (characterCount(name) > MaximalNameLength) {
                return fail("need-name-too-long",
                            job.name + " job: need `" + name + "` name is too long (maximum is 255 characters)",
                            need.origin());
            }
            if (!checkDependency(job, name, "need", need.find("optional")->toBool(), need.origin()))
                return false;
        }
        return true;
    }

    bool checkTrigger(const NormalJob &job)
    {
        const Value trigger = attribute(job, "trigger");
        const Value *includes = trigger.find("include");
        if (!includes || !includes->isList())
            return true;
        for (const Value &include : includes->items()) {
            const Value *name = include.find("job");
            if (name && !name->isBlank()
                && !checkDependency(job, name->toString(), "dependency", false, name->origin()))
                return false;
        }
        return true;
    }

    bool checkEnvironment(const NormalJob &job)
    {
        const Value environment = attribute(job, "environment");
        const Value *stop = environment.find("on_stop");
        if (!stop || stop->isBlank())
            return true;
        const std::string start = job.name + " job: on_stop job " + stop->toString();
        const auto found = m_byName.find(stop->toString());
        if (found == m_byName.end())
            return fail("on-stop", start + " is not defined", stop->origin());
        const Value other = attribute(m_jobs[found->second], "environment");
        if (other.isNull())
            return fail("on-stop", start + " does not have environment defined", stop->origin());
        if (other.find("name")->toString() != environment.find("name")->toString())
            return fail("on-stop", start + " have different environment name", stop->origin());
        const Value *action = other.find("action");
        if (!action || action->toString() != "stop")
            return fail("on-stop", start + " needs to have action stop defined", stop->origin());
        return true;
    }

    bool checkPages(const NormalJob &job)
    {
        const Value publish = attribute(job, "publish");
        const Value pages = attribute(job, "pages");
        const Value *inner = pages.find("publish");
        if (publish.isBlank() || !inner || inner->isBlank())
            return true;
        return fail("publish-twice",
                    job.name + " job: use either " + job.name + ":publish or " + job.name + ":pages:publish",
                    publish.origin());
    }

    void checkCycles()
    {
        const auto needsOf = [this](std::size_t index) {
            std::vector<std::size_t> children;
            const Value needs = attribute(m_jobs[index], "needs");
            for (const Value &need : needs.items()) {
                if (const auto found = m_byName.find(need.find("name")->toString()); found != m_byName.end())
                    children.push_back(found->second);
            }
            if (std::ranges::find(children, index) != children.end() && !m_problem) {
                fail("need-cycle", "The pipeline has circular dependencies: self-dependency: " + m_jobs[index].name,
                     sourceOf(m_jobs[index]).nameOrigin);
            }
            return children;
        };
        for (const std::vector<std::size_t> &component : strongComponents(m_jobs.size(), needsOf)) {
            if (component.size() < 2 || m_problem)
                continue;
            std::string names;
            for (const std::size_t index : component)
                names += (names.empty() ? "" : ", ") + model::inspectString(m_jobs[index].name);
            fail("need-cycle", "The pipeline has circular dependencies: topological sort failed: [" + names + "]",
                 sourceOf(m_jobs[component.front()]).nameOrigin);
        }
    }

    const CheckedRoot &m_root;
    const std::vector<NormalJob> &m_jobs;
    std::vector<Problem> *m_notes;
    std::unordered_map<std::string_view, std::size_t> m_stages; ///< of the jobs; where they are declared
    std::unordered_map<std::string_view, std::size_t> m_byName;
    std::optional<Problem> m_problem;
};

} // namespace

std::optional<Problem> findLogicalError(const CheckedRoot &root, const std::vector<NormalJob> &jobs,
                                        std::vector<Problem> *notes)
{
    return Checker(root, jobs, notes).run();
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/normalise.h"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace stagecraft::expand {

namespace {

constexpr std::string_view DefaultPublish = "public";
/// What a few lines can multiply into: 200 instances of each job, each with all variables. GitLab has no such limits; nobody
/// could use what lies beyond them, and this machine has to hold it.
constexpr int MaximalInstances = 200;
constexpr std::size_t MaximalJobs = 30'000;
constexpr std::size_t MaximalVariables = 500'000;

struct Instance {
    std::string name;
    Value::Map variables; ///< of the matrix
};

/// All combinations of a row, the first key slowest.
void addRow(const std::string &job, const Value &row, std::vector<Instance> &instances)
{
    std::vector<Instance> combinations = {{{}, {}}};
    for (const Value::Member &member : row.members()) {
        std::vector<Instance> next;
        for (const Instance &start : combinations) {
            for (const Value &value : member.value.items()) {
                Instance combination = start;
                combination.name += (start.variables.empty() ? "" : ", ") + value.toString();
                combination.variables.push_back({member.key, member.keyOrigin, Value::map({{"value", {}, value}})});
                next.push_back(std::move(combination));
            }
        }
        combinations = std::move(next);
    }
    for (Instance &combination : combinations) {
        combination.name = job + ": [" + combination.name + "]";
        instances.push_back(std::move(combination));
    }
}

std::vector<Instance> instancesOf(const std::string &job, const Value &parallel)
{
    std::vector<Instance> instances;
    if (const Value *number = parallel.find("number")) {
        const std::string total = "/" + std::to_string(number->toInteger());
        for (std::int64_t i = 1; i <= number->toInteger(); ++i)
            instances.push_back({job + " " + std::to_string(i) + total, {}});
    } else if (const Value *matrix = parallel.find("matrix")) {
        for (const Value &row : matrix->items())
            addRow(job, row, instances);
    }
    return instances;
}

class Normaliser
{
public:
    Normaliser(const CheckedRoot &root, Report &report) : m_root(root), m_report(report)
    {
        for (const CheckedJob &job : root.jobs) {
            // GitLab has refused more than that; a matrix can make more instances than there are atoms.
            const Value parallel = job.value("parallel");
            const Value *total = parallel.find("total");
            if (total && total->toNumber() <= MaximalInstances) {
                std::vector<Instance> instances = instancesOf(job.name, parallel);
                m_instanceCount += instances.size();
                if (m_instanceCount > MaximalJobs) {
                    stop("too-many-jobs", MaximalJobs, "jobs", job);
                    break;
                }
                m_instances.emplace(job.name, std::move(instances));
            }
        }
        Value::Map all;
        all.reserve(root.variables.members().size());
        for (const Value::Member &member : root.variables.members())
            all.push_back({member.key, member.keyOrigin, withoutForm(member.value)});
        m_globals = Value::map(std::move(all));
    }

    std::vector<NormalJob> run()
    {
        for (std::size_t i = 0; i < m_root.jobs.size(); ++i) {
            const CheckedJob &job = m_root.jobs[i];
            if (isStoppedAt(job))
                return {};
            const auto found = m_instances.find(job.name);
            if (found == m_instances.end()) {
                add({job.name, i, {}, attributes(job, nullptr, 0)});
                continue;
            }
            std::int64_t number = 0;
            for (const Instance &instance : found->second) {
                if (isStoppedAt(job))
                    return {};
                add({instance.name, i, instance.variables, attributes(job, &instance, ++number)});
            }
        }
        return std::move(m_jobs);
    }

private:
    void stop(std::string id, std::size_t limit, const std::string &what, const CheckedJob &job)
    {
        m_stopped = true;
        m_report.errors.push_back({std::move(id),
                                   "The pipeline has more than " + std::to_string(limit) + ' ' + what
                                       + ", counted up to " + job.name
                                       + ". Stagecraft shows none of such a size; split it with trigger.",
                                   job.nameOrigin});
    }

    bool isStoppedAt(const CheckedJob &job)
    {
        if (!m_stopped && m_variableCount > MaximalVariables)
            stop("too-many-variables", MaximalVariables, "variables in all its jobs", job);
        return m_stopped;
    }

    /// Of two jobs of one name the later one counts, in the place of the first.
    void add(NormalJob job)
    {
        const auto [place, added] = m_places.emplace(job.name, m_jobs.size());
        if (added)
            m_jobs.push_back(std::move(job));
        else
            m_jobs[place->second] = std::move(job);
    }

    static void put(Value::Map &map, std::string_view key, Value value)
    {
        if (!value.isNull())
            map.push_back({std::string(key), {}, std::move(value)});
    }

    Value attributes(const CheckedJob &job, const Instance *instance, std::int64_t number)
    {
        Value::Map map;
        map.reserve(16);
        const Value stage = job.value("stage");
        const Value *when = job.config.find("when");
        put(map, "stage", stage.isNull() ? Value::string("test") : stage);
        put(map, "when", when && !when->isNull() ? *when : Value::string("on_success"));
        put(map, "allow_failure", Value::boolean(allowsFailure(job)));
        put(map, "type", Value::string(job.bridge ? "bridge" : "build"));
        addNeeds(map, job, instance);
        addVariables(map, job, instance);
        for (const std::string_view key : {"tags", "only", "except"})
            put(map, key, job.value(key));
        addRules(map, job, instance);
        put(map, "cache", job.value("cache"));
        put(map, "scheduling_type", Value::string(job.usesNeeds ? "dag" : "stage"));
        for (const std::string_view key : {"id_tokens", "environment"})
            put(map, key, job.value(key));
        put(map, "coverage_regex", job.value("coverage"));
        put(map, "interruptible", job.value("interruptible"));
        put(map, "resource_group_key", configured(job, "resource_group"));
        for (const std::string_view key : {"image", "services"})
            put(map, key, job.value(key));
        put(map, "artifacts", artifacts(job));
        addDependencies(map, job);
        put(map, "job_timeout", ownTimeout(job));
        for (const std::string_view key : {"before_script", "script", "after_script", "hooks", "retry"})
            put(map, key, job.value(key));
        put(map, "parallel", job.value("parallel"));
        if (instance)
            put(map, "instance", Value::integer(number));
        put(map, "start_in", configured(job, "start_in"));
        for (const std::string_view key : {"trigger", "release"})
            put(map, key, job.value(key));
        put(map, "publish", job.value("publish"));
        put(map, "pages", job.value("pages"));
        put(map, "manual_confirmation", configured(job, "manual_confirmation"));
        if (const Value criteria = job.value("allow_failure"); criteria.isMap())
            put(map, "allow_failure_criteria", criteria);
        put(map, "execution_config", runSteps(job));
        put(map, "inputs", job.value("inputs"));
        put(map, "extends", configured(job, "extends"));
        return Value::map(std::move(map), job.config.origin());
    }

    static Value configured(const CheckedJob &job, std::string_view key)
    {
        const Value *value = job.config.find(key);
        return value ? *value : Value();
    }

    static bool allowsFailure(const CheckedJob &job)
    {
        const Value given = configured(job, "allow_failure");
        if (given.isNull())
            return configured(job, "when").toString() == "manual";
        return given.toBool();
    }

    /// GitLab reads the timeout that the job itself has; the one of default: has no effect.
    static Value ownTimeout(const CheckedJob &job)
    {
        return configured(job, "timeout").isNull() ? Value() : job.value("timeout");
    }

    static Value runSteps(const CheckedJob &job)
    {
        const Value run = configured(job, "run");
        return run.isNull() ? Value() : Value::map({{"run_steps", {}, run}});
    }

    static Value artifacts(const CheckedJob &job)
    {
        const Value given = job.value("artifacts");
        const Value pages = job.value("pages");
        const bool byName = job.name == "pages" && !job.bridge;
        const bool isPages = pages.isNull() ? byName : pages.isMap() ? !pages.members().empty() : pages.toBool();
        if (!isPages)
            return given;
        std::string directory(DefaultPublish);
        if (const Value publish = job.value("publish"); publish.isString())
            directory = publish.toString();
        if (const Value *publish = pages.find("publish"); publish && publish->isString())
            directory = publish->toString();
        Value::List paths;
        if (const Value *written = given.find("paths"))
            paths = written->items();
        const bool listed = std::ranges::any_of(paths, [&](const Value &path) { return path.toString() == directory; });
        if (!listed)
            paths.push_back(Value::string(directory));
        Value::Map members;
        bool placed = false;
        for (const Value::Member &member : given.members()) {
            members.push_back(member);
            if (member.key == "paths") {
                members.back().value = Value::list(paths);
                placed = true;
            }
        }
        if (!placed)
            members.push_back({"paths", {}, Value::list(std::move(paths))});
        return Value::map(std::move(members), given.origin());
    }

    void addDependencies(Value::Map &map, const CheckedJob &job)
    {
        const Value given = configured(job, "dependencies");
        if (given.isNull())
            return;
        Value::List names;
        for (const Value &name : given.items()) {
            const auto found = m_instances.find(name.toString());
            if (found == m_instances.end()) {
                names.push_back(name);
                continue;
            }
            for (const Instance &instance : found->second)
                names.push_back(Value::string(instance.name, name.origin()));
        }
        put(map, "dependencies", Value::list(std::move(names), given.origin()));
    }

    void addNeeds(Value::Map &map, const CheckedJob &job, const Instance *instance)
    {
        const Value needs = job.value("needs");
        if (const Value *jobs = needs.find("job"))
            put(map, "needs", expandedNeeds(*jobs, job, instance));
        if (const Value *cross = needs.find("cross_dependency"))
            put(map, "cross_dependencies", *cross);
    }

    void addRules(Value::Map &map, const CheckedJob &job, const Instance *instance)
    {
        const Value rules = job.value("rules");
        if (rules.isNull())
            return;
        const bool withNeeds = std::ranges::any_of(rules.items(), [](const Value &rule) { return rule.find("needs"); });
        if (!withNeeds) {
            put(map, "rules", rules);
            return;
        }
        Value::List list;
        for (const Value &rule : rules.items()) {
            Value::Map members = rule.members();
            for (Value::Member &member : members) {
                if (member.key != "needs")
                    continue;
                Value::Map needs = member.value.members();
                for (Value::Member &part : needs) {
                    if (part.key == "job")
                        part.value = expandedNeeds(part.value, job, instance);
                }
                member.value = Value::map(std::move(needs), member.value.origin());
            }
            list.push_back(Value::map(std::move(members), rule.origin()));
        }
        put(map, "rules", Value::list(std::move(list), rules.origin()));
    }

    /// No need of it names a parallel job or takes something from the matrix: it stays what it is.
    bool isPlainNeed(const Value &need, const Instance *instance) const
    {
        const bool matrix = instance && !instance->variables.empty();
        return !matrix && !need.find("parallel") && !m_instances.contains(need.find("name")->toString());
    }

    Value expandedNeeds(const Value &needs, const CheckedJob &job, const Instance *instance)
    {
        if (std::ranges::all_of(needs.items(), [&](const Value &need) { return isPlainNeed(need, instance); }))
            return needs;
        Value::List result;
        for (const Value &need : needs.items()) {
            const Value *parallel = need.find("parallel");
            const bool matrix = instance && !instance->variables.empty();
            const std::string name = matrix ? replaced(*need.find("name"), job, instance)
                                            : need.find("name")->toString();
            const auto found = m_instances.find(name);
            if (found == m_instances.end()) {
                Value::Map members = named(need, name).members();
                if (parallel)
                    members.push_back({"parallel", {}, withoutTotal(*parallel)});
                result.push_back(Value::map(std::move(members), need.origin()));
            } else if (parallel) {
                for (const Instance &wanted : instancesOf(name, withExpressions(*parallel, job, instance)))
                    result.push_back(named(need, wanted.name));
            } else {
                for (const Instance &wanted : found->second)
                    result.push_back(named(need, wanted.name));
            }
        }
        return Value::list(std::move(result), needs.origin());
    }

    static Value withoutTotal(const Value &parallel)
    {
        const Value *matrix = parallel.find("matrix");
        return matrix ? Value::map({{"matrix", {}, *matrix}}) : parallel;
    }

    static Value named(const Value &need, const std::string &name)
    {
        return Value::map({{"name", {}, Value::string(name, need.find("name")->origin())},
                           {"artifacts", {}, *need.find("artifacts")},
                           {"optional", {}, *need.find("optional")}},
                          need.origin());
    }

    /// Replaces $[[ matrix.NAME ]] in the values of a need's matrix by this instance's values.
    Value withExpressions(const Value &parallel, const CheckedJob &job, const Instance *instance)
    {
        const Value *matrix = parallel.find("matrix");
        if (!matrix)
            return parallel;
        Value::List rows;
        for (const Value &row : matrix->items()) {
            Value::Map members;
            for (const Value::Member &member : row.members()) {
                Value::List values;
                for (const Value &value : member.value.items())
                    values.push_back(Value::string(replaced(value, job, instance), value.origin()));
                members.push_back({member.key, member.keyOrigin, Value::list(std::move(values))});
            }
            rows.push_back(Value::map(std::move(members)));
        }
        return Value::map({{"matrix", {}, Value::list(std::move(rows))}});
    }

    std::string replaced(const Value &value, const CheckedJob &job, const Instance *instance)
    {
        static const RE2 Reference(R"(\$\[\[\s*matrix\.([a-zA-Z0-9_-]+)\s*\]\])");
        const std::string &text = value.toString();
        std::string result;
        std::size_t at = 0;
        while (true) {
            re2::StringPiece match[2];
            if (!Reference.Match({text.data(), text.size()}, at, text.size(), RE2::UNANCHORED, match, 2))
                return result + text.substr(at);
            const auto open = static_cast<std::size_t>(match[0].data() - text.data());
            result += text.substr(at, open - at);
            at = open + match[0].size();
            const std::string name(match[1].data(), match[1].size());
            const Value variables = instance ? Value::map(instance->variables) : Value();
            const Value *variable = variables.find(name);
            const Value own = job.value("variables");
            if (!variable)
                variable = own.find(name);
            if (!variable) {
                if (m_report.errors.empty())
                    m_report.errors.push_back({"unknown-matrix-variable",
                                               job.name + " job: '" + name + "' does not exist in matrix configuration",
                                               value.origin()});
                continue;
            }
            result += variable->find("value")->toString();
        }
    }

    void addVariables(Value::Map &map, const CheckedJob &job, const Instance *instance)
    {
        const Value inherit = job.config.find("inherit") ? *job.config.find("inherit") : Value();
        const Value wanted = inherit.find("variables") ? *inherit.find("variables") : Value();
        static const Value::Map NoVariables;
        const Value own = job.value("variables");
        const Value::Map &ofInstance = instance ? instance->variables : NoVariables;
        const bool takesAll = wanted.isNull() || wanted.toBool();
        m_variableCount += own.members().size() + ofInstance.size() + (takesAll ? m_globals.members().size() : 0);
        if (takesAll && own.members().empty() && ofInstance.empty()) {
            if (!m_globals.members().empty())
                put(map, "variables", m_globals);
            return;
        }
        std::unordered_set<std::string_view> names;
        for (const Value &name : wanted.items())
            names.insert(name.toString());
        Value::Map variables;
        const bool many = m_globals.members().size() + own.members().size() + ofInstance.size() > 24;
        std::unordered_map<std::string_view, std::size_t> places; // of many; by the keys of where they come from
        const auto placeOf = [&](const std::string &key) -> std::size_t {
            if (many)
                return places.emplace(key, variables.size()).first->second;
            const auto same = std::ranges::find(variables, key, &Value::Member::key);
            return static_cast<std::size_t>(same - variables.begin());
        };
        const auto set = [&](const Value::Member &member) {
            const std::size_t place = placeOf(member.key);
            if (place == variables.size())
                variables.push_back(member);
            else
                variables[place] = member;
        };
        for (const Value::Member &member : m_globals.members()) {
            if (takesAll || names.contains(member.key))
                set(member);
        }
        for (const Value::Member &member : own.members())
            set(member);
        for (const Value::Member &member : ofInstance)
            set(member);
        if (!variables.empty())
            put(map, "variables", Value::map(std::move(variables)));
        if (!wanted.isNull() && !(wanted.isBool() && wanted.toBool()))
            put(map, "inherit_variables", wanted);
    }

    /// What the form for a manual run shows is no part of a job's variable.
    static Value withoutForm(const Value &variable)
    {
        if (!variable.find("description") && !variable.find("options"))
            return variable;
        Value::Map members = variable.members();
        std::erase_if(members, [](const Value::Member &m) { return m.key == "description" || m.key == "options"; });
        return Value::map(std::move(members), variable.origin());
    }

    const CheckedRoot &m_root;
    Report &m_report;
    std::unordered_map<std::string, std::vector<Instance>> m_instances;
    std::size_t m_instanceCount = 0;
    std::size_t m_variableCount = 0;
    bool m_stopped = false;
    Value m_globals; ///< as a job takes them over
    std::vector<NormalJob> m_jobs;
    std::unordered_map<std::string, std::size_t> m_places;
};

} // namespace

std::vector<NormalJob> normaliseJobs(const CheckedRoot &root, Report &report)
{
    return Normaliser(root, report).run();
}

} // namespace stagecraft::expand

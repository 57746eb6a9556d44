// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entry_job.h"

#include "core/expand/default_keys.h"
#include "core/expand/run_steps.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 35> JobKeys =
    {"tags",      "script",    "image",          "services",      "start_in",
     "artifacts", "cache",     "dependencies",   "before_script", "after_script",
     "hooks",     "coverage",  "retry",          "parallel",      "timeout",
     "release",   "id_tokens", "publish",        "pages",         "manual_confirmation",
     "run",       "inputs",    "extends",        "stage",         "only",
     "except",    "rules",     "variables",      "inherit",       "allow_failure",
     "when",      "needs",     "resource_group", "environment",   "interruptible"};
constexpr std::array<std::string_view, 15> BridgeKeys = {"trigger",        "parallel",      "extends",      "stage",
                                                         "only",           "except",        "rules",        "variables",
                                                         "inherit",        "allow_failure", "when",         "needs",
                                                         "resource_group", "environment",   "interruptible"};
constexpr std::array<std::string_view, 5> JobTimes = {"on_success", "on_failure", "always", "manual", "delayed"};
constexpr std::array<std::string_view, 4> BridgeTimes = {"on_success", "on_failure", "always", "manual"};
constexpr std::size_t MaximalNameLength = 255;
constexpr std::int64_t Week = 604800;
constexpr std::string_view WarningUrl = "https://docs.gitlab.com/ee/ci/jobs/job_troubleshooting.html"
                                        "#job-may-allow-multiple-pipelines-to-run-for-a-single-action-warning";

bool isNestedRules(const Value &value, int depth)
{
    if (value.isMap())
        return depth > 0;
    return value.isList() && depth <= 10
           && std::ranges::all_of(value.items(), [depth](const Value &item) { return isNestedRules(item, depth + 1); });
}

/// Checks that normal jobs and trigger jobs share.
void checkProcessable(Entry &entry, const Value::Member &member)
{
    const bool nameless = member.keyKind == ValueKind::Null || model::isBlankText(member.key)
                          || (member.keyKind == ValueKind::Bool && member.key == "false");
    if (nameless)
        entry.error("name", "can't be blank", member.keyOrigin);
    if (!member.hasTextKey())
        entry.error("name", "should be a symbol", member.keyOrigin);
    if (characterCount(member.key) > MaximalNameLength)
        entry.error("name", "is too long (maximum is 255 characters)", member.keyOrigin);
    entry.notTogether({"script", "trigger"});
    entry.notTogether({"run", "trigger"});
    if (!entry.value("rules").isNull())
        entry.disallowedKeys({"only", "except", "start_in"}, "key may not be used with `rules`", true);
    entry.optional("extends").arrayOfStringsOrString();
    const Value rules = entry.value("rules");
    entry.optional("rules").require(isNestedRules(rules, 0),
                                    "should be an array containing hashes and arrays of hashes");
    entry.optional("resource_group").string();
}

bool isPagesJob(const CheckedJob &job)
{
    const Value *pages = job.config.find("pages");
    return pages && !pages->isNull() ? !pages->isBlank() : job.name == "pages";
}

void checkNormalJob(Entry &entry, const CheckedJob &job)
{
    entry.allowedKeys(JobKeys);
    entry.notTogether({"script", "run"});
    entry.notTogether({"before_script", "run"});
    entry.notTogether({"after_script", "run"});
    if (!entry.has("run"))
        entry.field("script").present();
    entry.optional("run").require(isRunSteps(entry.value("run")), "must be a valid json schema");
    const Value when = entry.value("when");
    entry.optional("when").string().oneOf(JobTimes, "should be one of: " + joined(JobTimes));
    entry.optional("dependencies").arrayOfStrings();
    entry.optional("allow_failure").hashOrBoolean();
    entry.optional("manual_confirmation").string();
    const bool delayed = when.toString() == "delayed";
    if (delayed)
        entry.field("start_in").duration(Week);
    if ((entry.has("rules") || !delayed) && !entry.value("start_in").isBlank())
        entry.error("start in", "must be blank", entry.value("start_in").origin());
    if (const Value publish = entry.value("publish"); !publish.isBlank() && !isPagesJob(job))
        entry.error("publish", "can only be used within a `pages` job", publish.origin());
}

void checkBridge(Entry &entry)
{
    entry.allowedKeys(BridgeKeys);
    entry.optional("allow_failure").boolean();
    entry.optional("when").string().oneOf(BridgeTimes, "should be one of: " + joined(BridgeTimes));
}

/// The children of a job, in the order in which GitLab reports them.
class JobChildren
{
public:
    JobChildren(Entry &entry, CheckedJob &job, const Defaults &defaults, bool workflowHasRules, SharedEntries &shared)
        : m_entry(entry), m_job(job), m_defaults(defaults), m_shared(shared), m_workflowHasRules(workflowHasRules)
    {
        const Value inherit = entry.value("inherit");
        m_inheritDefault = inherit.find("default") ? *inherit.find("default") : Value();
    }

    void check()
    {
        own("stage", stageEntry);
        policies();
        own("rules", [](const Value &config, const Location &at, Report &report) {
            return rulesEntry(config, at, report, RulesScope::Job);
        });
        own("variables", [](const Value &config, const Location &at, Report &report) {
            return variablesEntry(config, at, report, VariableScope::Job);
        });
        own("inherit", inheritEntry);
        if (m_job.bridge)
            bridgeChildren();
        else
            normalChildren();
    }

private:
    template<typename Function>
    void own(std::string_view key, Function function)
    {
        const Value *config = m_entry.find(key);
        if (!config || config->isNull())
            return;
        const bool mayBeShared = isWrittenElsewhere(*config);
        if (const Value *known = mayBeShared ? m_shared.find(key, m_job.bridge, *config) : nullptr) {
            m_job.values.set(key, *known);
            return;
        }
        const std::size_t before = m_entry.report().errors.size();
        Value value = function(*config, m_entry.location() / key, m_entry.report());
        const bool isFaulty = m_entry.report().errors.size() > before;
        if (isFaulty)
            m_job.faulty.emplace_back(key);
        else if (mayBeShared)
            m_shared.keep(key, m_job.bridge, *config, value);
        m_job.values.set(key, std::move(value));
    }

    bool isWrittenElsewhere(const Value &config) const
    {
        const Origin place = config.origin();
        return !place.range.isEmpty() && (place.file != m_job.nameOrigin.file || !m_job.ownRange.contains(place.range));
    }

    template<typename Function>
    void inheritable(std::string_view key, Function function)
    {
        const Value *config = m_entry.find(key);
        if (config && !config->isNull()) {
            own(key, function);
            return;
        }
        const bool wanted = m_inheritDefault.isNull() || m_inheritDefault.toBool()
                            || std::ranges::any_of(m_inheritDefault.items(),
                                                   [key](const Value &name) { return name.toString() == key; });
        const auto found = m_defaults.find(key);
        if (!wanted || found == m_defaults.end() || !found->second.specified)
            return;
        m_job.values.set(key, found->second.value);
        m_job.inherited.emplace_back(key);
        Report &report = m_entry.report();
        report.errors.insert(report.errors.end(), found->second.errors.begin(), found->second.errors.end());
    }

    void policies()
    {
        const auto policy = [](bool withDefault) {
            return [withDefault](const Value &config, const Location &at, Report &report) {
                return policyEntry(config, at, report, withDefault);
            };
        };
        own("only", policy(true));
        own("except", policy(false));
        if (!m_job.values.contains("only") && !m_entry.has("rules") && !m_workflowHasRules) {
            static const Value Implicit = Value::map({{"refs", {}, Value::strings({"branches", "tags"})}});
            m_job.values.set("only", Implicit);
        }
    }

    void normalChildren()
    {
        inheritable("before_script", commandsEntry);
        own("script", commandsEntry);
        inheritable("after_script", commandsEntry);
        inheritable("hooks", hooksEntry);
        caches();
        inheritable("image", imageEntry);
        inheritable("services", servicesEntry);
        inheritable("timeout", timeoutEntry);
        inheritable("retry", retryEntry);
        inheritable("tags", tagsEntry);
        inheritable("artifacts", artifactsEntry);
        needs(NeedsScope::Job);
        own("environment", environmentEntry);
        own("coverage", coverageEntry);
        own("release", releaseEntry);
        own("parallel", [](const Value &config, const Location &at, Report &report) {
            return parallelEntry(config, at, report, false);
        });
        inheritable("id_tokens", idTokensEntry);
        inheritable("interruptible", booleanEntry);
        own("allow_failure", allowFailureEntry);
        own("publish", stageEntry); // a plain string as well
        own("pages", pagesEntry);
        own("inputs", jobInputsEntry);
    }

    void bridgeChildren()
    {
        inheritable("interruptible", booleanEntry);
        own("trigger", triggerEntry);
        needs(NeedsScope::Bridge);
        own("environment", environmentEntry);
        own("parallel", [](const Value &config, const Location &at, Report &report) {
            return parallelEntry(config, at, report, true);
        });
    }

    void caches()
    {
        // The location of a cache is a sibling of its keyword ("jobs:x:cache", "jobs:x:caches").
        inheritable("cache", [this](const Value &config, const Location &, Report &report) {
            return cachesEntry(config, m_entry.location(), report);
        });
    }

    void needs(NeedsScope scope)
    {
        own("needs", [scope](const Value &config, const Location &at, Report &report) {
            return needsEntry(config, at, report, scope);
        });
        m_job.usesNeeds = m_job.values.contains("needs");
    }

    Entry &m_entry;
    CheckedJob &m_job;
    const Defaults &m_defaults;
    SharedEntries &m_shared;
    Value m_inheritDefault;
    bool m_workflowHasRules;
};

/// Dependencies must be among the needs; looked at last.
void checkDependencies(Entry &entry, const CheckedJob &job)
{
    const Value dependencies = entry.value("dependencies");
    const Value needs = job.value("needs");
    if (dependencies.isBlank() || needs.isBlank() || !dependencies.isList())
        return;
    const Value *jobNeeds = needs.find("job");
    if (!jobNeeds) {
        if (needs.find("cross_dependency"))
            entry.error("needs", "corresponding to dependencies must be from the same pipeline", dependencies.origin());
        return;
    }
    std::string missing;
    for (const Value &dependency : dependencies.items()) {
        const bool known = std::ranges::any_of(jobNeeds->items(), [&dependency](const Value &need) {
            return need.find("name")->toString() == dependency.toString();
        });
        if (!known)
            missing += (missing.empty() ? "" : ", ") + dependency.toString();
    }
    if (!missing.empty())
        entry.error("dependencies", "the " + missing + " should be part of needs", dependencies.origin());
}

void warnAboutRules(const Entry &entry, const CheckedJob &job)
{
    const Value rules = job.value("rules");
    if (rules.items().empty())
        return;
    const Value &last = rules.items().back();
    const Value *when = last.find("when");
    if (!when || last.members().size() != 1 || when->toString() == "never")
        return;
    entry.report().warnings.push_back(
        {"duplicate-pipelines",
         entry.location().text()
             + " may allow multiple pipelines to run for a single action due to `rules:when` clause with no "
               "`workflow:rules` - read more: "
             + std::string(WarningUrl),
         last.origin()});
}

} // namespace

JobType jobTypeOf(const Value::Member &member)
{
    if (member.key.starts_with('.'))
        return JobType::Hidden;
    if (!member.value.isMap())
        return JobType::None;
    if (member.value.find("script") || member.value.find("run"))
        return JobType::Job;
    return member.value.find("trigger") || member.value.find("needs") ? JobType::Bridge : JobType::None;
}

CheckedJob jobEntry(const Value::Member &member, const Location &jobs, Report &report, const Defaults &defaults,
                    bool workflowHasRules, SharedEntries &shared)
{
    CheckedJob job{.name = member.key,
                   .nameOrigin = member.keyOrigin,
                   .config = member.value,
                   .ownRange = member.value.origin().range,
                   .bridge = jobTypeOf(member) == JobType::Bridge,
                   .usesNeeds = false,
                   .values = {},
                   .faulty = {},
                   .inherited = {}};
    const bool nameless = model::isBlankText(member.key)
                          || (member.keyKind == ValueKind::Bool && member.key == "false");
    const Location at = jobs
                        / (nameless ? std::string_view(job.bridge ? "bridge" : "job") : std::string_view(member.key));
    Entry entry(report, at, member.value);
    checkProcessable(entry, member);
    if (job.bridge)
        checkBridge(entry);
    else
        checkNormalJob(entry, job);
    if (entry.ok()) {
        JobChildren(entry, job, defaults, workflowHasRules, shared).check();
        if (!workflowHasRules)
            warnAboutRules(entry, job);
    }
    if (job.bridge) {
        if (!job.values.contains("trigger"))
            entry.error("config", "should contain either a trigger or a needs:pipeline");
    } else {
        checkDependencies(entry, job);
    }
    return job;
}

} // namespace stagecraft::expand

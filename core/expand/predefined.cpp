// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The variables that GitLab itself defines for a pipeline, as far as a local tool can know them;
// reference/gitlab-ci-language.md §4.8. Those of the runner and of single jobs are added where jobs are planned.
#include "core/expand/predefined.h"

#include "core/expand/expand.h"
#include "core/expand/project_variables.h"
#include "core/expand/slugs.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

/// With which the names of a job's variables begin.
constexpr std::array<std::string_view, 3> PrefixesOfJob = {"CI_JOB_", "CI_NODE_", "CI_ENVIRONMENT_"};
constexpr std::string_view NoSha = "0000000000000000000000000000000000000000";

class List
{
public:
    void add(std::string key, std::string value) { m_variables.push_back({std::move(key), std::move(value)}); }
    std::vector<Variable> take() { return std::move(m_variables); }

private:
    std::vector<Variable> m_variables;
};

void addProject(List &list, const Context &context)
{
    const std::string &path = context.projectPath;
    const std::size_t slash = path.rfind('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::string group = slash == std::string::npos ? std::string() : path.substr(0, slash);
    const std::string url = "https://" + context.serverHost;
    list.add("CI_PROJECT_ID", "1");
    list.add("CI_PROJECT_NAME", name);
    list.add("CI_PROJECT_TITLE", name);
    list.add("CI_PROJECT_PATH", path);
    list.add("CI_PROJECT_PATH_SLUG", slugOf(path));
    list.add("CI_PROJECT_NAMESPACE", group);
    list.add("CI_PROJECT_NAMESPACE_SLUG", slugOf(group));
    list.add("CI_PROJECT_ROOT_NAMESPACE", group.substr(0, group.find('/')));
    list.add("CI_PROJECT_URL", url + "/" + path);
    list.add("CI_PROJECT_VISIBILITY", "private");
    list.add("CI_DEFAULT_BRANCH", context.defaultBranch);
    list.add("CI_DEFAULT_BRANCH_SLUG", slugOf(context.defaultBranch));
    list.add("CI_CONFIG_PATH", ".gitlab-ci.yml");
    list.add("CI_API_V4_URL", url + "/api/v4");
    list.add("CI_API_GRAPHQL_URL", url + "/api/graphql");
}

void addServer(List &list, const Context &context)
{
    list.add("CI_SERVER_URL", "https://" + context.serverHost);
    list.add("CI_SERVER_HOST", context.serverHost);
    list.add("CI_SERVER_FQDN", context.serverHost);
    list.add("CI_SERVER_PORT", "443");
    list.add("CI_SERVER_PROTOCOL", "https");
    list.add("CI_SERVER_SHELL_SSH_HOST", context.serverHost);
    list.add("CI_SERVER_SHELL_SSH_PORT", "22");
    list.add("CI_SERVER_NAME", "GitLab");
    list.add("CI_SERVER_VERSION", "18.11.2");
    list.add("CI_SERVER_VERSION_MAJOR", "18");
    list.add("CI_SERVER_VERSION_MINOR", "11");
    list.add("CI_SERVER_VERSION_PATCH", "2");
    list.add("CI_TEMPLATE_REGISTRY_HOST", "registry.gitlab.com");
}

void addCommit(List &list, const Context &context)
{
    const std::string sha = context.sha.empty() ? std::string(NoSha) : context.sha;
    list.add("CI_COMMIT_SHA", sha);
    list.add("CI_COMMIT_SHORT_SHA", sha.substr(0, 8));
    list.add("CI_COMMIT_BEFORE_SHA", std::string(NoSha));
    list.add("CI_COMMIT_REF_NAME", context.ref);
    list.add("CI_COMMIT_REF_SLUG", slugOf(context.ref));
    list.add("CI_COMMIT_REF_PROTECTED", isProtectedRef(context) ? "true" : "false");
    if (context.tag)
        list.add("CI_COMMIT_TAG", context.ref);
    else if (!context.mergeRequest)
        list.add("CI_COMMIT_BRANCH", context.ref);
}

} // namespace

std::vector<Variable> predefinedVariables(const Context &context)
{
    List list;
    list.add("CI", "true");
    list.add("GITLAB_CI", "true");
    addServer(list, context);
    addProject(list, context);
    list.add("CI_PIPELINE_IID", "1");
    list.add("CI_PIPELINE_SOURCE",
             context.mergeRequest && context.source == "push" ? "merge_request_event" : context.source);
    addCommit(list, context);
    if (context.mergeRequest) {
        list.add("CI_MERGE_REQUEST_ID", "1");
        list.add("CI_MERGE_REQUEST_IID", "1");
        list.add("CI_MERGE_REQUEST_EVENT_TYPE", "detached");
        list.add("CI_MERGE_REQUEST_PROJECT_PATH", context.projectPath);
        list.add("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", context.projectPath);
        list.add("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", context.ref);
        list.add("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", context.defaultBranch);
        list.add("CI_MERGE_REQUEST_REF_PATH", "refs/merge-requests/1/head");
    }
    std::vector<Variable> variables = list.take();
    variables.insert(variables.end(), context.predefined.begin(), context.predefined.end());
    return variables;
}

bool mayBeOfJob(std::string_view name)
{
    return std::ranges::any_of(PrefixesOfJob, [name](std::string_view prefix) { return name.starts_with(prefix); });
}

std::vector<Variable> predefinedVariables(const EffectiveJob &job)
{
    std::vector<Variable> list = {{"CI_JOB_NAME", job.name},
                                  {"CI_JOB_NAME_SLUG", slugOf(job.name)},
                                  {"CI_JOB_GROUP_NAME", groupNameOf(job.name)},
                                  {"CI_JOB_STAGE", job.stage},
                                  {"CI_NODE_TOTAL", std::to_string(job.parallelTotal.value_or(1))}};
    if (job.parallelIndex)
        list.push_back({"CI_NODE_INDEX", std::to_string(*job.parallelIndex)});
    if (job.when == When::Manual || job.when == When::Delayed)
        list.push_back({"CI_JOB_MANUAL", "true"});
    const model::Value *found = job.attributes.find("environment");
    if (found && !found->isNull()) {
        const model::Value &environment = *found;
        list.push_back({"CI_ENVIRONMENT_NAME", job.environment});
        const model::Value *action = environment.find("action");
        list.push_back({"CI_ENVIRONMENT_ACTION", action && !action->isNull() ? action->text() : "start"});
        const model::Value *tier = environment.find("deployment_tier");
        list.push_back(
            {"CI_ENVIRONMENT_TIER", tier && !tier->isNull() ? tier->text() : environmentTierOf(job.environment)});
        if (const model::Value *url = environment.find("url"); url && !url->isNull())
            list.push_back({"CI_ENVIRONMENT_URL", url->text()});
    }
    return list;
}

} // namespace stagecraft::expand

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/job_environment.h"

#include <QDateTime>
#include <QSysInfo>

namespace stagecraft::engine {

namespace {

plan::Variable plain(std::string key, std::string value)
{
    plan::Variable variable;
    variable.key = std::move(key);
    variable.value = std::move(value);
    variable.raw = true;
    return variable;
}

/// In Go's words.
std::string executableArchitecture()
{
    const QString architecture = QSysInfo::currentCpuArchitecture();
    if (architecture == QLatin1String("x86_64"))
        return "linux/amd64";
    return "linux/" + architecture.toStdString(); // arm64 is called so in both
}

} // namespace

std::vector<plan::Variable> jobVariables(const plan::JobPlan &job, const JobContext &context,
                                         const runner::RunnerSettings &runner, const JobPlace &place)
{
    std::vector<plan::Variable> variables = place.extra;
    for (const std::string &entry : runner.environment) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos)
            continue;
        plan::Variable variable;
        variable.key = entry.substr(0, equals);
        variable.value = entry.substr(equals + 1);
        variables.push_back(std::move(variable));
    }
    const std::string slot = std::to_string(context.slot);
    variables.push_back(plain("CI_BUILDS_DIR", place.buildsDirectory));
    variables.push_back(plain("CI_PROJECT_DIR", place.projectDirectory));
    variables.push_back(plain("CI_CONCURRENT_ID", slot));
    variables.push_back(plain("CI_CONCURRENT_PROJECT_ID", slot));
    variables.push_back(plain("CI_SERVER", "yes"));
    variables.push_back(plain("CI_JOB_STATUS", "running"));
    const QString startedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    variables.push_back(plain("CI_JOB_STARTED_AT", startedAt.toStdString()));
    variables.push_back(
        plain("CI_JOB_STARTED_AT_SLUG", startedAt.toLower().replace(QLatin1Char(':'), QLatin1Char('-')).toStdString()));
    variables.push_back(plain("CI_JOB_TIMEOUT", std::to_string(job.timeoutSeconds)));
    variables.insert(variables.end(), job.variables.begin(), job.variables.end());
    for (const auto &[flag, isOn] : runner.featureFlags)
        variables.push_back(plain(flag, isOn ? "true" : "false"));
    variables.push_back(plain(place.disposable ? "CI_DISPOSABLE_ENVIRONMENT" : "CI_SHARED_ENVIRONMENT", "true"));
    variables.push_back(plain("CI_RUNNER_VERSION", "19.4.0"));
    variables.push_back(plain("CI_RUNNER_REVISION", "d79f3e7b"));
    variables.push_back(plain("CI_RUNNER_EXECUTABLE_ARCH", executableArchitecture()));
    variables.push_back(plain("RUNNER_TEMP_PROJECT_DIR", place.temporaryDirectory));
    return variables;
}

void setVariable(std::vector<plan::Variable> &variables, std::string key, std::string value)
{
    std::erase_if(variables, [&key](const plan::Variable &variable) { return variable.key == key; });
    variables.push_back(plain(std::move(key), std::move(value)));
}

std::string variableValue(const std::vector<plan::Variable> &variables, std::string_view key)
{
    for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable) {
        if (variable->key == key)
            return variable->value;
    }
    return {};
}

std::string afterScriptStatus(const JobOutcome &outcome)
{
    if (outcome.failureReason == FailureReason::JobExecutionTimeout)
        return "timedout";
    return toText(outcome.status).toStdString();
}

std::string projectDirectoryName(const std::vector<plan::Variable> &variables)
{
    const std::string path = variableValue(variables, "CI_PROJECT_PATH");
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./";
    const bool safe = !path.empty() && path.size() < 512 && path.find_first_not_of(allowed) == std::string::npos
        && ('/' + path + '/').find("/./") == std::string::npos && ('/' + path + '/').find("/../") == std::string::npos
        && ('/' + path + '/').find("//") == std::string::npos;
    return safe ? path : "project";
}

} // namespace stagecraft::engine

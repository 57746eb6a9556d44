// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/effective_job.h"

#include "core/expand/durations.h"
#include "core/expand/provenance_recorder.h"

#include <algorithm>

namespace stagecraft::expand {

namespace {

const Value &of(const Value &map, std::string_view key)
{
    static const Value Nothing;
    const Value *value = map.find(key);
    return value ? *value : Nothing;
}

std::optional<std::vector<std::string>> optionalStrings(const Value &value)
{
    if (value.isNull())
        return {};
    return value.isList() ? stringsOf(value) : std::vector<std::string>{value.text()};
}

Image imageOf(const Value &value)
{
    Image image;
    image.name = of(value, "name").text();
    image.entrypoint = optionalStrings(of(value, "entrypoint"));
    const Value &docker = of(of(value, "executor_opts"), "docker");
    image.user = of(docker, "user").text();
    image.platform = of(docker, "platform").text();
    image.pullPolicy = stringsOf(of(value, "pull_policy"));
    return image;
}

Service serviceOf(const Value &value)
{
    Service service;
    service.image = imageOf(value);
    service.alias = of(value, "alias").text();
    service.command = optionalStrings(of(value, "command"));
    const Value &variables = of(value, "variables");
    for (const Value::Member &member : variables.members())
        service.variables.push_back({member.key, member.value.text()});
    return service;
}

std::vector<int> integersOf(const Value &value)
{
    std::vector<int> result;
    if (value.isInteger())
        result.push_back(static_cast<int>(value.toInteger()));
    for (const Value &item : value.items())
        result.push_back(static_cast<int>(item.toInteger()));
    return result;
}

} // namespace

std::vector<std::string> stringsOf(const Value &list)
{
    std::vector<std::string> result;
    result.reserve(list.items().size());
    for (const Value &item : list.items())
        result.push_back(item.text());
    return result;
}

std::vector<Variable> variablesOf(const Value &variables)
{
    std::vector<Variable> result;
    result.reserve(variables.members().size());
    for (const Value::Member &member : variables.members()) {
        const Value *value = member.value.find("value");
        const Value *raw = member.value.find("raw");
        result.push_back({member.key, value ? value->text() : member.value.text(), raw && raw->toBool()});
    }
    return result;
}

std::vector<Need> needsOf(const Value &needs)
{
    std::vector<Need> result;
    result.reserve(needs.items().size());
    for (const Value &need : needs.items())
        result.push_back({of(need, "name").text(), of(need, "artifacts").toBool(), of(need, "optional").toBool()});
    return result;
}

When whenOf(std::string_view text)
{
    if (text == "on_failure")
        return When::OnFailure;
    if (text == "always")
        return When::Always;
    if (text == "manual")
        return When::Manual;
    if (text == "delayed")
        return When::Delayed;
    return text == "never" ? When::Never : When::OnSuccess;
}

EffectiveJob effectiveJob(const NormalJob &normal, const CheckedJob &source, const SourceFiles &files,
                          const Links &links)
{
    const Value &attributes = normal.attributes;
    EffectiveJob job;
    job.name = normal.name;
    job.sourceName = source.name;
    job.stage = of(attributes, "stage").text();
    job.when = whenOf(of(attributes, "when").toString());
    job.allowFailure = of(attributes, "allow_failure").toBool();
    job.allowFailureExitCodes = integersOf(of(of(attributes, "allow_failure_criteria"), "exit_codes"));
    if (of(attributes, "scheduling_type").toString() == "dag")
        job.needs = needsOf(of(attributes, "needs"));
    job.dependencies = optionalStrings(of(attributes, "dependencies"));
    job.extends = optionalStrings(of(attributes, "extends")).value_or(std::vector<std::string>());
    if (const Value &image = of(attributes, "image"); image.isMap())
        job.image = imageOf(image);
    const Value &services = of(attributes, "services");
    for (const Value &service : services.items())
        job.services.push_back(serviceOf(service));
    job.variables = variablesOf(of(attributes, "variables"));
    const Value own = source.value("variables");
    for (const Value::Member &member : own.members())
        job.ownVariables.push_back(member.key);
    for (const Value::Member &member : normal.matrix)
        job.ownVariables.push_back(member.key);
    job.beforeScript = stringsOf(of(attributes, "before_script"));
    job.script = stringsOf(of(attributes, "script"));
    job.afterScript = stringsOf(of(attributes, "after_script"));
    job.tags = stringsOf(of(attributes, "tags"));
    if (const Value &timeout = of(attributes, "job_timeout"); !timeout.isNull())
        job.timeoutSeconds = wholeSeconds(timeout.toNumber());
    const Value &retry = of(attributes, "retry");
    job.retryMax = static_cast<int>(of(retry, "max").toInteger());
    job.retryWhen = stringsOf(of(retry, "when"));
    if (const Value &instance = of(attributes, "instance"); instance.isInteger()) {
        job.parallelIndex = static_cast<int>(instance.toInteger());
        job.parallelTotal = static_cast<int>(of(of(attributes, "parallel"), "total").toInteger());
    }
    job.isTrigger = source.bridge;
    job.interruptible = of(attributes, "interruptible").toBool();
    job.environment = of(of(attributes, "environment"), "name").text();
    if (source.nameOrigin.file < files.size())
        job.file = files.at(source.nameOrigin.file).path;
    job.nameRange = source.nameOrigin.range;
    job.config = source.config;
    job.attributes = attributes;
    recordProvenance(job, source, files, links);
    return job;
}

} // namespace stagecraft::expand

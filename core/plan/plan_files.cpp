// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/plan/plan_files.h"

#include "core/expand/durations.h"

#include <algorithm>

namespace stagecraft::plan {

namespace {

using model::Value;

Value of(const Value &map, std::string_view key)
{
    const Value *value = map.find(key);
    return value ? *value : Value();
}

std::vector<std::string> textsOf(const Value &value)
{
    if (!value.isList())
        return value.isNull() ? std::vector<std::string>() : std::vector<std::string>{value.text()};
    std::vector<std::string> texts;
    for (const Value &item : value.items())
        texts.push_back(item.text());
    return texts;
}

When whenOf(const Value &value)
{
    const std::string text = value.text();
    if (text == "always")
        return When::Always;
    return text == "on_failure" ? When::OnFailure : When::OnSuccess;
}

} // namespace

std::optional<Artifacts> artifactsOf(const Value &artifacts)
{
    if (!artifacts.isMap())
        return {};
    Artifacts result;
    result.paths = textsOf(of(artifacts, "paths"));
    result.exclude = textsOf(of(artifacts, "exclude"));
    result.untracked = of(artifacts, "untracked").toBool();
    result.when = whenOf(of(artifacts, "when"));
    const Value reports = of(artifacts, "reports");
    result.dotenv = textsOf(of(reports, "dotenv"));
    for (const Value::Member &report : reports.isMap() ? reports.members() : Value::Map()) {
        if (report.key == "coverage_report")
            result.reports.push_back({of(report.value, "coverage_format").text(), textsOf(of(report.value, "path"))});
        else if (report.key != "dotenv")
            result.reports.push_back({report.key, textsOf(report.value)});
    }
    if (const auto seconds = expand::parseDuration(of(artifacts, "expire_in").text()); seconds && *seconds > 0)
        result.expireInSeconds = expand::wholeSeconds(*seconds);
    return result;
}

std::vector<Cache> cachesOf(const Value &caches, bool protectedRef)
{
    std::vector<Cache> result;
    for (const Value &value : caches.isMap() ? Value::List{caches} : caches.items()) {
        Cache cache;
        const Value key = of(value, "key");
        if (key.isMap()) {
            cache.keyFiles = textsOf(of(key, key.find("files") ? "files" : "files_commits"));
            cache.keyPrefix = of(key, "prefix").text();
            if (cache.keyPrefix.empty()) { // GitLab's own: the cache's index and what the files are called before the first dot
                cache.keyPrefix = std::to_string(result.size());
                for (std::size_t i = 0; key.find("files") && i < cache.keyFiles.size(); ++i)
                    cache.keyPrefix += '_' + cache.keyFiles[i].substr(0, cache.keyFiles[i].find('.'));
            }
        } else if (!key.isNull()) {
            cache.key = key.text();
        }
        cache.keySuffix = protectedRef && !of(value, "unprotect").toBool() ? "-protected" : "-non_protected";
        for (const std::string &fallback : textsOf(of(value, "fallback_keys")))
            cache.fallbackKeys.push_back(fallback + cache.keySuffix);
        cache.paths = textsOf(of(value, "paths"));
        cache.untracked = of(value, "untracked").toBool();
        if (const Value policy = of(value, "policy"); !policy.isNull())
            cache.policy = policy.text();
        cache.when = whenOf(of(value, "when"));
        result.push_back(std::move(cache));
    }
    return result;
}

} // namespace stagecraft::plan

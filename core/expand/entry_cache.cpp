// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include "core/expand/patterns.h"

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 7> CacheKeys = {"key",    "untracked", "paths",        "when",
                                                       "policy", "unprotect", "fallback_keys"};
constexpr std::array<std::string_view, 3> CacheTimes = {"on_success", "on_failure", "always"};
constexpr std::size_t MaximalCaches = 4;
constexpr std::size_t MaximalFallbackKeys = 5;
constexpr std::size_t MaximalKeyFiles = 2;

std::string urlDecoded(std::string_view text)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            result += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

void keyTextEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    if (!isTextValue(config)) {
        entry.error("config", "should be a string or symbol");
        return;
    }
    const std::string decoded = urlDecoded(config.toString());
    if (decoded.find('/') != std::string::npos)
        entry.error("config", "cannot contain the \"/\" character");
    if (decoded == "." || decoded == "..")
        entry.error("config", "cannot be \".\" or \"..\"");
}

void keyFilesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole()
        .arrayOfStrings()
        .require(rubyLength(config) >= 1, "requires at least 1 item")
        .require(rubyLength(config) <= MaximalKeyFiles, "has too many items (maximum is 2)");
}

Value keyEntry(const Value &config, const Location &at, Report &report)
{
    static constexpr std::array<std::string_view, 3> Keys = {"files", "files_commits", "prefix"};
    if (isTextValue(config)) {
        keyTextEntry(config, at, report);
        return config;
    }
    Entry entry(report, at, config);
    if (!config.isMap()) {
        entry.error({}, "should be a hash, a string or a symbol");
        return {};
    }
    entry.allowedKeys(Keys);
    if (entry.has("files") == entry.has("files_commits"))
        entry.error("config", "must use exactly one of these keys: files, files_commits");
    if (!entry.ok())
        return {};
    for (const std::string_view key : Keys) {
        const Value value = entry.value(key);
        if (value.isNull())
            continue;
        if (key == "prefix")
            keyTextEntry(value, at / key, report);
        else
            keyFilesEntry(value, at / key, report);
    }
    return config;
}

void pathsEntry(const Value &config, const Location &at, Report &report)
{
    Entry(report, at, config).whole().arrayOfStrings();
}

Value cacheEntry(const Value &config, const Location &at, Report &report)
{
    static const Pattern Policy = compileBarePattern("pull-push|push|pull|\\$\\w{1,255}");
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(CacheKeys);
    const Value policy = entry.value("policy");
    if (!policy.isBlank()) {
        entry.field("policy").string().require(matches(Policy, policy.text()),
                                               "should be a variable or one of: pull-push, push, pull");
    }
    entry.optional("when").string().oneOf(CacheTimes, "should be one of: " + joined(CacheTimes));
    const Value fallbacks = entry.value("fallback_keys");
    if (!fallbacks.isNull() && rubyLength(fallbacks) > MaximalFallbackKeys)
        entry.error("fallback keys", "has to many entries (maximum 5)", fallbacks.origin());
    if (!entry.ok())
        return {};

    Value key = Value::string("default");
    if (const Value given = entry.value("key"); !given.isNull())
        key = keyEntry(given, at / "key", report);
    for (const std::string_view flag : {"unprotect", "untracked"}) {
        if (const Value given = entry.value(flag); !given.isNull())
            booleanEntry(given, at / flag, report);
    }
    for (const std::string_view list : {"paths", "fallback_keys"}) {
        if (const Value given = entry.value(list); !given.isNull())
            pathsEntry(given, at / list, report);
    }
    const auto orDefault = [&entry](std::string_view name, Value fallback) {
        const Value given = entry.value(name);
        return given.isNull() ? fallback : given;
    };
    Value::Map result;
    result.push_back({"key", {}, key});
    for (const std::string_view name : {"paths", "untracked"}) {
        if (const Value given = entry.value(name); !given.isNull())
            result.push_back({std::string(name), {}, given});
    }
    result.push_back({"unprotect", {}, orDefault("unprotect", Value::boolean(false))});
    result.push_back({"policy", {}, orDefault("policy", Value::string("pull-push"))});
    result.push_back({"when", {}, orDefault("when", Value::string("on_success"))});
    result.push_back({"fallback_keys", {}, orDefault("fallback_keys", Value::list({}))});
    return Value::map(std::move(result), config.origin());
}

} // namespace

Value cachesEntry(const Value &config, const Location &at, Report &report)
{
    const Location own = at / "caches";
    Entry entry(report, own, config);
    if (!config.isMap() && !config.isList())
        entry.error("config", "can only be a hash or an array");
    if (config.isList() && config.items().size() > MaximalCaches)
        entry.error("config", "no more than 4 caches can be created");
    if (!entry.ok())
        return {};
    Value::List caches;
    for (const Value &item : flattened(config)) {
        if (!item.isNull())
            caches.push_back(cacheEntry(item, at / "cache", report));
    }
    return Value::list(std::move(caches), config.origin());
}

} // namespace stagecraft::expand

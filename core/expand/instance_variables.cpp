// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/instance_variables.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 12> Names = {
    "CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX",
    "CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX",
    "CI_DEPENDENCY_PROXY_PASSWORD",
    "CI_DEPENDENCY_PROXY_SERVER",
    "CI_DEPENDENCY_PROXY_USER",
    "CI_DEPLOY_PASSWORD",
    "CI_DEPLOY_USER",
    "CI_JOB_TOKEN",
    "CI_REGISTRY",
    "CI_REGISTRY_IMAGE",
    "CI_REGISTRY_PASSWORD",
    "CI_REGISTRY_USER",
};
static_assert(std::ranges::is_sorted(Names));

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void findIn(std::string_view text, std::set<std::string> &found)
{
    constexpr std::string_view Prefix = "CI_";
    for (std::size_t at = text.find(Prefix); at != std::string_view::npos;) {
        std::size_t end = at;
        while (end < text.size() && isWordCharacter(text[end]))
            ++end;
        const bool isUse = at > 0
                           && (text[at - 1] == '$' || text[at - 1] == '%'
                               || (at > 1 && text[at - 1] == '{' && text[at - 2] == '$'));
        const std::string_view name = text.substr(at, end - at);
        if (isUse && std::ranges::binary_search(Names, name))
            found.emplace(name);
        at = text.find(Prefix, end);
    }
}

} // namespace

std::span<const std::string_view> instanceVariables()
{
    return Names;
}

std::vector<std::string> instanceVariablesIn(const model::Value &value)
{
    std::set<std::string> found;
    std::unordered_set<const void *> seen;
    std::vector<const model::Value *> open = {&value};
    while (!open.empty()) {
        const model::Value &next = *open.back();
        open.pop_back();
        if ((next.isList() || next.isMap()) && !seen.insert(next.identity()).second)
            continue; // an alias: the same once more
        if (next.isString())
            findIn(next.toString(), found);
        if (next.isList()) {
            for (const model::Value &item : next.items())
                open.push_back(&item);
        } else if (next.isMap()) {
            for (const model::Value::Member &member : next.members())
                open.push_back(&member.value);
        }
    }
    return {found.begin(), found.end()};
}

} // namespace stagecraft::expand

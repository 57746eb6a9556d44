// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/plan/guard.h"

#include "core/model/value.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace stagecraft::plan {

namespace {

std::string lowerCase(std::string text)
{
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

} // namespace

std::string deploymentTierOf(const std::string &environment)
{
    using Words = std::vector<std::string_view>;
    static const std::array<std::pair<const char *, Words>, 4> tiers = {{
        {"development", {"dev", "review", "trunk"}},
        {"testing", {"test", "tst", "int", "acpt", "accept", "qa", "qc", "control", "quality"}},
        {"staging", {"stg", "stag", "modl", "model", "pre", "demo", "non"}},
        {"production", {"prd", "prod", "live"}},
    }};
    const std::string name = lowerCase(environment);
    for (const auto &[tier, words] : tiers) {
        if (std::ranges::any_of(words, [&name](std::string_view word) { return name.contains(word); }))
            return tier;
    }
    return "other";
}

std::string guardedBy(const model::Value &config, const std::string &environment)
{
    if (const model::Value *release = config.find("release"); release && !release->isNull())
        return QCoreApplication::translate("stagecraft", "it makes a release").toStdString();
    if (environment.empty())
        return {};
    const model::Value *map = config.find("environment");
    const model::Value *tier = map ? map->find("deployment_tier") : nullptr;
    // A name like "prod-internal" is production to everybody but the guess, which sees "int" first.
    const bool isProduction = tier && !tier->isNull() ? lowerCase(tier->text()) == "production"
                                                      : lowerCase(environment).starts_with("prod")
                                                            || deploymentTierOf(environment) == "production";
    if (!isProduction)
        return {};
    return QCoreApplication::translate("stagecraft", "it deploys to the environment “%1”")
        .arg(QString::fromStdString(environment))
        .toStdString();
}

} // namespace stagecraft::plan

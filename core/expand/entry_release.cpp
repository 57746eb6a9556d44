// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// release and pages.
#include "core/expand/entries.h"

#include "core/expand/durations.h"
#include "core/expand/patterns.h"

#include <QDate>

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 8> ReleaseKeys = {"tag_name", "tag_message", "name",        "description",
                                                         "ref",      "milestones",  "released_at", "assets"};
constexpr std::array<std::string_view, 1> AssetKeys = {"links"};
constexpr std::array<std::string_view, 3> PagesKeys = {"publish", "path_prefix", "expire_in"};

/// What GitLab takes for the name of a ref. It looks at the text as written: a variable is as good as its name.
bool isRefName(std::string_view name)
{
    static const Pattern Forbidden = compileBarePattern(
        "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|^\\.|^/|/$|\\.$|\\.lock$|\\.lock/|^-|^refs/heads/|^refs/remotes/");
    return !name.empty() && name != "HEAD" && !matches(Forbidden, name);
}

bool isBetween(const std::string &digits, int least, int most)
{
    if (digits.empty())
        return true;
    const int value = std::stoi(digits);
    return least <= value && value <= most;
}

/// Ruby's DateTime.iso8601: year-month-day, year-day or year-week-day, with hyphens or without, and a time or not.
bool isDateTime(const std::string &text)
{
    static const std::string Extended =
        R"((?:[tT](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:[zZ]|[-+]\d{2}(?::?\d{2})?)?)?\s*)";
    static const std::string Basic =
        R"((?:[tT]?(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?(?:[zZ]|[-+]\d{2}(?:\d{2})?)?)?\s*)";
    static const std::array<RE2, 2> Calendar = {RE2(R"(\s*([-+]?\d{2,9})-(\d{2})(?:-(\d{2}))?)" + Extended),
                                                RE2(R"(\s*([-+]?\d{4})(\d{2})(\d{2}))" + Basic)};
    static const std::array<RE2, 2> Ordinal = {RE2(R"(\s*([-+]?\d{2,9})-(\d{3})())" + Extended),
                                               RE2(R"(\s*([-+]?\d{4})(\d{3})())" + Basic)};
    static const std::array<RE2, 2> Week = {RE2(R"(\s*(\d{4})-[wW](\d{2})-(\d))" + Extended),
                                            RE2(R"(\s*(\d{4})[wW](\d{2})(\d))" + Basic)};
    std::array<std::string, 6> parts; // year, two parts of the date, hour, minute, second
    const auto isOf = [&](const std::array<RE2, 2> &forms) {
        return std::ranges::any_of(forms, [&](const RE2 &form) {
            return RE2::FullMatch(text, form, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5]);
        });
    };
    const auto isTime = [&parts] {
        return isBetween(parts[3], 0, 24) && isBetween(parts[4], 0, 59) && isBetween(parts[5], 0, 60);
    };
    if (isOf(Ordinal))
        return isBetween(parts[1], 1, QDate(std::stoi(parts[0]), 1, 1).daysInYear()) && isTime();
    if (isOf(Week))
        return isBetween(parts[1], 1, 53) && isBetween(parts[2], 1, 7) && isTime();
    return isOf(Calendar)
           && QDate::isValid(std::stoi(parts[0]), std::stoi(parts[1]), parts[2].empty() ? 1 : std::stoi(parts[2]))
           && isTime();
}

void assetsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(AssetKeys);
    entry.field("links").arrayOfHashes().present();
}

} // namespace

Value releaseEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(ReleaseKeys);
    entry.field("tag_name").string().present();
    entry.whenPresent("tag_message").string();
    entry.field("description").string().present();
    entry.whenPresent("milestones").arrayOfStringsOrString();
    const Value ref = entry.value("ref");
    if (!ref.isNull() && (!ref.isBool() || ref.toBool()))
        entry.field("ref").require(isRefName(ref.text()), "must be a valid ref");
    const Value released = entry.value("released_at");
    if (!released.isNull() && (!released.isBool() || released.toBool()))
        entry.field("released_at")
            .require(released.isString() && isDateTime(released.toString()), "must be a valid datetime");
    if (!entry.ok())
        return {};
    if (const Value assets = entry.value("assets"); !assets.isNull())
        assetsEntry(assets, at / "assets", report);
    return config;
}

Value pagesEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hashOrBoolean();
    entry.allowedKeys(PagesKeys);
    entry.optional("path_prefix").string();
    const Value expiry = entry.value("expire_in");
    const bool variable = expiry.toString().find('$') != std::string::npos;
    if (!variable && lowerCase(expiry.toString()) != "never")
        entry.optional("expire_in").duration();
    entry.optional("publish").string();
    return config;
}

} // namespace stagecraft::expand

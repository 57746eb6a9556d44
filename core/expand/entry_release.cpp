// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// release and pages.
#include "core/expand/entries.h"

#include "core/expand/durations.h"
#include "core/expand/patterns.h"

#include <QDateTime>

#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 8> ReleaseKeys = {"tag_name", "tag_message", "name",        "description",
                                                         "ref",      "milestones",  "released_at", "assets"};
constexpr std::array<std::string_view, 1> AssetKeys = {"links"};
constexpr std::array<std::string_view, 3> PagesKeys = {"publish", "path_prefix", "expire_in"};

/// What git accepts as the name of a ref, or a variable.
bool isRefName(std::string_view name)
{
    static const Pattern Forbidden = compileBarePattern(
        "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|^\\.|^/|/$|\\.$|\\.lock$|\\.lock/|^-|^@$");
    return !name.empty() && !matches(Forbidden, name);
}

bool isDateTime(const std::string &text)
{
    const QString value = QString::fromStdString(text).trimmed();
    return QDateTime::fromString(value, Qt::ISODate).isValid()
           || QDateTime::fromString(value, Qt::RFC2822Date).isValid();
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
    if (!ref.isNull() && !ref.text().starts_with('$'))
        entry.field("ref").require(isRefName(ref.text()), "must be a valid ref");
    const Value released = entry.value("released_at");
    if (!released.isNull())
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
    entry.optional("publish").string();
    entry.optional("path_prefix").string();
    const Value expiry = entry.value("expire_in");
    const bool variable = expiry.toString().find('$') != std::string::npos;
    if (!variable && lowerCase(expiry.toString()) != "never")
        entry.optional("expire_in").duration();
    return config;
}

} // namespace stagecraft::expand

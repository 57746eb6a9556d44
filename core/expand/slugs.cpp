// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/slugs.h"

#include "core/expand/entry.h"
#include "core/expand/patterns.h"

#include <QCryptographicHash>

#include <re2/re2.h>

#include <algorithm>

namespace stagecraft::expand {

namespace {

constexpr std::size_t SlugLength = 63;
constexpr std::size_t EnvironmentSlugLength = 24;

std::string dashed(std::string_view text)
{
    std::string result;
    // One dash a character, not a byte.
    for (const char c : lowerCase(text)) {
        if ((static_cast<unsigned char>(c) & 0xc0U) == 0x80U)
            continue;
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        result += kept ? c : '-';
    }
    return result;
}

/// The last six characters of a SHA-256 as a number in base 36.
std::string shortDigest(std::string_view text)
{
    static constexpr char Digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    QByteArray number = QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())),
                                                 QCryptographicHash::Sha256);
    std::string result;
    for (int i = 0; i < 6; ++i) {
        unsigned remainder = 0;
        for (char &byte : number) {
            const unsigned value = remainder * 256 + static_cast<unsigned char>(byte);
            byte = static_cast<char>(value / 36);
            remainder = value % 36;
        }
        result += Digits[remainder];
    }
    std::ranges::reverse(result);
    return result;
}

} // namespace

std::string slugOf(std::string_view text)
{
    std::string slug = dashed(text).substr(0, SlugLength);
    const std::size_t begin = std::min(slug.find_first_not_of('-'), slug.size());
    slug.erase(0, begin);
    slug.erase(slug.find_last_not_of('-') + 1);
    return slug;
}

std::string environmentSlugOf(std::string_view name)
{
    std::string slug = dashed(name);
    if (slug.empty() || slug.front() < 'a' || slug.front() > 'z')
        slug = "env-" + slug;
    const auto doubled = std::ranges::unique(slug, [](char a, char b) { return a == '-' && b == '-'; });
    slug.erase(doubled.begin(), doubled.end());
    if (slug.size() > EnvironmentSlugLength || slug != name) {
        slug = slug.substr(0, 17);
        if (!slug.ends_with('-'))
            slug += '-';
        slug += shortDigest(name);
    }
    while (slug.ends_with('-'))
        slug.pop_back();
    return slug;
}

std::string environmentTierOf(std::string_view name)
{
    static const Pattern Development = compileBarePattern("(?i)(dev|review|trunk)");
    static const Pattern Testing = compileBarePattern("(?i)(test|tst|int|ac(ce|)pt|qa|qc|control|quality)");
    static const Pattern Staging = compileBarePattern("(?i)(st(a|)g|mod(e|)l|pre|demo|non)");
    static const Pattern Production = compileBarePattern("(?i)(pr(o|)d|live)");
    if (matches(Development, name))
        return "development";
    if (matches(Testing, name))
        return "testing";
    if (matches(Staging, name))
        return "staging";
    return matches(Production, name) ? "production" : "other";
}

std::string groupNameOf(std::string_view jobName)
{
    static const RE2 Suffix("([\\x08\\s:]+((\\[.*\\])|(\\d+[\\s:/\\\\]+\\d+))){1,3}\\s*\\z");
    std::string name(jobName);
    RE2::Replace(&name, Suffix, "");
    const std::size_t begin = std::min(name.find_first_not_of(" \t\n"), name.size());
    name.erase(0, begin);
    name.erase(name.find_last_not_of(" \t\n") + 1);
    return name;
}

} // namespace stagecraft::expand

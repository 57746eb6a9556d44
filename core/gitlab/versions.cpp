// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/versions.h"

#include <QRegularExpression>

#include <array>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression &versionPattern()
{
    static const QRegularExpression pattern(u"^v?((\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?)$"_s);
    return pattern;
}

} // namespace

bool isVersionRange(const QString &version)
{
    static const QRegularExpression partial(u"^\\d+(\\.\\d+)?$"_s);
    return version == "~latest"_L1 || partial.match(version).hasMatch();
}

std::optional<QString> newestRelease(const QStringList &tags, const QString &range)
{
    std::optional<QString> newest;
    std::array<int, 3> best = {};
    for (const QString &tag : tags) {
        const QRegularExpressionMatch match = versionPattern().match(tag);
        if (!match.hasMatch() || !match.captured(5).isEmpty())
            continue;
        const QString version = u"%1.%2.%3."_s.arg(match.captured(2), match.captured(3), match.captured(4));
        if (range != "~latest"_L1 && !version.startsWith(range + u'.'))
            continue;
        const std::array<int, 3> parts = {match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt()};
        if (!newest || parts > best) {
            newest = tag;
            best = parts;
        }
    }
    return newest;
}

QString versionOfTag(const QString &tag)
{
    return versionPattern().match(tag).captured(1);
}

bool isSha(const QString &ref)
{
    static const QRegularExpression sha(u"^([0-9a-f]{40}|[0-9a-f]{64})$"_s);
    return sha.match(ref).hasMatch();
}

} // namespace stagecraft::gitlab

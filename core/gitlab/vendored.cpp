// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/vendored.h"

#include "core/gitlab/include_settings.h"
#include "core/gitlab/versions.h"

#include <QUrl>

#include <algorithm>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;
using Kind = expand::IncludeSource::Kind;

namespace {

/// A ref or a host as one folder.
QString folder(QString name)
{
    return name.replace(u'/', "%2F"_L1).replace(u':', "_"_L1);
}

bool isSafe(const QString &path)
{
    const QStringList parts = path.split(u'/');
    return !path.contains(u'\\') && std::ranges::none_of(parts, [](const QString &part) {
        return part.isEmpty() || part == "."_L1 || part == ".."_L1;
    });
}

} // namespace

QStringList vendoredPaths(const expand::IncludeSource &source)
{
    const QString location = QString::fromStdString(source.location);
    QStringList paths;
    switch (source.kind) {
    case Kind::Remote: {
        const QUrl url(location);
        if (!url.hasQuery())
            paths += folder(hostAndPort(url)) + url.path(QUrl::FullyDecoded);
        break;
    }
    case Kind::Project:
        paths += u"%1/%2/%3/%4"_s.arg(folder(QString::fromStdString(source.server)), QString::fromStdString(source.project),
                                      folder(source.ref.empty() ? u"HEAD"_s : QString::fromStdString(source.ref)), location);
        break;
    case Kind::Component: {
        const expand::ComponentAddress address = expand::parseComponentAddress(source.location);
        const QString base = u"%1/%2/%3/templates/%4"_s.arg(folder(QString::fromStdString(address.host)),
                                                            QString::fromStdString(address.project),
                                                            folder(QString::fromStdString(address.version)),
                                                            QString::fromStdString(address.name));
        paths = {base + ".yml"_L1, base + "/template.yml"_L1};
        break;
    }
    case Kind::Template: paths += "templates/"_L1 + location; break;
    }
    QStringList result;
    for (const QString &path : paths) {
        if (isSafe(path))
            result += ".stagecraft/includes/"_L1 + path;
    }
    return result;
}

std::optional<expand::FetchedFile> vendoredFile(const expand::IncludeSource &source,
                                                const std::function<std::optional<QByteArray>(const QString &)> &read)
{
    if (!read)
        return {};
    for (const QString &path : vendoredPaths(source)) {
        const std::optional<QByteArray> bytes = read(path);
        if (!bytes)
            continue;
        expand::FetchedFile file{.state = expand::FetchedFile::State::Found, .isPinned = true, .bytes = *bytes, .path = path};
        if (source.kind == Kind::Project) {
            file.project = source.project;
            file.sha = source.ref.empty() ? "HEAD" : source.ref;
        } else if (source.kind == Kind::Component) {
            const expand::ComponentAddress address = expand::parseComponentAddress(source.location);
            file.project = address.project;
            file.sha = address.version;
            file.version = versionOfTag(QString::fromStdString(address.version)).toStdString();
        }
        return file;
    }
    return {};
}

} // namespace stagecraft::gitlab

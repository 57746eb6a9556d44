// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_volumes.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QSet>

#include <algorithm>

namespace stagecraft::engine {

namespace {

const QString usualSocket = QStringLiteral("/var/run/docker.sock");

bool areOptions(const QString &text)
{
    static const QSet<QString> known{
        QStringLiteral("ro"), QStringLiteral("rw"), QStringLiteral("O"), QStringLiteral("z"), QStringLiteral("Z"),
        QStringLiteral("shared"), QStringLiteral("slave"), QStringLiteral("private"),
        QStringLiteral("rshared"), QStringLiteral("rslave"), QStringLiteral("rprivate")};
    const QStringList words = QString(text).replace(QLatin1Char(':'), QLatin1Char(',')).split(QLatin1Char(','));
    return std::ranges::all_of(words, [](const QString &word) { return known.contains(word); });
}

bool isPath(const QString &text)
{
    return text.startsWith(QLatin1Char('/'));
}

} // namespace

std::optional<VolumeEntry> parseVolume(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() == 1)
        return isPath(text) ? std::optional(VolumeEntry{{}, text}) : std::nullopt;
    const QString first = parts.at(0);
    const QString second = parts.at(1);
    const QString rest = parts.sliced(2).join(QLatin1Char(':'));
    // "/path:ro" is a volume of our own with options; "source:/path" a bind.
    if (!isPath(second))
        return isPath(first) && areOptions(text.mid(first.size() + 1)) ? std::optional(VolumeEntry{{}, first, text.mid(first.size() + 1)})
                                                                       : std::nullopt;
    if (first.isEmpty() || (!rest.isEmpty() && !areOptions(rest)) || (rest.isEmpty() && parts.size() > 2))
        return std::nullopt;
    return VolumeEntry{first, second, rest};
}

std::expected<VolumePlan, QString> planVolumes(const VolumeRequest &request)
{
    VolumePlan plan;
    QSet<QString> taken;
    const auto bind = [&plan](const QString &source, const VolumeEntry &entry) {
        QString text = source + QLatin1Char(':') + entry.destination;
        if (!entry.options.isEmpty())
            text += QLatin1Char(':') + QString(entry.options).replace(QLatin1Char(':'), QLatin1Char(','));
        plan.binds << text;
    };
    const auto makeOwn = [&](const VolumeEntry &entry, bool isCache) {
        const auto hash = QCryptographicHash::hash(entry.destination.toUtf8(), QCryptographicHash::Md5).toHex();
        plan.directories << entry.destination;
        if (isCache && !request.cacheDirectory.isEmpty()) {
            bind(request.cacheDirectory + QLatin1Char('/') + QString::fromLatin1(hash), entry);
            return;
        }
        const QString name = QStringLiteral("%1-cache-%2").arg(request.prefix, QString::fromLatin1(hash));
        plan.toMake << OwnVolume{name, entry.destination};
        bind(name, entry);
    };
    for (const QString &text : request.volumes) {
        if (text.isEmpty())
            continue;
        auto entry = parseVolume(text);
        if (!entry)
            return std::unexpected(QStringLiteral("invalid volume specification: \"%1\"").arg(text));
        entry->destination = request.expand(entry->destination);
        const QString clean = QDir::cleanPath(entry->destination);
        if (!isPath(clean) || clean == QLatin1String("/") || clean.contains(QLatin1Char(':')))
            return std::unexpected(QStringLiteral("invalid volume specification: \"%1\"").arg(text));
        if (taken.contains(clean))
            return std::unexpected(QStringLiteral("volume for container path \"%1\" is already defined").arg(entry->destination));
        taken.insert(clean);
        if (entry->source.isEmpty()) {
            makeOwn(*entry, true);
        } else if (entry->source == usualSocket && !request.engineSocket.isEmpty() && request.engineSocket != usualSocket) {
            // The same engine as the job's own, wherever it listens on this machine.
            bind(request.engineSocket, *entry);
            plan.notes << QCoreApplication::translate("stagecraft", "Local run: %1 in the containers is this machine's %2")
                              .arg(entry->destination, request.engineSocket);
        } else {
            bind(entry->source, *entry);
        }
    }
    if (!taken.contains(QDir::cleanPath(request.buildsDirectory)))
        makeOwn({{}, request.buildsDirectory}, false);
    return plan;
}

} // namespace stagecraft::engine

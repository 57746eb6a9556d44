// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/spare_memory.h"

#include <QFile>

namespace stagecraft::engine {

namespace {

constexpr qint64 least = 512 * 1024; // kB

/// "MemAvailable:   12345 kB"; -1 when there is no such line.
qint64 kilobytes(const QByteArray &meminfo, const QByteArray &name)
{
    for (const QByteArray &line : meminfo.split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed().split(' ').first().toLongLong();
    }
    return -1;
}

} // namespace

bool hasMemoryToSpare()
{
    QFile file(QStringLiteral("/proc/meminfo"));
    return !file.open(QIODevice::ReadOnly) || hasMemoryToSpare(file.readAll());
}

bool hasMemoryToSpare(const QByteArray &meminfo)
{
    const qint64 total = kilobytes(meminfo, "MemTotal");
    const qint64 available = kilobytes(meminfo, "MemAvailable");
    return available < 0 || (available >= least && available >= total / 8);
}

} // namespace stagecraft::engine

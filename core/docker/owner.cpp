// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/owner.h"

#include "core/docker/labels.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace stagecraft::docker {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Field 22 of /proc/<pid>/stat, counted after the last ')' because a program's name may hold anything. A zombie is as
// good as gone: it makes nothing any more.
QString startTimeOf(qint64 pid)
{
    const QByteArray stat = contentOf(QStringLiteral("/proc/%1/stat").arg(pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields.at(0) == "Z" || fields.at(0) == "X")
        return {};
    return QString::fromLatin1(fields.at(19));
}

QString textOf(const char *label)
{
    return QString::fromLatin1(label);
}

} // namespace

const Owner &Owner::ofThisProcess()
{
    static const Owner owner = [] {
        Owner self;
        const QByteArray identity = QSysInfo::machineUniqueId() + '\n' + QSysInfo::machineHostName().toUtf8();
        self.machine = QString::fromLatin1(QCryptographicHash::hash(identity, QCryptographicHash::Sha256).toHex().left(16));
        self.boot = QString::fromLatin1(contentOf(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed());
        self.pidNamespace = QFileInfo(QStringLiteral("/proc/self/ns/pid")).symLinkTarget().section(QLatin1Char('/'), -1);
        self.pid = QCoreApplication::applicationPid();
        self.started = startTimeOf(self.pid);
        return self;
    }();
    return owner;
}

std::optional<Owner> Owner::fromLabels(const Labels &labels)
{
    Owner owner;
    owner.machine = labels.value(textOf(labels::machine));
    owner.boot = labels.value(textOf(labels::boot));
    owner.pidNamespace = labels.value(textOf(labels::pidNamespace));
    owner.pid = labels.value(textOf(labels::pid)).toLongLong();
    owner.started = labels.value(textOf(labels::started));
    if (owner.machine.isEmpty() || owner.boot.isEmpty() || owner.pid <= 0)
        return std::nullopt;
    return owner;
}

void Owner::addTo(Labels &labels) const
{
    labels.insert(textOf(labels::machine), machine);
    labels.insert(textOf(labels::boot), boot);
    labels.insert(textOf(labels::pidNamespace), pidNamespace);
    labels.insert(textOf(labels::pid), QString::number(pid));
    labels.insert(textOf(labels::started), started);
}

bool Owner::isDead() const
{
    const Owner &self = ofThisProcess();
    if (machine != self.machine || self.boot.isEmpty())
        return false;
    if (boot != self.boot)
        return true;
    return pidNamespace == self.pidNamespace && startTimeOf(pid) != started;
}

} // namespace stagecraft::docker

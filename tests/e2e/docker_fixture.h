// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Helpers for pipelines in a real engine: plans for the runner's modes, a project to work on, and what is in the engine.
#pragma once

#include "core/docker/client.h"
#include "tests/core/engine/run_fixture.h"
#include "tests/support/require_docker.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace stagecraft::engine::test {

inline QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

inline plan::RunPlan dockerPlan(std::vector<plan::JobPlan> jobs, int concurrency = 2)
{
    plan::RunPlan plan = planOf(std::move(jobs), concurrency);
    plan.runner.executor = runner::RunnerSettings::Executor::Docker;
    plan.runner.defaultImage = "busybox:stable";
    plan.runner.volumes = {"/cache"};
    return plan;
}

inline plan::Image imageNamed(const std::string &name)
{
    plan::Image image;
    image.name = name;
    return image;
}

inline plan::Service serviceNamed(const std::string &name, const std::string &alias = {})
{
    plan::Service service;
    service.image.name = name;
    service.alias = alias;
    return service;
}

inline void writeFile(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(path.section(QLatin1Char('/'), 0, -2)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// Names of everything in the engine: containers (running or not), networks, volumes, with what they are.
inline QSet<QString> inventory()
{
    const auto body = [](const char *path) {
        const QByteArray reply = stagecraft::test::dockerReply(path);
        return QJsonDocument::fromJson(reply.mid(reply.indexOf("\r\n\r\n") + 4));
    };
    QSet<QString> names;
    const auto add = [&names](const QJsonArray &list, const char *kind, const char *key) {
        for (const auto &entry : list)
            names << QLatin1String(kind) + QLatin1Char(' ') + entry.toObject().value(QLatin1String(key)).toString();
    };
    add(body("/containers/json?all=1").array(), "container", "Id");
    add(body("/networks").array(), "network", "Name");
    add(body("/volumes").object().value(QLatin1String("Volumes")).toArray(), "volume", "Name");
    return names;
}

/// What is in the engine now and was not in `before`, or the other way round.
inline QByteArray difference(const QSet<QString> &before)
{
    const QSet<QString> now = inventory();
    QStringList lines;
    for (const QString &name : now - before)
        lines << QLatin1String("+ ") + name;
    for (const QString &name : before - now)
        lines << QLatin1String("- ") + name;
    return lines.join(QLatin1Char('\n')).toUtf8();
}

} // namespace stagecraft::engine::test

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace stagecraft::engine {

namespace {

QJsonValue time(const QDateTime &when)
{
    return when.isValid() ? QJsonValue(when.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue text(const QString &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(value);
}

} // namespace

QByteArray reportJson(JobStatus status, const std::vector<JobState> &jobs)
{
    QJsonArray list;
    for (const JobState &job : jobs) {
        list.append(QJsonObject{
            {QStringLiteral("name"), QString::fromStdString(job.name)},
            {QStringLiteral("stage"), QString::fromStdString(job.stage)},
            {QStringLiteral("status"), toText(job.status)},
            {QStringLiteral("allow_failure"), job.allowedToFail},
            {QStringLiteral("failure_reason"), text(toText(job.failureReason))},
            {QStringLiteral("exit_code"), job.exitCode ? QJsonValue(*job.exitCode) : QJsonValue()},
            {QStringLiteral("attempts"), job.attempts},
            {QStringLiteral("queued_at"), time(job.queuedAt)},
            {QStringLiteral("started_at"), time(job.startedAt)},
            {QStringLiteral("finished_at"), time(job.finishedAt)},
            {QStringLiteral("log"), text(job.logFile)},
            {QStringLiteral("message"), text(job.message)},
        });
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("status"), toText(status)}, {QStringLiteral("jobs"), list}}).toJson();
}

} // namespace stagecraft::engine

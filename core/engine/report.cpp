// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace stagecraft::engine {

using namespace Qt::StringLiterals;

namespace {

QJsonValue time(const QDateTime &when)
{
    return when.isValid() ? QJsonValue(when.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QDateTime timeIn(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QJsonValue text(const QString &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(value);
}

QJsonValue text(const std::string &value)
{
    return text(QString::fromStdString(value));
}

std::string textIn(const QJsonValue &value)
{
    return value.toString().toStdString();
}

/// The value whose word this is.
template<typename Enum>
std::optional<Enum> valueOf(const QString &word, Enum last)
{
    for (int value = 0; value <= static_cast<int>(last); ++value) {
        if (toText(static_cast<Enum>(value)) == word)
            return static_cast<Enum>(value);
    }
    return std::nullopt;
}

QJsonObject jobJson(const RunReport::Job &job)
{
    const JobState &state = job.state;
    return {
        {u"name"_s, QString::fromStdString(state.name)},
        {u"stage"_s, QString::fromStdString(state.stage)},
        {u"bridge"_s, text(state.bridge)},
        {u"status"_s, toText(state.status)},
        {u"allow_failure"_s, state.allowedToFail},
        {u"failure_reason"_s, text(toText(state.failureReason))},
        {u"exit_code"_s, state.exitCode ? QJsonValue(*state.exitCode) : QJsonValue()},
        {u"attempts"_s, state.attempts},
        {u"queued_at"_s, time(state.queuedAt)},
        {u"started_at"_s, time(state.startedAt)},
        {u"finished_at"_s, time(state.finishedAt)},
        {u"log"_s, text(state.logFile)},
        {u"artifacts"_s, text(job.artifacts)},
        {u"message"_s, text(state.message)},
    };
}

RunReport::Job jobIn(const QJsonObject &json)
{
    RunReport::Job job;
    JobState &state = job.state;
    state.name = textIn(json[u"name"_s]);
    state.stage = textIn(json[u"stage"_s]);
    state.bridge = textIn(json[u"bridge"_s]);
    state.status = valueOf(json[u"status"_s].toString(), lastJobStatus).value_or(JobStatus::Created);
    state.allowedToFail = json[u"allow_failure"_s].toBool();
    state.failureReason = valueOf(json[u"failure_reason"_s].toString(), lastFailureReason)
                              .value_or(FailureReason::None);
    if (json[u"exit_code"_s].isDouble())
        state.exitCode = json[u"exit_code"_s].toInt();
    state.attempts = json[u"attempts"_s].toInt();
    state.queuedAt = timeIn(json[u"queued_at"_s]);
    state.startedAt = timeIn(json[u"started_at"_s]);
    state.finishedAt = timeIn(json[u"finished_at"_s]);
    state.logFile = json[u"log"_s].toString();
    state.message = json[u"message"_s].toString();
    job.artifacts = json[u"artifacts"_s].toString();
    return job;
}

} // namespace

QByteArray reportJson(const RunReport &report)
{
    QJsonArray jobs;
    for (const RunReport::Job &job : report.jobs)
        jobs.append(jobJson(job));
    return QJsonDocument(QJsonObject{
                             {u"id"_s, text(report.id)},
                             {u"status"_s, toText(report.status)},
                             {u"warnings"_s, report.hasWarnings},
                             {u"ref"_s, text(report.facts.ref)},
                             {u"sha"_s, text(report.facts.sha)},
                             {u"source"_s, text(report.facts.source)},
                             {u"project"_s, text(report.facts.root)},
                             {u"config_hash"_s, text(report.facts.configHash)},
                             {u"mode"_s, text(report.facts.mode)},
                             {u"started_at"_s, time(report.startedAt)},
                             {u"finished_at"_s, time(report.finishedAt)},
                             {u"jobs"_s, jobs},
                         })
        .toJson();
}

std::optional<RunReport> readReport(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const std::optional<JobStatus> status = valueOf(object[u"status"_s].toString(), lastJobStatus);
    if (!status || !object[u"jobs"_s].isArray())
        return std::nullopt;
    RunReport report;
    report.id = object[u"id"_s].toString();
    report.status = *status;
    report.hasWarnings = object[u"warnings"_s].toBool();
    report.facts = {.ref = textIn(object[u"ref"_s]),
                    .sha = textIn(object[u"sha"_s]),
                    .source = textIn(object[u"source"_s]),
                    .root = textIn(object[u"project"_s]),
                    .configHash = textIn(object[u"config_hash"_s]),
                    .mode = textIn(object[u"mode"_s])};
    report.startedAt = timeIn(object[u"started_at"_s]);
    report.finishedAt = timeIn(object[u"finished_at"_s]);
    for (const QJsonValue &job : object[u"jobs"_s].toArray())
        report.jobs.push_back(jobIn(job.toObject()));
    return report;
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <ranges>

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

/// The first hundred of each list: a report is for programs that look at a run, not for an archive of its tests.
constexpr int mostListed = 100;

QJsonObject reportsJson(const JobReports &reports)
{
    QJsonObject object;
    if (const auto &tests = reports.tests) {
        QJsonArray failures;
        for (const FailedTest &failure : tests->failures | std::views::take(mostListed)) {
            failures.append(QJsonObject{{u"suite"_s, failure.suite},
                                        {u"name"_s, failure.name},
                                        {u"error"_s, failure.isError},
                                        {u"message"_s, failure.message}});
        }
        object.insert(u"tests"_s, QJsonObject{{u"total"_s, tests->total},
                                              {u"failed"_s, tests->failed},
                                              {u"errors"_s, tests->errors},
                                              {u"skipped"_s, tests->skipped},
                                              {u"seconds"_s, tests->seconds},
                                              {u"failures"_s, failures}});
    }
    if (reports.coverage)
        object.insert(u"coverage"_s, *reports.coverage);
    if (reports.qualityFindings) {
        QJsonArray findings;
        for (const QualityFinding &finding : reports.quality | std::views::take(mostListed)) {
            findings.append(QJsonObject{{u"description"_s, finding.description},
                                        {u"severity"_s, finding.severity},
                                        {u"file"_s, finding.file},
                                        {u"line"_s, finding.line}});
        }
        object.insert(u"code_quality"_s,
                      QJsonObject{{u"total"_s, *reports.qualityFindings}, {u"findings"_s, findings}});
    }
    if (!reports.problems.isEmpty())
        object.insert(u"problems"_s, QJsonArray::fromStringList(reports.problems));
    return object;
}

JobReports reportsIn(const QJsonObject &json)
{
    JobReports reports;
    if (const QJsonValue tests = json[u"tests"_s]; tests.isObject()) {
        reports.tests.emplace();
        reports.tests->total = tests[u"total"_s].toInt();
        reports.tests->failed = tests[u"failed"_s].toInt();
        reports.tests->errors = tests[u"errors"_s].toInt();
        reports.tests->skipped = tests[u"skipped"_s].toInt();
        reports.tests->seconds = tests[u"seconds"_s].toDouble();
        for (const QJsonValue &failure : tests[u"failures"_s].toArray())
            reports.tests->failures.push_back({.suite = failure[u"suite"_s].toString(),
                                               .name = failure[u"name"_s].toString(),
                                               .message = failure[u"message"_s].toString(),
                                               .isError = failure[u"error"_s].toBool()});
    }
    if (json[u"coverage"_s].isDouble())
        reports.coverage = json[u"coverage"_s].toDouble();
    if (const QJsonValue quality = json[u"code_quality"_s]; quality.isObject()) {
        reports.qualityFindings = quality[u"total"_s].toInt();
        for (const QJsonValue &finding : quality[u"findings"_s].toArray())
            reports.quality.push_back({.description = finding[u"description"_s].toString(),
                                       .severity = finding[u"severity"_s].toString(),
                                       .file = finding[u"file"_s].toString(),
                                       .line = finding[u"line"_s].toInt()});
    }
    for (const QJsonValue &problem : json[u"problems"_s].toArray())
        reports.problems << problem.toString();
    return reports;
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
        {u"coverage"_s, state.results.coverage ? QJsonValue(*state.results.coverage) : QJsonValue()},
        {u"artifacts_expire_at"_s, time(state.results.artifactsExpireAt)},
        {u"reports"_s, state.results.reports ? QJsonValue(reportsJson(*state.results.reports)) : QJsonValue()},
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
    state.results.artifacts = job.artifacts;
    state.results.artifactsExpireAt = timeIn(json[u"artifacts_expire_at"_s]);
    if (json[u"coverage"_s].isDouble())
        state.results.coverage = json[u"coverage"_s].toDouble();
    if (json[u"reports"_s].isObject())
        state.results.reports = std::make_shared<const JobReports>(reportsIn(json[u"reports"_s].toObject()));
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

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <ranges>

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

/// The first hundred of each list: a report is for programs that look at a run, not for an archive of its tests.
constexpr int mostListed = 100;

QJsonObject reportsJson(const JobReports &reports)
{
    QJsonObject object;
    if (const auto &tests = reports.tests) {
        QJsonArray failures;
        for (const FailedTest &failure : tests->failures | std::views::take(mostListed)) {
            failures.append(QJsonObject{{QStringLiteral("suite"), failure.suite},
                                        {QStringLiteral("name"), failure.name},
                                        {QStringLiteral("error"), failure.isError},
                                        {QStringLiteral("message"), failure.message}});
        }
        object.insert(QStringLiteral("tests"), QJsonObject{{QStringLiteral("total"), tests->total},
                                                           {QStringLiteral("failed"), tests->failed},
                                                           {QStringLiteral("errors"), tests->errors},
                                                           {QStringLiteral("skipped"), tests->skipped},
                                                           {QStringLiteral("seconds"), tests->seconds},
                                                           {QStringLiteral("failures"), failures}});
    }
    if (reports.coverage)
        object.insert(QStringLiteral("coverage"), *reports.coverage);
    if (reports.qualityFindings) {
        QJsonArray findings;
        for (const QualityFinding &finding : reports.quality | std::views::take(mostListed)) {
            findings.append(QJsonObject{{QStringLiteral("description"), finding.description},
                                        {QStringLiteral("severity"), finding.severity},
                                        {QStringLiteral("file"), finding.file},
                                        {QStringLiteral("line"), finding.line}});
        }
        object.insert(QStringLiteral("code_quality"),
                      QJsonObject{{QStringLiteral("total"), *reports.qualityFindings}, {QStringLiteral("findings"), findings}});
    }
    if (!reports.problems.isEmpty())
        object.insert(QStringLiteral("problems"), QJsonArray::fromStringList(reports.problems));
    return object;
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
            {QStringLiteral("coverage"), job.results.coverage ? QJsonValue(*job.results.coverage) : QJsonValue()},
            {QStringLiteral("artifacts"), text(job.results.artifacts)},
            {QStringLiteral("artifacts_expire_at"), time(job.results.artifactsExpireAt)},
            {QStringLiteral("reports"), job.results.reports ? QJsonValue(reportsJson(*job.results.reports)) : QJsonValue()},
        });
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("status"), toText(status)}, {QStringLiteral("jobs"), list}}).toJson();
}

} // namespace stagecraft::engine

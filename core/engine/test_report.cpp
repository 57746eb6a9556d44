// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/test_report.h"

#include "core/base/needed_words.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <re2/re2.h>

#include <algorithm>

namespace stagecraft::engine {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostListed = 1000;
constexpr qsizetype longestMessage = 4000;
constexpr qint64 largestJson = qint64(64) * 1024 * 1024;
constexpr qint64 searchedLog = qint64(64) * 1024 * 1024;
constexpr qsizetype longestLine = 65536;
/// Of an expression while it searches. With RE2's own limit, nested counts search some hundred times slower.
constexpr std::int64_t searchBytes = std::int64_t(16) * 1024 * 1024;
constexpr qint64 pieceSize = qint64(1) * 1024 * 1024;

void addProblem(JobReports &reports, const QString &file, const QString &reason)
{
    reports.problems << u"%1: %2"_s.arg(QFileInfo(file).fileName(), reason);
}

double numberOf(QStringView text)
{
    bool isNumber = false;
    QString plain = text.toString();
    plain.remove(u','); // "1,234.5" as some tools write seconds
    const double number = plain.toDouble(&isNumber);
    return isNumber && number >= 0 ? number : 0;
}

/// Characters up to the end of the element at hand, nested ones included, cut where it gets long.
QString textOf(QXmlStreamReader &xml)
{
    QString text;
    for (int depth = 1; depth > 0 && !xml.atEnd();) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement)
            ++depth;
        else if (token == QXmlStreamReader::EndElement)
            --depth;
        else if (token == QXmlStreamReader::Characters && text.size() < longestMessage)
            text += xml.text().left(longestMessage);
    }
    return text.left(longestMessage).trimmed();
}

/// At <testcase>; leaves at its end.
void readCase(QXmlStreamReader &xml, TestTotals &totals)
{
    const QXmlStreamAttributes attributes = xml.attributes();
    FailedTest test;
    test.suite = attributes.value("classname"_L1).toString();
    test.name = attributes.value("name"_L1).toString();
    totals.seconds += numberOf(attributes.value("time"_L1));
    ++totals.total;
    enum class Outcome { Success, Failed, Error, Skipped } outcome = Outcome::Success;
    while (xml.readNextStartElement()) {
        const QString element = xml.name().toString();
        const QString message = xml.attributes().value("message"_L1).toString();
        const bool failed = element == "failure"_L1;
        if (failed || element == "error"_L1) {
            outcome = failed ? Outcome::Failed : Outcome::Error;
            const QString text = textOf(xml);
            test.message = text.isEmpty() || text.contains(message) ? (text.isEmpty() ? message : text) : message + u'\n' + text;
            continue;
        }
        if (element == "skipped"_L1 && outcome == Outcome::Success)
            outcome = Outcome::Skipped;
        xml.skipCurrentElement();
    }
    totals.failed += outcome == Outcome::Failed ? 1 : 0;
    totals.errors += outcome == Outcome::Error ? 1 : 0;
    totals.skipped += outcome == Outcome::Skipped ? 1 : 0;
    test.isError = outcome == Outcome::Error;
    test.message.truncate(longestMessage);
    if ((outcome == Outcome::Failed || outcome == Outcome::Error) && totals.failures.size() < mostListed)
        totals.failures.push_back(std::move(test));
}

std::optional<double> numberIn(const std::string &text)
{
    static const RE2 number("(\\d+(?:\\.\\d+)?)");
    std::string found;
    return RE2::PartialMatch(text, number, &found) ? std::optional(QByteArray::fromStdString(found).toDouble()) : std::nullopt;
}

/// The last group of the last match, or the match itself where the expression has no groups.
std::optional<std::string> lastMatch(const RE2 &expression, std::string_view line)
{
    const int groups = expression.NumberOfCapturingGroups();
    std::vector<re2::StringPiece> found(static_cast<std::size_t>(groups) + 1);
    std::optional<std::string> last;
    std::size_t from = 0;
    while (from <= line.size()
           && expression.Match(re2::StringPiece(line.data(), line.size()), from, line.size(), RE2::UNANCHORED, found.data(), groups + 1)) {
        for (std::size_t i = groups == 0 ? 0 : 1; i < found.size(); ++i) {
            if (found[i].data())
                last = std::string(found[i].data(), found[i].size());
        }
        const auto end = static_cast<std::size_t>(found[0].data() - line.data()) + found[0].size();
        from = found[0].empty() ? end + 1 : end;
    }
    return last;
}

} // namespace

void addJunit(const QString &name, JobReports &reports)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return addProblem(reports, name, file.errorString());
    TestTotals totals;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "testcase"_L1)
            readCase(xml, totals);
    }
    if (xml.hasError())
        addProblem(reports, name, u"%1 (line %2)"_s.arg(xml.errorString()).arg(xml.lineNumber()));
    JobReports read;
    read.tests = std::move(totals);
    merge(reports, std::move(read));
}

void addCobertura(const QString &name, JobReports &reports)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return addProblem(reports, name, file.errorString());
    QXmlStreamReader xml(&file);
    if (!xml.readNextStartElement() || xml.name() != "coverage"_L1)
        return addProblem(reports, name, xml.hasError() ? xml.errorString() : u"this is no cobertura report"_s);
    const QXmlStreamAttributes attributes = xml.attributes();
    const double valid = numberOf(attributes.value("lines-valid"_L1));
    if (valid > 0)
        reports.coverage = 100.0 * numberOf(attributes.value("lines-covered"_L1)) / valid;
    else if (attributes.hasAttribute("line-rate"_L1))
        reports.coverage = 100.0 * numberOf(attributes.value("line-rate"_L1));
    else
        addProblem(reports, name, u"it has no line-rate"_s);
}

void addCodeQuality(const QString &name, JobReports &reports)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return addProblem(reports, name, file.errorString());
    if (file.size() > largestJson)
        return addProblem(reports, name, u"it is larger than 64 MiB"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isArray())
        return addProblem(reports, name, document.isNull() ? error.errorString() : u"this is no list of findings"_s);
    const QJsonArray findings = document.array();
    JobReports read;
    read.qualityFindings = static_cast<int>(findings.size());
    for (const QJsonValue &value : findings) {
        if (read.quality.size() >= mostListed)
            break;
        const QJsonObject location = value["location"_L1].toObject();
        const int line = location["lines"_L1]["begin"_L1].toInt();
        read.quality.push_back({value["description"_L1].toString().left(longestMessage), value["severity"_L1].toString(),
                                location["path"_L1].toString(), line > 0 ? line : location["positions"_L1]["begin"_L1]["line"_L1].toInt()});
    }
    merge(reports, std::move(read));
}

void merge(JobReports &all, JobReports reports)
{
    if (reports.tests) {
        TestTotals &sum = all.tests ? *all.tests : all.tests.emplace();
        sum.total += reports.tests->total;
        sum.failed += reports.tests->failed;
        sum.errors += reports.tests->errors;
        sum.skipped += reports.tests->skipped;
        sum.seconds += reports.tests->seconds;
        for (FailedTest &failure : reports.tests->failures) {
            if (sum.failures.size() < mostListed)
                sum.failures.push_back(std::move(failure));
        }
    }
    if (reports.coverage)
        all.coverage = reports.coverage;
    if (reports.qualityFindings)
        all.qualityFindings = all.qualityFindings.value_or(0) + *reports.qualityFindings;
    for (QualityFinding &finding : reports.quality) {
        if (all.quality.size() < mostListed)
            all.quality.push_back(std::move(finding));
    }
    all.problems += reports.problems;
}

std::optional<double> coverageInLog(const QString &logFile, const std::string &expression)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(searchBytes);
    options.set_encoding(RE2::Options::EncodingLatin1); // a log may hold any bytes
    const RE2 wanted(expression, options);
    QFile file(logFile);
    if (!wanted.ok() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const NeededWords needed(wanted);
    const qint64 lowest = std::max<qint64>(0, file.size() - searchedLog);
    QByteArray rest; // the end of a line whose beginning has not been read yet
    for (qint64 end = file.size(); end > lowest;) {
        const qint64 start = std::max(lowest, end - pieceSize);
        file.seek(start);
        QByteArray piece = file.read(end - start) + rest;
        const bool mayMatch = needed.areIn({piece.constData(), static_cast<std::size_t>(piece.size())});
        end = start;
        for (qsizetype lineEnd = piece.size(); lineEnd >= 0;) {
            const qsizetype newline = lineEnd == 0 ? -1 : piece.lastIndexOf('\n', lineEnd - 1);
            if (newline < 0 && end > lowest) {
                rest = piece.first(std::min(lineEnd, longestLine));
                break;
            }
            const qsizetype length = std::min(lineEnd - newline - 1, longestLine);
            const std::string_view line(piece.constData() + newline + 1, static_cast<std::size_t>(length));
            if (const auto match = mayMatch ? lastMatch(wanted, line) : std::nullopt) {
                if (const auto number = numberIn(*match))
                    return number;
            }
            lineEnd = newline;
        }
    }
    return std::nullopt;
}

} // namespace stagecraft::engine

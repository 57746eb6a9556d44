// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the reports of a job say: test results (JUnit), coverage (cobertura) and code quality, and the coverage that a
// `coverage:` expression finds in the log. Read for display; a report that is broken is a message, never a failed job.
// Reads files of any size and content in one pass; blocks, runs on pool threads.
// Source: GitLab's parsers of these reports; `coverage`: gitlab-ci-language reference, 1.2.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::engine {

struct FailedTest {
    QString suite;   ///< of the test case: its class
    QString name;
    QString message; ///< the first lines of it
    bool isError = false; ///< it did not fail but break
};

struct TestTotals {
    int total = 0;
    int failed = 0;
    int errors = 0;
    int skipped = 0;
    double seconds = 0;
    std::vector<FailedTest> failures = {}; ///< the first thousand
};

struct QualityFinding {
    QString description;
    QString severity;
    QString file;
    int line = 0;
};

struct JobReports {
    std::optional<TestTotals> tests = {};
    std::optional<double> coverage = {}; ///< per cent of lines, of a cobertura report
    std::optional<int> qualityFindings = {};
    std::vector<QualityFinding> quality = {}; ///< the first thousand
    QStringList problems = {}; ///< files that could not be read, and why

    bool isEmpty() const { return !tests && !coverage && !qualityFindings && problems.isEmpty(); }
};

void addJunit(const QString &file, JobReports &reports);
void addCobertura(const QString &file, JobReports &reports);
void addCodeQuality(const QString &file, JobReports &reports);
/// Adds what `reports` has to `all`.
void merge(JobReports &all, JobReports reports);

/// The last number that matches in the log, as GitLab looks for it: from the last line up, in a line the last match.
/// `expression`: without its slashes. None also for an expression that cannot be read. Looks at the last 64 MiB.
std::optional<double> coverageInLog(const QString &logFile, const std::string &expression);

} // namespace stagecraft::engine

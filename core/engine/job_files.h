// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// JobFiles: what an attempt gets from caches and other jobs' artifacts before its script, and what it leaves. Knows the
// rules and the runner's lines; the executors move the bytes. Artifacts are plain directories in the run's directory,
// caches in the state directory. Source: gitlab-runner reference, 5. Functions block and run on pool threads.
#pragma once

#include "core/engine/executor.h"
#include "core/engine/file_selection.h"
#include "core/engine/trace_writer.h"

#include <vector>

namespace stagecraft::engine {

/// A piece of work before or after the script. Pieces of one section follow each other.
struct FileStep {
    QByteArray section;
    QString title;
    std::vector<TraceLine> lines = {}; ///< said before it, or all there is to say
    // Before the script: what goes into the project's directory; empty: nothing.
    QString source = {};
    std::vector<TraceLine> linesAfter = {};
    QString failure = {}; ///< the job ends here because of it
    // After the script: what is taken out of it, into `target`, and then put in place.
    enum class Keeps { Nothing, Cache, Artifacts, Variables, Report } keeps = Keeps::Nothing;
    std::string reportType = {};
    FileRule rule = {};
    QString target = {};
    QString place = {};
};

/// What became of a step after the script.
struct KeptFiles {
    std::vector<TraceLine> lines;
    std::vector<plan::Variable> variables = {}; ///< of a dotenv report
    JobReports reports = {};
    QString failure = {};                       ///< the job fails because of it
};

class JobFiles
{
public:
    /// `directory`: the project's, as the job sees it. `variables`: as sent, for expansion.
    JobFiles(const plan::JobPlan &job, const JobContext &context, const std::vector<plan::Variable> &variables, std::string directory);

    std::vector<FileStep> before() const;
    std::vector<FileStep> after(bool succeeded) const;
    FileSelection selection(const FileStep &step) const;
    /// Puts in place what has been copied to the step's target.
    KeptFiles finish(const FileStep &step, const FileSelection &selection) const;

private:
    std::string expanded(const std::string &text) const;
    std::vector<std::string> expanded(const std::vector<std::string> &texts) const;
    std::string cacheKey(const plan::Cache &cache, std::vector<TraceLine> &lines) const;
    QString cachePlace(const std::string &key) const;
    FileStep restoreCache(const plan::Cache &cache) const;

    std::vector<plan::Cache> m_caches;
    std::optional<plan::Artifacts> m_artifacts;
    JobContext m_context;
    std::vector<plan::Variable> m_variables;
    std::string m_directory;
};

/// A job that loses its artifacts or reports has failed.
void addTo(JobOutcome &outcome, const KeptFiles &kept);
void print(TraceWriter &trace, const std::vector<TraceLine> &lines);

} // namespace stagecraft::engine

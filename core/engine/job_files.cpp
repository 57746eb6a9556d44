// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/job_files.h"

#include "core/base/remove_tree.h"
#include "core/engine/cache_key.h"
#include "core/engine/dotenv.h"
#include "core/engine/job_environment.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace stagecraft::engine {

namespace {

using Kind = TraceLine::Kind;

constexpr qsizetype longestName = 200;

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// What only a pipeline of a protected ref may use.
bool isProtectedKey(std::string_view key)
{
    return key.substr(0, key.find_last_not_of(". ") + 1).ends_with("-protected");
}

bool fits(plan::When when, bool succeeded)
{
    return when == plan::When::Always || (when == plan::When::OnFailure) != succeeded;
}

/// Replaces `place`. The old content goes last, so that a crash leaves one of both.
bool moveInto(const QString &target, const QString &place)
{
    const QString old = place + QStringLiteral(".old");
    removeTree(QFile::encodeName(old).toStdString());
    QDir().mkpath(QFileInfo(place).path());
    if (QFileInfo::exists(place) && !QFile::rename(place, old))
        return false;
    const bool moved = QFile::rename(target, place);
    removeTree(QFile::encodeName(old).toStdString());
    return moved;
}

QStringList filesIn(const QString &directory)
{
    QStringList files;
    QDirIterator walk(directory, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next();
    files.sort();
    return files;
}

/// For people: what cannot be read is a problem of the report, not of the job.
void readReports(const FileStep &step, KeptFiles &kept)
{
    for (const QString &file : filesIn(step.place)) {
        if (step.reportType == "junit")
            addJunit(file, kept.reports);
        else if (step.reportType == "cobertura")
            addCobertura(file, kept.reports);
        else if (step.reportType == "codequality")
            addCodeQuality(file, kept.reports);
    }
    for (const QString &problem : std::as_const(kept.reports.problems))
        kept.lines.push_back({Kind::Warning, QCoreApplication::translate("stagecraft", "Local run: the report cannot be read: %1").arg(problem)});
    if (const auto &tests = kept.reports.tests) {
        kept.lines.push_back({Kind::Plain, QCoreApplication::translate("stagecraft", "Local run: %1 tests, %2 failed, %3 errors, %4 skipped")
                                               .arg(tests->total).arg(tests->failed).arg(tests->errors).arg(tests->skipped)});
    }
}

KeptFiles dotenvIn(const QString &directory)
{
    KeptFiles kept;
    const QStringList files = filesIn(directory);
    for (const QString &name : std::as_const(files)) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto variables = parseDotenv(file.read(qint64(64) * 1024));
        if (!variables) {
            const QString shown = name.sliced(directory.size() + 1);
            kept.lines.push_back({Kind::Error, QStringLiteral("%1: %2").arg(shown, variables.error())});
            kept.failure = QStringLiteral("the dotenv report %1 is invalid: %2").arg(shown, variables.error());
            return kept;
        }
        std::ranges::move(*variables, std::back_inserter(kept.variables));
    }
    kept.lines.push_back({Kind::Plain, QStringLiteral("dotenv: %1 variables for later jobs").arg(kept.variables.size())});
    return kept;
}

} // namespace

JobFiles::JobFiles(const plan::JobPlan &job, const JobContext &context, const std::vector<plan::Variable> &variables,
                   std::string directory)
    : m_caches(job.caches)
    , m_artifacts(job.artifacts)
    , m_context(context)
    , m_variables(variables)
    , m_directory(std::move(directory))
{
}

std::string JobFiles::expanded(const std::string &text) const
{
    return plan::expandText(text, m_variables);
}

std::vector<std::string> JobFiles::expanded(const std::vector<std::string> &texts) const
{
    std::vector<std::string> result;
    for (const std::string &one : texts)
        result.push_back(expanded(one));
    return result;
}

/// Empty when there is no usable key; `lines` tell why.
std::string JobFiles::cacheKey(const plan::Cache &cache, std::vector<TraceLine> &lines) const
{
    std::string key = expanded(cache.key);
    if (!cache.keyFiles.empty()) {
        QByteArrayList files;
        for (const std::string &file : expanded(cache.keyFiles))
            files << QByteArray::fromStdString(file);
        const std::string hash = m_context.projectSnapshot.isEmpty() ? std::string() : hashOfFiles(m_context.projectSnapshot, files);
        const std::string prefix = expanded(cache.keyPrefix);
        key = (prefix.empty() ? "" : prefix + '-') + (hash.empty() ? "default" : hash);
    }
    key += cache.keySuffix;
    const auto clean = sanitizedCacheKey(key);
    if (!clean) {
        lines.push_back({Kind::Caution, QStringLiteral("cache key \"%1\" could not be sanitized").arg(text(key))});
        return {};
    }
    if (*clean != key)
        lines.push_back(
            {Kind::Caution, QStringLiteral("cache key \"%1\" sanitized to \"%2\"").arg(text(key), text(*clean))});
    return *clean;
}

QString JobFiles::cachePlace(const std::string &key) const
{
    QByteArray name = QUrl::toPercentEncoding(text(key), {}, ".");
    if (name.size() > longestName)
        name = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex();
    return m_context.cacheDirectory + QLatin1Char('/') + QString::fromLatin1(name);
}

FileStep JobFiles::restoreCache(const plan::Cache &cache) const
{
    FileStep step{QByteArrayLiteral("restore_cache"), QStringLiteral("Restoring cache")};
    std::vector<std::string> keys{cacheKey(cache, step.lines)};
    if (keys.front().empty()) {
        step.lines.push_back({Kind::Caution, QStringLiteral("Skipping cache extraction due to empty cache key")});
        return step;
    }
    const std::string policy = expanded(cache.policy);
    if (!policy.empty() && policy != "pull-push" && policy != "pull" && policy != "push") {
        step.failure = QStringLiteral("unknown cache policy %1 for %2").arg(text(policy), text(keys.front()));
        return step;
    }
    if (policy == "push") {
        step.lines.push_back({Kind::Info, QStringLiteral("Not downloading cache %1 due to policy").arg(text(keys.front()))});
        return step;
    }
    for (const std::string &fallback : expanded(cache.fallbackKeys)) {
        if (const auto clean = sanitizedCacheKey(fallback); clean && !clean->empty())
            keys.push_back(*clean);
    }
    const std::string last = expanded(variableValue(m_variables, "CACHE_FALLBACK_KEY"));
    if (isProtectedKey(last)) {
        step.lines.push_back(
            {Kind::Caution,
             QStringLiteral("CACHE_FALLBACK_KEY \"%1\" not allowed to end in \"-protected\"").arg(text(last))});
    } else if (const auto clean = sanitizedCacheKey(last); clean && !clean->empty()) {
        keys.push_back(*clean);
    }
    for (const std::string &key : keys) {
        step.lines.push_back({Kind::Info, QStringLiteral("Checking cache for %1...").arg(text(key))});
        step.lines.push_back({Kind::Plain, QStringLiteral("No URL provided, cache will not be downloaded from shared cache server. "
                                                          "Instead a local version of cache will be extracted.")});
        if (QFileInfo::exists(cachePlace(key))) {
            step.source = cachePlace(key);
            step.linesAfter.push_back({Kind::Info, QStringLiteral("Successfully extracted cache")});
            return step;
        }
        step.lines.push_back({Kind::Warning, QStringLiteral("Cache file does not exist")});
        step.lines.push_back({Kind::Caution, QStringLiteral("Failed to extract cache")});
    }
    return step;
}

std::vector<FileStep> JobFiles::before() const
{
    std::vector<FileStep> steps;
    for (const plan::Cache &cache : m_caches) {
        if (!cache.paths.empty() || cache.untracked)
            steps.push_back(restoreCache(cache));
    }
    for (const ArtifactsOfJob &download : m_context.downloads) {
        FileStep step{QByteArrayLiteral("download_artifacts"), QStringLiteral("Downloading artifacts")};
        step.lines.push_back({Kind::Info, QStringLiteral("Downloading artifacts for %1...").arg(text(download.job))});
        if (download.directory.isEmpty())
            step.lines.push_back({Kind::Warning, QCoreApplication::translate("stagecraft", "Local run: “%1” did not run in this "
                                                                             "pipeline, so there are none of it.").arg(text(download.job))});
        step.source = download.directory;
        steps.push_back(std::move(step));
    }
    return steps;
}

std::vector<FileStep> JobFiles::after(bool succeeded) const
{
    std::vector<FileStep> steps;
    const auto begin = [&](const char *section, const char *failedSection, const QString &title) -> FileStep & {
        FileStep step;
        step.section = succeeded ? section : failedSection;
        step.title = title.arg(succeeded ? QStringLiteral("successful") : QStringLiteral("failed"));
        step.target = m_context.workDirectory + QStringLiteral("/kept-%1").arg(steps.size());
        steps.push_back(std::move(step));
        return steps.back();
    };
    for (const plan::Cache &cache : m_caches) {
        if ((cache.paths.empty() && !cache.untracked) || !fits(cache.when, succeeded))
            continue;
        FileStep &step = begin("archive_cache", "archive_cache_on_failure", QStringLiteral("Saving cache for %1 job"));
        const std::string key = cacheKey(cache, step.lines);
        if (key.empty()) {
            step.lines.push_back({Kind::Caution, QStringLiteral("Skipping cache archiving due to empty cache key")});
        } else if (expanded(cache.policy) == "pull") {
            step.lines.push_back({Kind::Info, QStringLiteral("Not uploading cache %1 due to policy").arg(text(key))});
        } else {
            step.lines.push_back({Kind::Info, QStringLiteral("Creating cache %1...").arg(text(key))});
            step.keeps = FileStep::Keeps::Cache;
            step.rule = {expanded(cache.paths), {}, cache.untracked};
            step.place = cachePlace(key);
        }
    }
    if (!m_artifacts)
        return steps;
    const auto artifacts = [&]() -> FileStep & {
        FileStep &step = begin("upload_artifacts_on_success", "upload_artifacts_on_failure", QStringLiteral("Uploading artifacts for %1 job"));
        step.lines.push_back({Kind::Info, QStringLiteral("Uploading artifacts...")});
        return step;
    };
    if ((!m_artifacts->paths.empty() || m_artifacts->untracked) && fits(m_artifacts->when, succeeded)) {
        FileStep &step = artifacts();
        step.keeps = FileStep::Keeps::Artifacts;
        step.rule = {expanded(m_artifacts->paths), expanded(m_artifacts->exclude), m_artifacts->untracked};
        step.place = m_context.artifactsDirectory;
    }
    if (!m_artifacts->dotenv.empty()) { // reports are kept whatever happened
        FileStep &step = artifacts();
        step.keeps = FileStep::Keeps::Variables;
        step.rule = {expanded(m_artifacts->dotenv)};
    }
    for (const plan::Report &report : m_artifacts->reports) {
        if (report.paths.empty())
            continue;
        FileStep &step = artifacts();
        step.keeps = FileStep::Keeps::Report;
        step.reportType = report.type;
        step.rule = {expanded(report.paths)};
        step.place = m_context.reportsDirectory + QLatin1Char('/') + text(report.type);
    }
    return steps;
}

FileSelection JobFiles::selection(const FileStep &step) const
{
    return FileSelection(step.rule, m_directory, m_context.projectSnapshot);
}

KeptFiles JobFiles::finish(const FileStep &step, const FileSelection &selection) const
{
    KeptFiles kept;
    kept.lines = selection.lines();
    const bool any = selection.count() > 0;
    switch (step.keeps) {
    case FileStep::Keeps::Nothing:
        break;
    case FileStep::Keeps::Cache:
        if (!any) {
            kept.lines.push_back({Kind::Warning, QStringLiteral("No files to cache.")});
        } else if (moveInto(step.target, step.place)) {
            kept.lines.push_back({Kind::Plain, QStringLiteral("No URL provided, cache will not be uploaded to shared cache server. "
                                                              "Cache will be stored only locally.")});
            kept.lines.push_back({Kind::Info, QStringLiteral("Created cache")});
        } else {
            kept.lines.push_back({Kind::Caution, QStringLiteral("Failed to create cache")});
        }
        break;
    case FileStep::Keeps::Artifacts:
        if (!any) {
            kept.lines.push_back({Kind::Error, QStringLiteral("No files to upload")});
        } else if (moveInto(step.target, step.place)) {
            kept.lines.push_back({Kind::Plain, QCoreApplication::translate("stagecraft", "Local run: the artifacts are in %1").arg(step.place)});
        } else {
            kept.failure = QCoreApplication::translate("stagecraft", "the artifacts could not be kept in %1").arg(step.place);
        }
        break;
    case FileStep::Keeps::Report:
        if (!any)
            kept.lines.push_back({Kind::Error, QStringLiteral("No files to upload")});
        else if (moveInto(step.target, step.place))
            readReports(step, kept);
        else
            kept.failure = QCoreApplication::translate("stagecraft", "the reports could not be kept in %1").arg(step.place);
        break;
    case FileStep::Keeps::Variables: {
        if (!any) {
            kept.lines.push_back({Kind::Error, QStringLiteral("No files to upload")});
            break;
        }
        KeptFiles variables = dotenvIn(step.target);
        std::ranges::move(variables.lines, std::back_inserter(kept.lines));
        kept.variables = std::move(variables.variables);
        kept.failure = variables.failure;
        break;
    }
    }
    return kept;
}

void addTo(JobOutcome &outcome, const KeptFiles &kept)
{
    outcome.variables.insert(outcome.variables.end(), kept.variables.begin(), kept.variables.end());
    merge(outcome.reports, kept.reports);
    if (kept.failure.isEmpty() || outcome.status != JobStatus::Success)
        return;
    outcome.status = JobStatus::Failed;
    outcome.failureReason = FailureReason::ScriptFailure;
    outcome.message = kept.failure;
}

void print(TraceWriter &trace, const std::vector<TraceLine> &lines)
{
    for (const TraceLine &line : lines) {
        switch (line.kind) {
        case Kind::Plain: trace.line(line.text); break;
        case Kind::Info: trace.info(line.text); break;
        case Kind::Caution: trace.caution(line.text); break;
        case Kind::Warning: trace.warning(line.text); break;
        case Kind::Error: trace.error(line.text); break;
        }
    }
}

} // namespace stagecraft::engine

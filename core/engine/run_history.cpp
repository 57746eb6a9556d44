// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run_history.h"

#include "core/base/files.h"
#include "core/base/remove_tree.h"
#include "core/engine/run_directory.h"

#include <QDir>
#include <QFileInfo>
#include <QXmlStreamWriter>

#include <algorithm>
#include <map>

namespace stagecraft::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maximumReport = qint64(32) * 1024 * 1024;

QString runsIn(const QString &stateDirectory)
{
    return (stateDirectory.isEmpty() ? defaultStateDirectory() : stateDirectory) + u"/runs"_s;
}

std::optional<RunRecord> record(const QString &directory)
{
    const Result<QByteArray> json = readFile(directory + u"/report.json"_s, maximumReport);
    std::optional<RunReport> report = json ? readReport(*json) : std::nullopt;
    if (!report)
        return std::nullopt;
    report->id = QFileInfo(directory).fileName();
    return RunRecord{directory, std::move(*report)};
}

QString seconds(qint64 milliseconds)
{
    return QString::number(static_cast<double>(std::max<qint64>(0, milliseconds)) / 1000, 'f', 3);
}

} // namespace

std::vector<RunRecord> keptRuns(const QString &stateDirectory, const QString &root, int limit)
{
    std::vector<RunRecord> runs;
    const QDir directory(runsIn(stateDirectory));
    QStringList names = directory.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    std::ranges::reverse(names); // ids begin with the time
    for (const QString &name : names) {
        if (static_cast<int>(runs.size()) >= limit)
            break;
        std::optional<RunRecord> one = record(directory.filePath(name));
        if (one && (root.isEmpty() || root.toStdString() == one->report.facts.root))
            runs.push_back(std::move(*one));
    }
    return runs;
}

Result<RunRecord> keptRun(const QString &stateDirectory, const QString &id, const QString &root)
{
    if (id == "last"_L1) {
        std::vector<RunRecord> runs = keptRuns(stateDirectory, root, 1);
        if (runs.empty())
            return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "No run of this project was kept."));
        return std::move(runs.front());
    }
    const QDir directory(runsIn(stateDirectory));
    QStringList names;
    for (const QString &name : directory.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        if (!id.isEmpty() && name.startsWith(id))
            names += name;
    }
    if (names.size() > 1)
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "Several runs begin with %1: %2"),
                       {id, names.join(u", "_s)});
    std::optional<RunRecord> found = names.isEmpty() ? std::nullopt : record(directory.filePath(names.first()));
    if (!found)
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "No run %1 was kept."), {id});
    return std::move(*found);
}

Result<> removeKeptRun(const QString &stateDirectory, const QString &id)
{
    const QString path = runsIn(stateDirectory) + u'/' + id;
    const QFileInfo info(path);
    // An id is a name and no path, and what is behind a link is not ours.
    if (id.isEmpty() || id.startsWith(u'.') || id.contains(u'/') || !info.isDir() || info.isSymLink())
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "No run %1 was kept."), {id});
    const QString journal = RunDirectory(stateDirectory, id).journalFile();
    std::optional<DeadJournal> dead; // and stays locked until all is gone
    if (QFileInfo::exists(journal)) {
        dead = takeDeadJournal(journal);
        if (!dead) {
            return failure(ErrorKind::Conflict,
                           QT_TRANSLATE_NOOP("stagecraft", "The run %1 has not ended. Stop it, or let it end, first."), {id});
        }
        if (!dead->journal.dockerSweep.isEmpty()) {
            return failure(ErrorKind::Conflict,
                           QT_TRANSLATE_NOOP("stagecraft", "What the run %1 left in the Docker engine is not removed yet. "
                                                           "The next run does it; delete it then."),
                           {id});
        }
    }
    if (!removeTree(QFile::encodeName(path).toStdString()))
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 could not be removed as a whole."), {path});
    return {};
}

int failuresOf(const RunReport &report)
{
    return static_cast<int>(std::ranges::count_if(report.jobs, [](const RunReport::Job &job) {
        return job.state.status == JobStatus::Failed && !job.state.allowedToFail;
    }));
}

qint64 runtimeMilliseconds(const JobState &job)
{
    return job.startedAt.isValid() && job.finishedAt.isValid() ? job.startedAt.msecsTo(job.finishedAt) : -1;
}

std::vector<JobDifference> compareRuns(const RunReport &before, const RunReport &after)
{
    std::map<std::string_view, const JobState *> earlier;
    for (const RunReport::Job &job : before.jobs)
        earlier.emplace(job.state.name, &job.state);
    std::vector<JobDifference> result;
    for (const RunReport::Job &job : after.jobs) {
        const auto found = earlier.extract(job.state.name);
        result.push_back({job.state.name, found.empty() ? nullptr : found.mapped(), &job.state});
    }
    for (const RunReport::Job &job : before.jobs) {
        if (earlier.contains(job.state.name))
            result.push_back({job.state.name, &job.state, nullptr});
    }
    return result;
}

QByteArray junitOf(const RunReport &report)
{
    const auto skipped = std::ranges::count_if(report.jobs, [](const RunReport::Job &job) { return !job.state.startedAt.isValid(); });
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    writer.setAutoFormatting(true);
    writer.writeStartDocument();
    writer.writeStartElement(u"testsuites"_s);
    writer.writeStartElement(u"testsuite"_s);
    writer.writeAttribute(u"name"_s, report.id);
    writer.writeAttribute(u"tests"_s, QString::number(report.jobs.size()));
    writer.writeAttribute(u"failures"_s, QString::number(failuresOf(report)));
    writer.writeAttribute(u"skipped"_s, QString::number(skipped));
    writer.writeAttribute(u"time"_s,
                          seconds(report.startedAt.isValid() ? report.startedAt.msecsTo(report.finishedAt) : 0));
    for (const RunReport::Job &job : report.jobs) {
        const JobState &state = job.state;
        writer.writeStartElement(u"testcase"_s);
        writer.writeAttribute(u"classname"_s, QString::fromStdString(state.stage));
        writer.writeAttribute(u"name"_s, QString::fromStdString(state.name));
        writer.writeAttribute(u"time"_s, seconds(runtimeMilliseconds(state)));
        if (state.status == JobStatus::Failed && !state.allowedToFail) {
            writer.writeStartElement(u"failure"_s);
            writer.writeAttribute(u"type"_s, toText(state.failureReason));
            writer.writeAttribute(u"message"_s, state.message);
            writer.writeEndElement();
        } else if (!state.startedAt.isValid()) {
            writer.writeStartElement(u"skipped"_s);
            writer.writeAttribute(u"message"_s, toText(state.status));
            writer.writeEndElement();
        }
        if (!state.logFile.isEmpty())
            writer.writeTextElement(u"system-out"_s, state.logFile);
        writer.writeEndElement();
    }
    writer.writeEndDocument();
    return xml;
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/options.h"
#include "app/cli/table_text.h"
#include "core/engine/project_snapshot.h"
#include "core/engine/run_history.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

QString testsText(const QJsonValue &reports)
{
    const QJsonValue tests = reports["tests"_L1];
    return tests.isObject() ? u"%1, %2 failed"_s.arg(tests["total"_L1].toInt()).arg(tests["failed"_L1].toInt() + tests["errors"_L1].toInt())
                            : QString();
}

QString coverageText(const QJsonObject &job)
{
    const QJsonValue coverage = job["coverage"_L1].isDouble() ? job["coverage"_L1] : job["reports"_L1]["coverage"_L1];
    return coverage.isDouble() ? QString::number(coverage.toDouble(), 'f', 1) + u'%' : QString();
}

struct Content {
    int files = 0;
    qint64 size = 0;
};

Content contentOf(const QString &directory)
{
    Content content;
    QDirIterator walk(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        content.size += walk.nextFileInfo().size();
        ++content.files;
    }
    return content;
}

int listFiles(const QString &directory, Terminal &terminal)
{
    QList<QStringList> rows{{u"size"_s, u"file"_s}};
    QDirIterator walk(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo file = walk.nextFileInfo();
        rows << QStringList{QLocale::c().formattedDataSize(file.size()), file.filePath().sliced(directory.size() + 1)};
    }
    std::ranges::sort(rows.begin() + 1, rows.end(), {}, [](const QStringList &row) { return row.last(); });
    terminal.print(toTable(rows));
    return Success;
}

int extract(const QString &from, const QString &to, Terminal &terminal)
{
    const QString target = QDir(to).absolutePath();
    if (!QDir().mkpath(target)) {
        terminal.complain(u"--extract: the directory %1 cannot be made."_s.arg(target));
        return Usage;
    }
    const Result<> copied = engine::layOver(from, target, std::make_shared<std::atomic_bool>(false));
    if (!copied) {
        terminal.complain(describe(copied.error()));
        return Failed;
    }
    terminal.print(u"%1 files in %2\n"_s.arg(contentOf(from).files).arg(target));
    return Success;
}

} // namespace

int artifacts(const QStringList &arguments, Terminal &terminal)
{
    Options options("artifacts", u"[OPTIONS] [RUN [JOB]]"_s,
                    u"Lists what the jobs of a run left: files, test results, coverage. RUN is an id, the beginning of one, or last."_s);
    options.add(u"extract"_s, u"Copies the artifacts of JOB, or of all jobs, there."_s, u"DIR"_s);
    options.add(u"format"_s, u"table or json."_s, u"FORMAT"_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    const std::optional<QString> format = options.format({u"table"_s, u"json"_s}, terminal);
    if (!format)
        return Usage;
    const QStringList words = options.positional();
    const Result<engine::RunRecord> record = engine::keptRun({}, words.value(0, u"last"_s));
    if (!record) {
        terminal.complain(u"%1 stagecraft-cli runs lists those that there are."_s.arg(describe(record.error())));
        return Failed;
    }
    const QString run = record->directory;
    QJsonArray jobs;
    const QJsonArray all = QJsonDocument::fromJson(engine::reportJson(record->report)).object()["jobs"_L1].toArray();
    for (const QJsonValue &job : all) {
        if (words.size() < 2 || job["name"_L1].toString() == words.at(1))
            jobs.append(job);
    }
    if (words.size() > 1 && jobs.isEmpty()) {
        terminal.complain(u"the run %1 has no job '%2'."_s.arg(QFileInfo(run).fileName(), words.at(1)));
        return Usage;
    }
    if (*format == "json"_L1 && !options.isSet(u"extract"_s)) {
        terminal.print(QJsonDocument(QJsonObject{{u"run"_s, QFileInfo(run).fileName()}, {u"jobs"_s, jobs}}).toJson());
        return Success;
    }
    QList<QStringList> rows{{u"job"_s, u"status"_s, u"files"_s, u"size"_s, u"tests"_s, u"coverage"_s, u"directory"_s}};
    QStringList directories;
    for (const QJsonValue &value : std::as_const(jobs)) {
        const QJsonObject job = value.toObject();
        const QString directory = job["artifacts"_L1].toString();
        const bool isThere = directory.startsWith(run + "/artifacts/"_L1) && QFileInfo(directory).isDir();
        const Content content = isThere ? contentOf(directory) : Content();
        if (isThere)
            directories << directory;
        rows << QStringList{job["name"_L1].toString(), job["status"_L1].toString(), isThere ? QString::number(content.files) : QString(),
                            isThere ? QLocale::c().formattedDataSize(content.size) : QString(), testsText(job["reports"_L1]),
                            coverageText(job), isThere ? directory : QString()};
    }
    if (options.isSet(u"extract"_s)) {
        if (directories.isEmpty()) {
            terminal.complain(u"there are no artifacts."_s);
            return Failed;
        }
        for (const QString &directory : std::as_const(directories)) {
            // Of several jobs, each into a directory of its own, named as the run names it.
            const QString below = words.size() > 1 ? QString() : u'/' + QFileInfo(directory).fileName();
            if (const int code = extract(directory, options.value(u"extract"_s) + below, terminal); code != Success)
                return code;
        }
        return Success;
    }
    if (words.size() > 1 && !directories.isEmpty())
        return listFiles(directories.first(), terminal);
    terminal.print(toTable(rows));
    return Success;
}

} // namespace stagecraft::cli

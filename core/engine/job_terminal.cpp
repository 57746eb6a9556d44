// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/job_terminal.h"

#include "core/base/files.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stagecraft::engine {

namespace {

constexpr qint64 maximumSize = 64 * 1024;

QStringList list(const QJsonObject &object, QLatin1StringView key)
{
    QStringList result;
    for (const auto &entry : object.value(key).toArray())
        result << entry.toString();
    return result;
}

} // namespace

using namespace Qt::StringLiterals;

Result<> writeJobTerminal(JobTerminal &terminal, const QString &directory)
{
    QJsonObject object{
        {u"job"_s, terminal.job},
        {u"directory"_s, terminal.directory},
        {u"shell"_s, QJsonArray::fromStringList(terminal.shell)},
        {u"environment"_s, QJsonArray::fromStringList(terminal.environment)},
    };
    if (!terminal.container.isEmpty()) {
        object[u"container"_s] = terminal.container;
        object[u"user"_s] = terminal.user;
        object[u"engine"_s] = terminal.engine.address();
        object[u"tls"_s] = terminal.engine.tls;
        object[u"verify"_s] = terminal.engine.verify;
        object[u"certPath"_s] = terminal.engine.certPath;
    }
    if (const Result<QString> made = privateDirectory(directory); !made)
        return std::unexpected(made.error());
    terminal.file = directory + u"/terminal.json"_s;
    QFile file(terminal.file);
    const QByteArray json = QJsonDocument(object).toJson();
    file.remove(); // of a job that was paused before; a new one has the mode from its beginning
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(json) != json.size() || !file.flush()) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be written: %2"),
                       {terminal.file, file.errorString()});
    }
    return {};
}

Result<JobTerminal> readJobTerminal(const QString &file)
{
    const Result<QByteArray> bytes = readFile(file, maximumSize);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "The job is not paused any more."));
    if (!bytes)
        return std::unexpected(bytes.error());
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    JobTerminal terminal;
    terminal.job = object.value("job"_L1).toString();
    terminal.directory = object.value("directory"_L1).toString();
    terminal.shell = list(object, "shell"_L1);
    terminal.environment = list(object, "environment"_L1);
    terminal.container = object.value("container"_L1).toString();
    terminal.user = object.value("user"_L1).toString();
    terminal.file = file;
    if (terminal.shell.isEmpty())
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "%1 does not say how to get into a job."),
                       {file});
    if (terminal.container.isEmpty())
        return terminal;
    const Result<docker::Endpoint> engine = docker::parseEndpoint(object.value("engine"_L1).toString());
    if (!engine)
        return std::unexpected(engine.error());
    terminal.engine = *engine;
    terminal.engine.tls = object.value("tls"_L1).toBool();
    terminal.engine.verify = object.value("verify"_L1).toBool();
    terminal.engine.certPath = object.value("certPath"_L1).toString();
    return terminal;
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/run_directory.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

std::unexpected<Error> notMade(const QString &path, const QString &reason)
{
    return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The run's directory %1 could not be made: %2"),
                   {path, reason});
}

std::unexpected<Error> notMade(const QString &path)
{
    return notMade(path, QString::fromLocal8Bit(std::strerror(errno)));
}

/// A job's name as part of a file name, as GitLab makes slugs.
QString slug(const std::string &name)
{
    constexpr qsizetype longest = 63;
    QString text;
    for (const QChar c : QString::fromStdString(name).toLower()) {
        const bool plain = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
        if (plain)
            text += c;
        else if (!text.endsWith(QLatin1Char('-')))
            text += QLatin1Char('-');
    }
    text.truncate(longest);
    return text;
}

} // namespace

QString defaultStateDirectory()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(home) ? home : QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/stagecraft");
}

QString RunDirectory::newId()
{
    constexpr quint32 suffixes = 16 * 16 * 16 * 16 * 16;
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"))
        + QString::number(QRandomGenerator::system()->bounded(suffixes), 16).rightJustified(5, QLatin1Char('0'));
}

RunDirectory::RunDirectory(const QString &stateDirectory, const QString &id)
    : m_state(QDir(stateDirectory.isEmpty() ? defaultStateDirectory() : stateDirectory).absolutePath())
    , m_path(m_state + QStringLiteral("/runs/") + id)
{
}

Result<> RunDirectory::create(const Journal &journal)
{
    // The parents of the state directory are the user's; from there on everything is private.
    if (!QDir().mkpath(QFileInfo(m_state).path()))
        return notMade(m_state);
    for (const QString &directory : {m_state, m_state + QStringLiteral("/runs"), m_state + QStringLiteral("/cache"), m_path, work()}) {
        if (::mkdir(QFile::encodeName(directory).constData(), 0700) != 0 && errno != EEXIST)
            return notMade(directory);
    }
    const QByteArray content =
        QJsonDocument(QJsonObject{{QStringLiteral("run"), journal.runId},
                                  {QStringLiteral("docker_sweep"), QJsonArray::fromStringList(journal.dockerSweep)}})
            .toJson();
    m_journal = FileDescriptor(::open(QFile::encodeName(journalFile()).constData(),
                                      O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_journal || ::flock(m_journal.get(), LOCK_EX | LOCK_NB) != 0
        || ::write(m_journal.get(), content.constData(), static_cast<std::size_t>(content.size())) != content.size())
        return notMade(journalFile());
    return {};
}

QString RunDirectory::attempt(int number, int attempt) const
{
    return work() + QStringLiteral("/%1-%2").arg(number, 2, 10, QLatin1Char('0')).arg(attempt);
}

QString RunDirectory::log(int number, const std::string &job, int attempt) const
{
    const QString again = attempt > 1 ? QStringLiteral(".%1").arg(attempt) : QString();
    return m_path + QStringLiteral("/%1-%2%3.log").arg(number, 2, 10, QLatin1Char('0')).arg(slug(job), again);
}

QString RunDirectory::artifacts(int number, const std::string &job) const
{
    return m_path + QStringLiteral("/artifacts/%1-%2").arg(number, 2, 10, QLatin1Char('0')).arg(slug(job));
}

QString RunDirectory::reports(int number, const std::string &job) const
{
    return m_path + QStringLiteral("/reports/%1-%2").arg(number, 2, 10, QLatin1Char('0')).arg(slug(job));
}

QString RunDirectory::cache(const QString &project) const
{
    return m_state + QStringLiteral("/cache/") + QString::fromLatin1(QUrl::toPercentEncoding(project, {}, "."));
}

Result<> RunDirectory::writeReport(const QByteArray &json) const
{
    QFile file(m_path + QStringLiteral("/report.json"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate, ownerOnly) || file.write(json) != json.size())
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The report %1 could not be written: %2"),
                       {file.fileName(), file.errorString()});
    return {};
}

void RunDirectory::closeJournal()
{
    if (!m_journal)
        return;
    ::unlink(QFile::encodeName(journalFile()).constData());
    m_journal.close();
}

std::optional<DeadJournal> takeDeadJournal(const QString &file)
{
    FileDescriptor descriptor(::open(QFile::encodeName(file).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!descriptor || ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0)
        return std::nullopt;
    std::vector<char> bytes(65536);
    const ssize_t got = ::read(descriptor.get(), bytes.data(), bytes.size());
    const QJsonObject object = QJsonDocument::fromJson(QByteArray(bytes.data(), std::max<ssize_t>(0, got))).object();
    DeadJournal dead;
    dead.journal.runId = object.value(QStringLiteral("run")).toString();
    for (const QJsonValue &word : object.value(QStringLiteral("docker_sweep")).toArray())
        dead.journal.dockerSweep << word.toString();
    dead.lock = std::move(descriptor);
    return dead;
}

} // namespace stagecraft::engine

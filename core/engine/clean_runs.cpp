// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "core/base/remove_tree.h"
#include "core/engine/file_store.h"
#include "core/engine/run_directory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <vector>

namespace stagecraft::engine {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

using Inode = std::pair<dev_t, ino_t>;
using Inodes = std::set<Inode>;

/// Bytes on the disk of what `seen` has not counted yet.
qint64 sizeOf(const QString &directory, Inodes &seen, std::vector<Inode> *added = nullptr)
{
    qint64 size = 0;
    std::error_code error;
    fs::recursive_directory_iterator walk(QFile::encodeName(directory).toStdString(), fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        struct stat status = {};
        if (::lstat(walk->path().c_str(), &status) != 0)
            continue;
        if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
            if (!seen.insert({status.st_dev, status.st_ino}).second)
                continue;
            if (added)
                added->push_back({status.st_dev, status.st_ino});
        }
        size += status.st_blocks * 512;
    }
    return size;
}

/// Run ids begin with the time.
QDateTime startOf(const QString &id)
{
    QDateTime start = QDateTime::fromString(id.left(15), u"yyyyMMdd-HHmmss"_s);
    start.setTimeZone(QTimeZone::UTC);
    return start;
}

QStringList expiredArtifacts(const QString &run)
{
    QStringList expired;
    const Result<QByteArray> bytes = readFile(run + "/report.json"_L1);
    const QJsonArray jobs = bytes ? QJsonDocument::fromJson(*bytes).object()["jobs"_L1].toArray() : QJsonArray();
    for (const QJsonValue &job : jobs) {
        const QDateTime end = QDateTime::fromString(job["artifacts_expire_at"_L1].toString(), Qt::ISODate);
        const QString directory = QDir::cleanPath(job["artifacts"_L1].toString());
        // A report is a file like any other: it names nothing outside of its run.
        if (end.isValid() && end < QDateTime::currentDateTimeUtc() && directory.startsWith(run + "/artifacts/"_L1) && QFileInfo(directory).isDir())
            expired << directory;
    }
    return expired;
}

class Cleaner
{
public:
    explicit Cleaner(const CleanRequest &request)
        : m_request(request)
        , m_state(request.stateDirectory.isEmpty() ? defaultStateDirectory() : QDir(request.stateDirectory).absolutePath())
    {
    }

    CleanResult clean()
    {
        const QDir runs(m_state + "/runs"_L1);
        QStringList ids = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name | QDir::Reversed);
        qint64 kept = m_request.caches ? 0 : sizeOf(m_state + "/cache"_L1, m_seen);
        bool isFirst = true;
        QStringList goes;
        for (const QString &id : std::as_const(ids)) { // newest first
            const QString run = runs.filePath(id);
            if (QFileInfo::exists(run + "/journal.json"_L1)) {
                kept += sizeOf(run, m_seen);
                isFirst = false;
                continue;
            }
            const bool isOld = m_request.olderThan.isValid() && startOf(id).isValid() && startOf(id) < m_request.olderThan;
            std::vector<Inode> added;
            const qint64 size = isOld ? 0 : sizeOf(run, m_seen, &added);
            const bool isTooMuch = m_request.keepBytes >= 0 && kept + size > m_request.keepBytes && !isFirst;
            if (isOld || isTooMuch) {
                for (const Inode &inode : added) // they do not stay
                    m_seen.erase(inode);
                goes << id;
                continue;
            }
            isFirst = false;
            kept += size;
            if (m_request.expired) {
                for (const QString &directory : expiredArtifacts(run)) {
                    ++m_result.artifacts;
                    remove(directory);
                }
            }
        }
        while (!goes.isEmpty()) {
            m_result.runs << goes.takeLast();
            remove(runs.filePath(m_result.runs.last()));
        }
        if (m_request.caches)
            remove(m_state + "/cache"_L1);
        if (!m_request.dryRun)
            FileStore(m_state).sweep();
        m_result.left = std::max<qint64>(0, kept);
        return m_result;
    }

private:
    void remove(const QString &directory)
    {
        m_result.freed += sizeOf(directory, m_seen);
        if (!m_request.dryRun && !removeTree(QFile::encodeName(directory).toStdString()))
            m_result.problems << directory;
    }

    const CleanRequest &m_request;
    QString m_state;
    Inodes m_seen;
    CleanResult m_result;
};

} // namespace

CleanResult cleanRuns(const CleanRequest &request)
{
    return Cleaner(request).clean();
}

} // namespace stagecraft::engine

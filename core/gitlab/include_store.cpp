// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/include_store.h"

#include "core/base/files.h"
#include "core/gitlab/include_settings.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutexLocker>
#include <QStandardPaths>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;
using expand::FetchedFile;
using expand::IncludeSource;

namespace {

constexpr qint64 MaximalIndexSize = 64 * 1024;
constexpr qint64 MaximalBodySize = qint64(64) * 1024 * 1024;

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString nameForPeople(const IncludeSource &source)
{
    const QString location = QString::fromStdString(source.location);
    if (source.kind != IncludeSource::Kind::Project)
        return location;
    return u"%1@%2:%3"_s.arg(QString::fromStdString(source.project),
                             source.ref.empty() ? u"HEAD"_s : QString::fromStdString(source.ref), location);
}

} // namespace

IncludeStore::IncludeStore(QString directory, QUrl instance)
    : m_directory(std::move(directory)), m_instance(std::move(instance))
{
}

QString IncludeStore::defaultDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/stagecraft/includes"_L1;
}

QString IncludeStore::keyOf(const IncludeSource &source) const
{
    static constexpr const char *Kinds[] = {"remote", "project", "component", "template"};
    const bool isRemote = source.kind == IncludeSource::Kind::Remote;
    const QString server = isRemote ? QString()
                           : m_instance.isValid() ? hostAndPort(m_instance)
                                                  : QString::fromStdString(source.server);
    return QStringList{QLatin1StringView(Kinds[static_cast<int>(source.kind)]), server,
                       QString::fromStdString(source.project).toLower(), QString::fromStdString(source.ref),
                       QString::fromStdString(source.location)}
        .join(u'\n');
}

QString IncludeStore::indexFile(const IncludeSource &source) const
{
    return m_directory + "/index/"_L1 + hashOf(keyOf(source).toUtf8()) + ".json"_L1;
}

QString IncludeStore::bodyFile(const QString &hash) const
{
    return m_directory + "/content/"_L1 + hash;
}

FetchedFile IncludeStore::lookUp(const IncludeSource &source) const
{
    FetchedFile failure;
    {
        const QMutexLocker lock(&m_mutex);
        failure = m_failures.value(keyOf(source));
    }
    if (failure.state == FetchedFile::State::Refused)
        return failure;
    const std::optional<StoredInclude> stored = read(source);
    if (!stored)
        return failure;
    return {.state = FetchedFile::State::Found,
            .bytes = stored->bytes,
            .path = nameForPeople(source),
            .project = stored->project.toStdString(),
            .sha = stored->sha.toStdString(),
            .version = stored->version.toStdString()};
}

std::optional<StoredInclude> IncludeStore::read(const IncludeSource &source) const
{
    const Result<QByteArray> index = readFile(indexFile(source), MaximalIndexSize);
    const QJsonObject json = index ? QJsonDocument::fromJson(*index).object() : QJsonObject();
    const QString hash = json[u"content"_s].toString();
    if (hash.size() != 64 || hash.contains(u'/'))
        return {};
    const Result<QByteArray> body = readFile(bodyFile(hash), MaximalBodySize);
    if (!body || hashOf(*body) != hash) // damaged: as if it had never been fetched
        return {};
    return StoredInclude{.bytes = *body,
                         .etag = json[u"etag"_s].toString().toLatin1(),
                         .address = json[u"address"_s].toString(),
                         .project = json[u"project"_s].toString(),
                         .sha = json[u"sha"_s].toString(),
                         .version = json[u"version"_s].toString(),
                         .fetchedAt = QDateTime::fromString(json[u"fetched_at"_s].toString(), Qt::ISODate)};
}

Result<> IncludeStore::write(const IncludeSource &source, const StoredInclude &file)
{
    for (const QLatin1StringView part : {""_L1, "/index"_L1, "/content"_L1}) {
        if (const Result<QString> made = privateDirectory(m_directory + part); !made)
            return std::unexpected(made.error());
    }
    const QString hash = hashOf(file.bytes);
    if (const Result<> saved = saveAtomically(bodyFile(hash), file.bytes); !saved)
        return saved;
    const QJsonObject json{{u"content"_s, hash},
                           {u"etag"_s, QString::fromLatin1(file.etag)},
                           {u"address"_s, file.address},
                           {u"project"_s, file.project},
                           {u"sha"_s, file.sha},
                           {u"version"_s, file.version},
                           {u"fetched_at"_s, file.fetchedAt.toUTC().toString(Qt::ISODate)}};
    if (const Result<> saved = saveAtomically(indexFile(source), QJsonDocument(json).toJson()); !saved)
        return saved;
    const QMutexLocker lock(&m_mutex);
    m_failures.remove(keyOf(source));
    return {};
}

void IncludeStore::setFailure(const IncludeSource &source, bool isRefusal, const QString &text)
{
    const QMutexLocker lock(&m_mutex);
    m_failures.insert(keyOf(source), {.state = isRefusal ? FetchedFile::State::Refused : FetchedFile::State::Failed,
                                      .error = text.toStdString()});
}

} // namespace stagecraft::gitlab

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/recovery.h"

#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace stagecraft::ui {

namespace {

constexpr QLatin1StringView writtenAtKey("writtenAt");
constexpr QLatin1StringView pipelineKey("pipeline");
constexpr QLatin1StringView configKey("config");
constexpr QLatin1StringView bytesKey("bytes");
constexpr QLatin1StringView basedOnKey("basedOn");

QCborMap toCbor(const UnsavedText &text)
{
    return {{bytesKey, text.bytes}, {basedOnKey, text.basedOn}};
}

std::optional<UnsavedText> fromCbor(const QCborValue &value)
{
    if (!value.isMap())
        return std::nullopt;
    const QCborMap map = value.toMap();
    return UnsavedText{.bytes = map.value(bytesKey).toByteArray(), .basedOn = map.value(basedOnKey).toByteArray()};
}

} // namespace

RecoveryJournal::RecoveryJournal()
{
    m_writer.setMaxThreadCount(1); // keeps the order
}

std::optional<UnsavedWork> RecoveryJournal::open(const QString &pipelineFile)
{
    const QByteArray name =
        QCryptographicHash::hash(pipelineFile.toUtf8(), QCryptographicHash::Sha256).toHex().first(32);
    m_file = QDir(stateDirectory()).filePath(QStringLiteral("recovery/%1.journal").arg(QString::fromLatin1(name)));
    if (m_removed.contains(m_file))
        return std::nullopt;
    // Two texts of the largest size and a few words fit into this.
    const Result<QByteArray> bytes = readFile(m_file, 2 * maximumTextSize + 4096);
    if (!bytes)
        return std::nullopt;
    const QCborMap map = QCborValue::fromCbor(*bytes).toMap();
    UnsavedWork work;
    work.writtenAt = map.value(writtenAtKey).toDateTime();
    work.pipeline = fromCbor(map.value(pipelineKey));
    work.config = fromCbor(map.value(configKey));
    if (!work.pipeline && !work.config)
        return std::nullopt;
    return work;
}

void RecoveryJournal::write(const UnsavedWork &work)
{
    m_removed.remove(m_file);
    m_writer.start([work, file = m_file] {
        QCborMap map{{writtenAtKey, QCborValue(work.writtenAt)}};
        if (work.pipeline)
            map.insert(pipelineKey, toCbor(*work.pipeline));
        if (work.config)
            map.insert(configKey, toCbor(*work.config));
        // A journal that cannot be written must not get in the way of the work itself; saving reports a full disk.
        if (privateDirectory(QFileInfo(file).path()))
            std::ignore = saveAtomically(file, QCborValue(map).toCbor());
    });
}

void RecoveryJournal::remove()
{
    m_removed.insert(m_file);
    m_writer.start([file = m_file] { QFile::remove(file); });
}

} // namespace stagecraft::ui

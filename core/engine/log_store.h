// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// LogStore: writes the log of one attempt to its file, masked, byte for byte otherwise. Tells at most every 16 ms how far
// it is. A log that cannot be written (disk full) does not stop the job: the rest is dropped and failed() says so once.
// Of a log beyond the quota the beginning and the end are kept, with a line between them that says how much is left out.
// Owned by the run; lives in its thread. Writes go to the page cache.
#pragma once

#include "core/base/result.h"
#include "core/engine/masker.h"

#include <QFile>
#include <QObject>
#include <QTimer>

namespace stagecraft::engine {

class LogStore : public QObject
{
    Q_OBJECT
public:
    /// What of the end is kept of a longer log: up to so much.
    static constexpr qsizetype tailSize = qsizetype(1024) * 1024;

    LogStore(const QString &fileName, Masker masker, qint64 quota, QObject *parent = nullptr);

    /// The runner's output_limit: what comes after so many bytes stays out, and the log says so. 0: no limit.
    void setLimit(qint64 bytes) { m_limit = bytes; }
    /// Makes the file, readable by its owner only.
    Result<> open();
    void write(const QByteArray &bytes);
    /// Writes what the masker held back. Nothing may follow.
    void close();

    QString fileName() const { return m_file.fileName(); }

Q_SIGNALS:
    void grew(qint64 size);
    void failed(const stagecraft::Error &error);

private:
    void append(QByteArray bytes);
    void store(const QByteArray &bytes);
    void keepTail(QByteArrayView bytes);
    void storeTail();

    QFile m_file;
    Masker m_masker;
    QTimer m_notice;
    qint64 m_quota;
    qint64 m_size = 0;
    qint64 m_limit = 0;
    qint64 m_received = 0; ///< masked bytes, whether they are kept or not
    bool m_isFull = false;
    qint64 m_leftOut = 0; ///< bytes beyond the quota that are not in m_tail any more
    QByteArray m_tail;
    bool m_broken = false;
};

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/log_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace stagecraft::engine {

using namespace std::chrono_literals;

LogStore::LogStore(const QString &fileName, Masker masker, qint64 quota, QObject *parent)
    : QObject(parent)
    , m_file(fileName)
    , m_masker(std::move(masker))
    , m_quota(quota)
{
    m_notice.setSingleShot(true);
    m_notice.setInterval(16ms);
    connect(&m_notice, &QTimer::timeout, this, [this] { Q_EMIT grew(m_size); });
}

Result<> LogStore::open()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        m_broken = true;
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The log %1 cannot be written: %2"),
                       {m_file.fileName(), m_file.errorString()});
    }
    return {};
}

void LogStore::write(const QByteArray &bytes)
{
    append(m_masker.feed(bytes));
}

void LogStore::close()
{
    append(m_masker.finish());
    storeTail();
    m_notice.stop();
    m_file.close();
    Q_EMIT grew(m_size);
}

void LogStore::append(QByteArray bytes)
{
    if (m_isFull || bytes.isEmpty())
        return;
    if (m_limit > 0 && m_received + bytes.size() > m_limit) {
        m_isFull = true;
        bytes.truncate(m_limit - m_received);
        bytes += "\n\x1b[33;1mJob's log exceeded limit of " + QByteArray::number(m_limit)
                 + " bytes.\nJob execution will continue but no more output will be collected.\x1b[0;m\n";
    }
    m_received += bytes.size();
    const qint64 room = std::max<qint64>(0, m_quota - m_size);
    if (bytes.size() <= room && m_tail.isEmpty()) {
        store(bytes);
        return;
    }
    if (m_tail.isEmpty() && room > 0)
        store(bytes.first(room));
    keepTail(QByteArrayView(bytes).sliced(m_tail.isEmpty() ? room : 0));
}

void LogStore::keepTail(QByteArrayView bytes)
{
    m_tail.append(bytes);
    if (m_tail.size() > 2 * tailSize) { // not at each piece: it moves what stays
        m_leftOut += m_tail.size() - tailSize;
        m_tail.remove(0, m_tail.size() - tailSize);
    }
}

void LogStore::storeTail()
{
    if (m_tail.isEmpty())
        return;
    QByteArray tail = std::exchange(m_tail, {});
    qsizetype from = std::max<qsizetype>(0, tail.size() - tailSize);
    if (from + m_leftOut > 0) {
        if (const qsizetype lineEnd = tail.indexOf('\n', from); lineEnd >= 0)
            from = lineEnd + 1;
        store("\n\x1b[33;1mThe log exceeded its limit of " + QByteArray::number(m_quota) + " bytes. Here "
              + QByteArray::number(m_leftOut + from) + " bytes are left out.\x1b[0;m\n");
    }
    store(tail.sliced(from));
}

void LogStore::store(const QByteArray &bytes)
{
    if (m_broken || bytes.isEmpty())
        return;
    // A disk that becomes full takes the first part; only the next write says why the rest stays out.
    const qint64 written = std::max<qint64>(0, m_file.write(bytes));
    if (written < bytes.size() && m_file.write(bytes.sliced(written)) != bytes.size() - written) {
        m_broken = true;
        Q_EMIT failed(Error{ErrorKind::NoSpace,
                            QT_TRANSLATE_NOOP("stagecraft", "The log is incomplete, it could not be written: %1"),
                            {m_file.errorString()}});
        return;
    }
    m_size += bytes.size();
    if (!m_notice.isActive())
        m_notice.start();
}

} // namespace stagecraft::engine

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/log_store.h"

#include <algorithm>
#include <chrono>

namespace stagecraft::engine {

using namespace std::chrono_literals;

LogStore::LogStore(const QString &fileName, Masker masker, QObject *parent)
    : QObject(parent)
    , m_file(fileName)
    , m_masker(std::move(masker))
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
    m_notice.stop();
    m_file.close();
    Q_EMIT grew(m_size);
}

void LogStore::append(QByteArray bytes)
{
    if (m_broken || m_isFull || bytes.isEmpty())
        return;
    if (m_limit > 0 && m_size + bytes.size() > m_limit) {
        m_isFull = true;
        bytes.truncate(m_limit - m_size);
        bytes += "\n\x1b[33;1mJob's log exceeded limit of " + QByteArray::number(m_limit)
                 + " bytes.\nJob execution will continue but no more output will be collected.\x1b[0;m\n";
    }
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

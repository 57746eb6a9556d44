// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/stream_demultiplexer.h"

#include <QtEndian>

#include <cstring>

namespace stagecraft::docker {

qsizetype StreamDemultiplexer::takeHeader(QByteArrayView bytes)
{
    const qsizetype take = qMin<qsizetype>(std::ssize(m_header) - m_headerSize, bytes.size());
    std::memcpy(m_header.data() + m_headerSize, bytes.data(), static_cast<size_t>(take));
    m_headerSize += take;
    if (m_headerSize == std::ssize(m_header)) {
        m_headerSize = 0;
        m_valid = m_header[0] <= 2 && m_header[1] == 0 && m_header[2] == 0 && m_header[3] == 0;
        m_stream = static_cast<Stream>(m_header[0]);
        m_left = qFromBigEndian<quint32>(&m_header[4]);
    }
    return take;
}

} // namespace stagecraft::docker

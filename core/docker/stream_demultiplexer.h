// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Takes the frames of an attached container apart: 8 bytes of header (stream, three zeros, length as big-endian 32 bits),
// then the bytes (Engine API, "Stream format"). Bytes are passed on as they arrive, so memory does not grow with a frame.
#pragma once

#include <QByteArrayView>

#include <array>

namespace stagecraft::docker {

class StreamDemultiplexer
{
public:
    enum class Stream { Input = 0, Output = 1, Error = 2 };

    /// Calls sink(Stream, QByteArrayView) for every piece in `bytes`. False: these are not frames; nothing more is read.
    template<typename Sink>
    bool feed(QByteArrayView bytes, Sink &&sink)
    {
        while (!bytes.isEmpty() && m_valid) {
            if (m_left > 0) {
                const auto piece = bytes.first(qMin<qsizetype>(m_left, bytes.size()));
                m_left -= piece.size();
                bytes = bytes.sliced(piece.size());
                sink(m_stream, piece);
            } else {
                bytes = bytes.sliced(takeHeader(bytes));
            }
        }
        return m_valid;
    }

    /// True when the bytes so far end between two frames.
    bool atBoundary() const { return m_left == 0 && m_headerSize == 0; }

private:
    qsizetype takeHeader(QByteArrayView bytes);

    std::array<uchar, 8> m_header = {};
    qsizetype m_headerSize = 0;
    qint64 m_left = 0;
    Stream m_stream = Stream::Output;
    bool m_valid = true;
};

} // namespace stagecraft::docker

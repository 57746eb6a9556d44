// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/stream_demultiplexer.h"

#include <QTest>
#include <QtEndian>

using stagecraft::docker::StreamDemultiplexer;
using Stream = StreamDemultiplexer::Stream;

namespace {

QByteArray frame(Stream stream, const QByteArray &content)
{
    QByteArray header(8, '\0');
    header[0] = static_cast<char>(stream);
    qToBigEndian(static_cast<quint32>(content.size()), header.data() + 4);
    return header + content;
}

struct Received {
    QByteArray output;
    QByteArray error;
    void operator()(Stream stream, QByteArrayView bytes)
    {
        (stream == Stream::Error ? error : output).append(bytes);
    }
};

} // namespace

class StreamDemultiplexerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySplitGivesTheSame();
    void aFrameNeedNotFitInMemory();
    void whatIsNoFrameIsRefused();
    void theEndInsideAFrameIsSeen();
};

void StreamDemultiplexerTest::everySplitGivesTheSame()
{
    const QByteArray stream = frame(Stream::Output, "first\n") + frame(Stream::Error, "warning: \xff\xfe\n") + frame(Stream::Output, {})
                              + frame(Stream::Output, QByteArray("\x01\x00\x00\x00\x00\x00\x00\x05", 8)) + frame(Stream::Error, "end");
    const QByteArray output = QByteArray("first\n") + QByteArray("\x01\x00\x00\x00\x00\x00\x00\x05", 8);
    const QByteArray error = "warning: \xff\xfe\nend";
    for (qsizetype a = 0; a <= stream.size(); ++a) {
        for (qsizetype b = a; b <= stream.size(); ++b) {
            StreamDemultiplexer demultiplexer;
            Received received;
            for (const QByteArray &piece : {stream.first(a), stream.mid(a, b - a), stream.mid(b)})
                QVERIFY(demultiplexer.feed(piece, received));
            QCOMPARE(received.output, output);
            QCOMPARE(received.error, error);
            QVERIFY(demultiplexer.atBoundary());
        }
    }
    StreamDemultiplexer demultiplexer;
    Received received;
    for (const char byte : stream)
        QVERIFY(demultiplexer.feed(QByteArrayView(&byte, 1), received));
    QCOMPARE(received.output, output);
    QCOMPARE(received.error, error);
}

void StreamDemultiplexerTest::aFrameNeedNotFitInMemory()
{
    QByteArray header = frame(Stream::Output, {});
    qToBigEndian(0xffffffffU, header.data() + 4);
    StreamDemultiplexer demultiplexer;
    qint64 size = 0;
    const auto count = [&size](Stream, QByteArrayView bytes) { size += bytes.size(); };
    QVERIFY(demultiplexer.feed(header, count));
    const QByteArray piece(1024 * 1024, 'x');
    for (int i = 0; i < 4096; ++i)
        QVERIFY(demultiplexer.feed(i < 4095 ? piece : piece.chopped(1), count));
    QCOMPARE(size, 0xffffffffLL);
    QVERIFY(demultiplexer.atBoundary());
}

void StreamDemultiplexerTest::whatIsNoFrameIsRefused()
{
    StreamDemultiplexer demultiplexer;
    Received received;
    QVERIFY(!demultiplexer.feed("HTTP/1.1 500 Internal Server Error", received));
    QVERIFY(!demultiplexer.feed(frame(Stream::Output, "late"), received));
    QVERIFY(received.output.isEmpty());
}

void StreamDemultiplexerTest::theEndInsideAFrameIsSeen()
{
    const QByteArray whole = frame(Stream::Output, "abc");
    for (qsizetype size = 1; size < whole.size(); ++size) {
        StreamDemultiplexer demultiplexer;
        QVERIFY(demultiplexer.feed(whole.first(size), [](Stream, QByteArrayView) { }));
        QVERIFY2(!demultiplexer.atBoundary(), QByteArray::number(size));
    }
}

QTEST_GUILESS_MAIN(StreamDemultiplexerTest)
#include "tst_stream_demultiplexer.moc"

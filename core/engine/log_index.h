// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// LogIndex: finds lines and sections in a log file of any size without holding it: one remembered offset for every 64
// lines. Follows a file that grows: call update() when JobLogGrew arrives, or until it answers false.
//
// A plain object, used in one thread at a time (a view that opens huge finished logs lets a pool thread do the first
// update() calls). Only reads. A file that is missing or cannot be read is an empty log.
#pragma once

#include "core/base/process.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace stagecraft::engine {

struct LogSection {
    QByteArray name;
    QString title;          ///< the rest of the line with the marker
    qint64 firstLine = 0;   ///< the line with the title
    qint64 lastLine = -1;   ///< the line with the end marker; -1: still open
    qint64 startTime = 0;   ///< seconds since the epoch
    qint64 endTime = -1;
    int depth = 0;
    bool collapsed = false; ///< as the job asked for
    bool hideDuration = false;
};

class LogIndex
{
public:
    explicit LogIndex(const QString &fileName);

    /// Reads what has been added, at most about `budget` bytes. True when there is more to read.
    bool update(qint64 budget = 64 * 1024 * 1024);

    qint64 lineCount() const; ///< an unfinished last line counts
    qint64 size() const { return m_size; }
    /// In the order in which they begin; a section's parents come before it.
    const std::vector<LogSection> &sections() const { return m_sections; }

    /// The bytes of lines, without their line feeds, each cut after `longest`. Fewer than `count` at the end of the log.
    std::vector<QByteArray> readLines(qint64 first, qint64 count, qsizetype longest = 65536) const;

    /// The first line at or after `from` that holds these bytes; -1 when there is none among those read so far.
    qint64 findForward(QByteArrayView needle, qint64 from) const;

private:
    struct Mark {
        qint64 line = 0;
        qint64 offset = 0;
    };

    bool open();
    void consume(QByteArrayView bytes);
    void readMarkers(QByteArrayView line, qint64 number);
    const Mark &markBefore(qint64 line) const;
    qsizetype readAt(qint64 offset, char *into, qsizetype count) const;

    QString m_fileName;
    FileDescriptor m_file;
    qint64 m_size = 0;     ///< of the file when last looked at
    qint64 m_consumed = 0; ///< bytes that have been indexed
    qint64 m_lines = 0;    ///< finished lines among them
    qint64 m_lineStart = 0; ///< where the unfinished line begins
    std::vector<Mark> m_marks{{0, 0}};
    std::vector<LogSection> m_sections;
    std::vector<std::size_t> m_open; ///< indices of sections that have not ended, outermost first
};

} // namespace stagecraft::engine

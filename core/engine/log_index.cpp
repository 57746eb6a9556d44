// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/log_index.h"

#include "core/engine/ansi_text.h"
#include "core/engine/section_marker.h"

#include <QFile>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr qint64 linesPerMark = 64;
constexpr qint64 bytesPerMark = 65536; ///< long lines get marks of their own, so that nobody reads through them
constexpr qsizetype blockSize = 1024 * 1024;
constexpr std::size_t mostSections = 100000; ///< a log that floods markers must not flood the memory

const char *findByte(const char *from, const char *end, char byte)
{
    return static_cast<const char *>(std::memchr(from, byte, static_cast<std::size_t>(end - from)));
}

} // namespace

LogIndex::LogIndex(const QString &fileName)
    : m_fileName(fileName)
{
}

bool LogIndex::open()
{
    if (!m_file)
        m_file = FileDescriptor(::open(QFile::encodeName(m_fileName).constData(), O_RDONLY | O_CLOEXEC));
    return static_cast<bool>(m_file);
}

bool LogIndex::update(qint64 budget)
{
    struct stat status = {};
    if (!open() || ::fstat(m_file.get(), &status) != 0)
        return false;
    m_size = status.st_size;
    QByteArray block(std::min<qint64>(blockSize, m_size - m_consumed), Qt::Uninitialized);
    while (m_consumed < m_size && budget > 0) {
        const qsizetype got = readAt(m_consumed, block.data(), block.size());
        if (got <= 0)
            return false;
        // Only whole lines, because markers must not be cut; a line longer than a block is taken in pieces.
        const qsizetype lastLineEnd = QByteArrayView(block).first(got).lastIndexOf('\n');
        if (lastLineEnd < 0 && got < blockSize)
            return false;
        const qsizetype whole = lastLineEnd < 0 ? got : lastLineEnd + 1;
        consume(QByteArrayView(block).first(whole));
        budget -= whole;
    }
    return m_consumed < m_size;
}

void LogIndex::consume(QByteArrayView bytes)
{
    const char *const begin = bytes.data();
    const char *const end = begin + bytes.size();
    constexpr std::string_view word = "section_";
    const auto nextWord = [&](const char *from) {
        const void *found = ::memmem(from, static_cast<std::size_t>(end - from), word.data(), word.size());
        return found == nullptr ? end : static_cast<const char *>(found);
    };
    const char *marker = nextWord(begin);
    for (const char *line = begin; line < end;) {
        const char *const lineEnd = findByte(line, end, '\n');
        if (lineEnd == nullptr)
            break; // a piece of a very long line
        if (marker < lineEnd) {
            readMarkers(QByteArrayView(line, lineEnd), m_lines);
            marker = nextWord(lineEnd);
        }
        line = lineEnd + 1;
        ++m_lines;
        m_lineStart = m_consumed + (line - begin);
        if (m_lines - m_marks.back().line >= linesPerMark || m_lineStart - m_marks.back().offset >= bytesPerMark)
            m_marks.push_back({m_lines, m_lineStart});
    }
    m_consumed += bytes.size();
}

void LogIndex::readMarkers(QByteArrayView line, qint64 number)
{
    for (qsizetype at = line.indexOf("section_"); at >= 0; at = line.indexOf("section_", at)) {
        const std::optional<SectionMarker> marker = sectionMarkerAt(line.sliced(at));
        if (!marker) {
            ++at;
            continue;
        }
        at += marker->length;
        if (marker->isStart && m_sections.size() < mostSections) {
            LogSection section;
            section.name = marker->name;
            section.title = ansiLine(line.sliced(at).first(std::min<qsizetype>(line.size() - at, 1000))).text;
            section.firstLine = number;
            section.startTime = marker->time;
            section.depth = static_cast<int>(m_open.size());
            section.collapsed = marker->collapsed;
            section.hideDuration = marker->hideDuration;
            m_open.push_back(m_sections.size());
            m_sections.push_back(std::move(section));
        } else if (!marker->isStart) {
            const auto opened = std::ranges::find_if(m_open.rbegin(), m_open.rend(), [&](std::size_t index) {
                return m_sections[index].name == marker->name;
            });
            if (opened == m_open.rend())
                continue;
            // Sections inside that were never ended end with it.
            for (auto inner = opened.base() - 1; inner != m_open.end(); ++inner) {
                m_sections[*inner].lastLine = number;
                m_sections[*inner].endTime = marker->time;
            }
            m_open.erase(opened.base() - 1, m_open.end());
        }
    }
}

qint64 LogIndex::lineCount() const
{
    return m_lines + (m_size > m_lineStart ? 1 : 0);
}

const LogIndex::Mark &LogIndex::markBefore(qint64 line) const
{
    return *(std::ranges::upper_bound(m_marks, line, {}, &Mark::line) - 1);
}

qsizetype LogIndex::readAt(qint64 offset, char *into, qsizetype count) const
{
    return ::pread(m_file.get(), into, static_cast<std::size_t>(count), offset);
}

std::vector<QByteArray> LogIndex::readLines(qint64 first, qint64 count, qsizetype longest) const
{
    std::vector<QByteArray> lines;
    if (!m_file || first < 0 || first >= lineCount())
        return lines;
    const std::size_t wanted = static_cast<std::size_t>(std::clamp<qint64>(count, 0, lineCount() - first));
    qint64 number = markBefore(first).line;
    qint64 offset = markBefore(first).offset;
    qint64 lineBytes = 0;
    QByteArray current;
    QByteArray block(bytesPerMark, Qt::Uninitialized);
    while (lines.size() < wanted && offset < m_size) {
        const qsizetype got = readAt(offset, block.data(), std::min<qint64>(block.size(), m_size - offset));
        if (got <= 0)
            break;
        const char *const end = block.constData() + got;
        for (const char *at = block.constData(); at < end && lines.size() < wanted;) {
            const char *const lineEnd = findByte(at, end, '\n');
            const qsizetype length = (lineEnd == nullptr ? end : lineEnd) - at;
            lineBytes += length;
            if (number >= first)
                current.append(at, std::min(length, longest - current.size()));
            if (lineEnd == nullptr)
                break;
            if (number++ >= first)
                lines.push_back(std::exchange(current, {}));
            lineBytes = 0;
            at = lineEnd + 1;
        }
        offset += got;
        if (lineBytes > bytesPerMark && current.size() >= longest) {
            // A very long line: its rest is not wanted, and the line after it has a mark, if there is one.
            lines.push_back(std::exchange(current, {}));
            lineBytes = 0;
            ++number;
            if (markBefore(number).line != number)
                break;
            offset = markBefore(number).offset;
        }
    }
    if (lines.size() < wanted && lineBytes > 0)
        lines.push_back(current);
    return lines;
}

qint64 LogIndex::findForward(QByteArrayView needle, qint64 from) const
{
    if (!m_file || needle.isEmpty() || from >= lineCount())
        return -1;
    const Mark &start = markBefore(std::max<qint64>(from, 0));
    qint64 line = start.line;
    QByteArray block(blockSize + needle.size(), Qt::Uninitialized);
    for (qint64 offset = start.offset; offset < m_size;) {
        const qsizetype got = readAt(offset, block.data(), std::min<qint64>(block.size(), m_size - offset));
        if (got <= 0)
            return -1;
        const char *const end = block.constData() + got;
        const char *counted = block.constData();
        const auto countTo = [&](const char *position) {
            line += std::count(counted, position, '\n');
            counted = position;
        };
        for (const char *at = counted; at < end;) {
            const void *hit = ::memmem(at, static_cast<std::size_t>(end - at), needle.data(),
                                       static_cast<std::size_t>(needle.size()));
            if (hit == nullptr)
                break;
            countTo(static_cast<const char *>(hit));
            if (line >= from)
                return line;
            const char *const next = findByte(counted, end, '\n');
            at = next == nullptr ? end : next + 1;
        }
        // The next block begins where a needle could begin that this one cuts.
        const qsizetype step = offset + got >= m_size ? got : got - (needle.size() - 1);
        countTo(std::max(counted, block.constData() + step));
        offset += counted - block.constData();
    }
    return -1;
}

} // namespace stagecraft::engine

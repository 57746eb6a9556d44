// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/log_reader.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QThreadPool>

#include <algorithm>
#include <array>

namespace stagecraft::ui {

namespace {

constexpr qint64 IndexSlice = 8 * 1024 * 1024;
constexpr qint64 SearchSlice = 20000;    ///< lines
constexpr qint64 StyleReach = 64;        ///< lines above a window whose colours may reach into it

QThreadPool &pool()
{
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool(QCoreApplication::instance());
        made->setMaxThreadCount(1);
        made->setObjectName(QStringLiteral("log"));
        return made;
    }();
    return *pool;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool hasCapitals(QByteArrayView needle)
{
    return std::ranges::any_of(needle, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool contains(const QByteArray &line, const QByteArray &needle, bool matchCase)
{
    if (matchCase)
        return line.contains(needle);
    return std::search(line.begin(), line.end(), needle.begin(), needle.end(),
                       [](char a, char b) { return lower(a) == b; }) != line.end();
}

/// Words by which people find the first thing that went wrong. The runner's own last line is not one of them.
bool looksLikeError(const QByteArray &line)
{
    static constexpr std::array words = {"error:", "error ", "fatal:", "failed", "panic:", "traceback", "exception",
                                         "command not found", "no such file", "permission denied"};
    if (line.contains("ERROR: Job failed"))
        return false;
    return std::ranges::any_of(words, [&](const char *word) { return contains(line, QByteArray(word), false); });
}

} // namespace

LogReader::LogReader(const QString &file, QObject *context, std::function<void()> changed)
    : m_index(file), m_context(context), m_changed(std::move(changed))
{
}

void LogReader::detach()
{
    const std::scoped_lock lock(m_mutex);
    m_context = nullptr;
}

std::optional<LogSnapshot> LogReader::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_latest, std::nullopt);
}

void LogReader::wake()
{
    m_again = true;
    if (m_running || !m_context)
        return;
    m_running = true;
    pool().start([self = shared_from_this()] { self->run(); });
}

void LogReader::grew()
{
    const std::scoped_lock lock(m_mutex);
    wake();
}

void LogReader::setWindow(std::vector<FoldedRows::Range> ranges, qint64 tail)
{
    const std::scoped_lock lock(m_mutex);
    m_request.ranges = std::move(ranges);
    m_request.tail = tail;
    wake();
}

void LogReader::search(const QByteArray &needle)
{
    const std::scoped_lock lock(m_mutex);
    m_request.needle = needle;
    wake();
}

void LogReader::findFirstError(std::function<void(qint64 line)> found)
{
    const std::scoped_lock lock(m_mutex);
    m_request.tasks.push_back([this, found = std::move(found)] {
        qint64 line = -1;
        for (qint64 first = 0; line < 0 && first < m_index.lineCount(); first += SearchSlice) {
            const std::vector<QByteArray> lines = m_index.readLines(first, SearchSlice, LongestLine);
            const auto hit = std::ranges::find_if(lines, looksLikeError);
            if (hit != lines.end())
                line = first + (hit - lines.begin());
        }
        answer([found, line] { found(line); });
    });
    wake();
}

void LogReader::readText(qint64 firstLine, int firstColumn, qint64 lastLine, int lastColumn,
                         std::function<void(const QString &text)> read)
{
    const std::scoped_lock lock(m_mutex);
    m_request.tasks.push_back([this, firstLine, firstColumn, lastLine, lastColumn, read = std::move(read)] {
        QString text;
        for (qint64 first = firstLine; first <= lastLine && text.size() < LongestCopy; first += SearchSlice) {
            const qint64 count = std::min(SearchSlice, lastLine - first + 1);
            const std::vector<QByteArray> lines = m_index.readLines(first, count);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                const qint64 number = first + static_cast<qint64>(i);
                const engine::AnsiLine line = engine::ansiLine(lines[i]);
                if (line.onlyMarkers)
                    continue;
                const qsizetype end = number == lastLine ? std::min<qsizetype>(lastColumn, line.text.size()) : line.text.size();
                const qsizetype begin = number == firstLine ? std::min<qsizetype>(firstColumn, end) : 0;
                if (number != firstLine)
                    text += QChar::LineFeed;
                text += QStringView(line.text).sliced(begin, end - begin);
            }
            if (static_cast<qint64>(lines.size()) < count)
                break;
        }
        answer([read, text] { read(text); });
    });
    wake();
}

void LogReader::run()
{
    for (;;) {
        const bool more = work();
        const std::scoped_lock lock(m_mutex);
        if (!m_context || (!more && !m_again)) {
            m_running = false;
            return;
        }
    }
}

bool LogReader::work()
{
    Request request;
    {
        const std::scoped_lock lock(m_mutex);
        m_again = false;
        request = m_request;
        m_request.tasks.clear();
    }
    const bool unfinished = m_index.update(IndexSlice);
    LogSnapshot snapshot;
    snapshot.lineCount = m_index.lineCount();
    snapshot.size = m_index.size();
    snapshot.complete = !unfinished;
    noteSections(snapshot);
    readWindow(request, snapshot);
    const bool searching = searchOn(request.needle, unfinished);
    snapshot.needle = request.needle;
    snapshot.matches = m_sharedMatches;
    snapshot.searching = searching || (unfinished && !request.needle.isEmpty());
    publish(std::move(snapshot));
    for (const std::function<void()> &task : request.tasks)
        task();
    return unfinished || searching;
}

void LogReader::noteSections(LogSnapshot &snapshot)
{
    const std::vector<engine::LogSection> &sections = m_index.sections();
    const auto closed = static_cast<std::size_t>(
        std::ranges::count_if(sections, [](const engine::LogSection &s) { return s.lastLine >= 0; }));
    if (!m_sections || sections.size() != m_sections->size() || closed != m_closedSections) {
        m_sections = std::make_shared<const std::vector<engine::LogSection>>(sections);
        m_closedSections = closed;
        std::vector<qint64> markers;
        for (const engine::LogSection &section : sections) {
            if (section.lastLine < 0)
                continue;
            const std::vector<QByteArray> line = m_index.readLines(section.lastLine, 1, LongestLine);
            if (!line.empty() && engine::ansiLine(line.front()).onlyMarkers)
                markers.push_back(section.lastLine);
        }
        std::ranges::sort(markers);
        m_markerLines = std::make_shared<const std::vector<qint64>>(std::move(markers));
    }
    snapshot.sections = m_sections;
    snapshot.markerLines = m_markerLines;
}

LogLine LogReader::parse(const QByteArray &bytes, engine::TextStyle &style) const
{
    LogLine line;
    line.content = engine::ansiLine(bytes, style);
    line.cut = bytes.size() >= LongestLine;
    style = line.content.endStyle;
    return line;
}

void LogReader::readWindow(const Request &request, LogSnapshot &snapshot)
{
    std::vector<FoldedRows::Range> ranges = request.ranges;
    if (request.tail > 0)
        ranges.push_back({std::max<qint64>(0, snapshot.lineCount - request.tail), snapshot.lineCount});
    for (const FoldedRows::Range &range : ranges) {
        const qint64 from = std::max<qint64>(0, range.begin - StyleReach);
        qint64 number = from;
        engine::TextStyle style;
        for (const QByteArray &bytes : m_index.readLines(from, range.end - from, LongestLine)) {
            LogLine line = parse(bytes, style);
            if (number >= range.begin)
                snapshot.lines.insert_or_assign(number, std::move(line));
            ++number;
        }
    }
}

bool LogReader::searchOn(const QByteArray &needle, bool unfinished)
{
    if (needle != m_needle) {
        m_needle = needle;
        m_searchedTo = 0;
        m_matches.clear();
        m_sharedMatches = std::make_shared<const std::vector<qint64>>();
    }
    // The last line may still be growing: it is searched again when there is another behind it.
    const qint64 end = m_index.lineCount();
    if (needle.isEmpty() || m_searchedTo >= end || m_matches.size() >= MostMatches)
        return false;
    const bool matchCase = hasCapitals(needle);
    const std::size_t before = m_matches.size();
    const std::vector<QByteArray> lines = m_index.readLines(m_searchedTo, SearchSlice, LongestLine);
    for (const QByteArray &line : lines) {
        const bool isKnown = !m_matches.empty() && m_matches.back() == m_searchedTo;
        if (!isKnown && m_matches.size() < MostMatches && contains(line, needle, matchCase))
            m_matches.push_back(m_searchedTo);
        ++m_searchedTo;
    }
    if (m_matches.size() != before)
        m_sharedMatches = std::make_shared<const std::vector<qint64>>(m_matches);
    if (m_searchedTo >= end && !unfinished)
        m_searchedTo = std::max<qint64>(0, end - 1);
    const bool readAll = lines.empty() || m_searchedTo >= end - 1;
    return !readAll;
}

void LogReader::publish(LogSnapshot snapshot)
{
    const std::scoped_lock lock(m_mutex);
    const bool isWaiting = m_latest.has_value(); // the view has been told and has not come yet
    m_latest = std::move(snapshot);
    if (m_context && !isWaiting)
        QMetaObject::invokeMethod(m_context, m_changed, Qt::QueuedConnection);
}

void LogReader::answer(std::function<void()> call)
{
    const std::scoped_lock lock(m_mutex);
    if (m_context)
        QMetaObject::invokeMethod(m_context, std::move(call), Qt::QueuedConnection);
}

} // namespace stagecraft::ui

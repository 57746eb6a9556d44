// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// LogReader: the part of a log view that touches the file: index, lines, search, first error, text for the clipboard. It
// works in slices on a pool of its own; the view asks and takes the newest answer, and neither ever waits for the other.
//
// Thread: made and used in the GUI thread; shared, because a slice that is under way keeps it alive.
#pragma once

#include "core/engine/ansi_text.h"
#include "core/engine/log_index.h"
#include "ui/log/folded_rows.h"

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

class QObject;

namespace stagecraft::ui {

struct LogLine {
    engine::AnsiLine content;
    bool cut = false; ///< the line is longer than what is shown of it
};

/// What is known about the log now. Later snapshots replace earlier ones.
struct LogSnapshot {
    qint64 lineCount = 0;
    qint64 size = 0;
    bool complete = false; ///< everything that is in the file has been indexed
    std::shared_ptr<const std::vector<engine::LogSection>> sections;
    std::shared_ptr<const std::vector<qint64>> markerLines; ///< lines that hold nothing but section markers
    std::map<qint64, LogLine> lines; ///< those that were asked for, and the last ones when following

    QByteArray needle;               ///< what `matches` belongs to
    std::shared_ptr<const std::vector<qint64>> matches; ///< lines, ascending
    bool searching = false;
};

class LogReader : public std::enable_shared_from_this<LogReader>
{
public:
    static constexpr std::size_t MostMatches = 10000;
    static constexpr qsizetype LongestLine = 8192;   ///< bytes of a line that are shown
    static constexpr qsizetype LongestCopy = 64 * 1024 * 1024;

    /// `changed` is called in `context`'s thread when there is a new snapshot to take.
    LogReader(const QString &file, QObject *context, std::function<void()> changed);
    /// No calls any more; `context` may go.
    void detach();

    /// The newest snapshot, once.
    std::optional<LogSnapshot> take();

    void grew();
    /// Which lines the next snapshots hold; `tail` more from the end.
    void setWindow(std::vector<FoldedRows::Range> ranges, qint64 tail);
    /// Case does not matter for ASCII letters unless the needle has capital ones. Empty: ends the search.
    void search(const QByteArray &needle);
    /// The first line that looks like an error; -1 for none. Searches what is in the file now.
    void findFirstError(std::function<void(qint64 line)> found);
    /// The text of [firstLine, lastLine] without escape sequences, cut at the columns; at most LongestCopy bytes.
    void readText(qint64 firstLine, int firstColumn, qint64 lastLine, int lastColumn,
                  std::function<void(const QString &text)> read);

private:
    struct Request {
        std::vector<FoldedRows::Range> ranges;
        qint64 tail = 0;
        QByteArray needle;
        std::vector<std::function<void()>> tasks; ///< run on the pool
    };

    void wake(); ///< with m_mutex held
    void run();
    bool work(); ///< one slice; true when there is more to do
    void readWindow(const Request &request, LogSnapshot &snapshot);
    void noteSections(LogSnapshot &snapshot);
    bool searchOn(const QByteArray &needle, bool unfinished);
    void publish(LogSnapshot snapshot);
    void answer(std::function<void()> call);
    LogLine parse(const QByteArray &bytes, engine::TextStyle &style) const;

    // Used on the pool only.
    engine::LogIndex m_index;
    std::shared_ptr<const std::vector<engine::LogSection>> m_sections;
    std::shared_ptr<const std::vector<qint64>> m_markerLines;
    std::size_t m_closedSections = 0;
    QByteArray m_needle;
    qint64 m_searchedTo = 0;
    std::vector<qint64> m_matches;
    std::shared_ptr<const std::vector<qint64>> m_sharedMatches;

    std::mutex m_mutex; ///< guards what is below; held for moments only
    Request m_request;
    bool m_running = false;
    bool m_again = false;
    QObject *m_context;
    std::function<void()> m_changed;
    std::optional<LogSnapshot> m_latest;
};

} // namespace stagecraft::ui

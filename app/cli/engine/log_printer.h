// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Prints the jobs' logs while they grow, a line at a time, each behind its job's name. Reads the (masked) log files, so
// nothing is shown that is not on the disk. Same thread as the run.
#pragma once

#include "app/cli/command.h"
#include "core/engine/run_event.h"

#include <map>
#include <string>
#include <vector>

namespace stagecraft::cli {

class LogPrinter
{
public:
    explicit LogPrinter(Terminal &terminal) : m_terminal(terminal) {}

    void setJobs(const std::vector<engine::JobState> &jobs);
    /// Prints what has been added to the job's log and ends with a line feed.
    void follow(const engine::JobState &job);
    /// Prints an unfinished last line too.
    void finish(const engine::JobState &job);
    void note(const std::string &job, const QString &sentence);

private:
    struct Progress {
        QString file;
        qint64 offset = 0;
        QByteArray unfinishedLine;
    };
    void add(const engine::JobState &job);
    void addLine(const std::string &job, QByteArrayView line);
    void addPrefixed(const std::string &job, const QByteArray &text);
    QByteArray prefixOf(const std::string &job) const;
    void print();

    Terminal &m_terminal;
    std::map<std::string, Progress> m_progress;
    std::map<std::string, int> m_colour;
    std::map<std::string, QByteArray> m_prefixes; ///< of the jobs that have printed something
    QByteArray m_text;                            ///< to be printed at once
    qsizetype m_width = 0;
};

} // namespace stagecraft::cli

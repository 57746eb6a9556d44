// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/log_printer.h"

#include "app/cli/terminal_text.h"
#include "app/cli/text_columns.h"
#include "core/engine/ansi_text.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace stagecraft::cli {

namespace {

constexpr qint64 chunkSize = qint64(256) * 1024;
/// A longer line is printed in pieces, so that a log without line feeds needs no memory.
constexpr qsizetype maximumLine = qsizetype(64) * 1024;
constexpr std::array jobColours = {36, 33, 35, 32, 34, 96, 93, 95};
constexpr qsizetype maximumNameWidth = 24;

} // namespace

void LogPrinter::setJobs(const std::vector<engine::JobState> &jobs)
{
    int next = 0;
    for (const engine::JobState &job : jobs) {
        m_width = std::max(m_width,
                           std::min(columnsOf(engine::visibleText(QString::fromStdString(job.name))), maximumNameWidth));
        m_colour[job.name] = jobColours[static_cast<std::size_t>(next++) % jobColours.size()];
    }
    m_prefixes.clear();
}

void LogPrinter::follow(const engine::JobState &job)
{
    add(job);
    print();
}

void LogPrinter::add(const engine::JobState &job)
{
    if (job.logFile.isEmpty())
        return;
    Progress &progress = m_progress[job.name];
    if (progress.file != job.logFile)
        progress = {.file = job.logFile, .offset = 0, .unfinishedLine = {}};
    QFile file(job.logFile);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(progress.offset))
        return;
    while (true) {
        const QByteArray chunk = file.read(chunkSize);
        if (chunk.isEmpty())
            return;
        progress.offset += chunk.size();
        qsizetype begin = 0;
        for (qsizetype end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', begin)) {
            progress.unfinishedLine.append(QByteArrayView(chunk).sliced(begin, end - begin));
            addLine(job.name, progress.unfinishedLine);
            progress.unfinishedLine.clear();
            begin = end + 1;
        }
        progress.unfinishedLine.append(QByteArrayView(chunk).sliced(begin));
        if (progress.unfinishedLine.size() > maximumLine) {
            addLine(job.name, progress.unfinishedLine);
            progress.unfinishedLine.clear();
        }
        print();
    }
}

void LogPrinter::finish(const engine::JobState &job)
{
    add(job);
    Progress &progress = m_progress[job.name];
    if (!progress.unfinishedLine.isEmpty())
        addLine(job.name, progress.unfinishedLine);
    progress.unfinishedLine.clear();
    print();
}

void LogPrinter::note(const std::string &job, const QString &sentence)
{
    addPrefixed(job, engine::visibleText(sentence).toUtf8());
    print();
}

void LogPrinter::addLine(const std::string &job, QByteArrayView line)
{
    const QByteArray shown = terminalLine(line, m_terminal.colours());
    if (!shown.isNull())
        addPrefixed(job, shown);
}

void LogPrinter::addPrefixed(const std::string &job, const QByteArray &text)
{
    QByteArray &prefix = m_prefixes[job];
    if (prefix.isEmpty())
        prefix = prefixOf(job);
    m_text.append(prefix).append(text).append('\n');
}

QByteArray LogPrinter::prefixOf(const std::string &job) const
{
    const QString name = engine::visibleText(QString::fromStdString(job)).replace(u'\n', u' ');
    const QByteArray shown = padded(shortened(name, m_width), m_width).toUtf8();
    if (!m_terminal.colours())
        return shown + " | ";
    const auto colour = m_colour.find(job);
    return "\x1b[" + QByteArray::number(colour == m_colour.end() ? 0 : colour->second) + 'm' + shown + "\x1b[0m | ";
}

void LogPrinter::print()
{
    if (!m_text.isEmpty())
        m_terminal.print(m_text);
    m_text.clear();
}

} // namespace stagecraft::cli

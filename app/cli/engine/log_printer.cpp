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
}

void LogPrinter::follow(const engine::JobState &job)
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
            printLine(job.name, progress.unfinishedLine);
            progress.unfinishedLine.clear();
            begin = end + 1;
        }
        progress.unfinishedLine.append(QByteArrayView(chunk).sliced(begin));
        if (progress.unfinishedLine.size() > maximumLine) {
            printLine(job.name, progress.unfinishedLine);
            progress.unfinishedLine.clear();
        }
    }
}

void LogPrinter::finish(const engine::JobState &job)
{
    follow(job);
    Progress &progress = m_progress[job.name];
    if (!progress.unfinishedLine.isEmpty())
        printLine(job.name, progress.unfinishedLine);
    progress.unfinishedLine.clear();
}

void LogPrinter::note(const std::string &job, const QString &sentence)
{
    printPrefixed(job, engine::visibleText(sentence).toUtf8());
}

void LogPrinter::printLine(const std::string &job, QByteArrayView line)
{
    const QByteArray shown = terminalLine(line, m_terminal.colours());
    if (!shown.isNull())
        printPrefixed(job, shown);
}

void LogPrinter::printPrefixed(const std::string &job, const QByteArray &text)
{
    const QString name = engine::visibleText(QString::fromStdString(job)).replace(u'\n', u' ');
    QByteArray prefix = padded(shortened(name, m_width), m_width).toUtf8();
    if (m_terminal.colours())
        prefix = "\x1b[" + QByteArray::number(m_colour[job]) + 'm' + prefix + "\x1b[0m";
    m_terminal.print(QByteArray(prefix + " | " + text + "\n"));
}

} // namespace stagecraft::cli

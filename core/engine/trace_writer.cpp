// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/trace_writer.h"

#include <QCoreApplication>
#include <QDateTime>

namespace stagecraft::engine {

namespace {

const QByteArray eraseLine = QByteArrayLiteral("\x1b[0K");
const QByteArray reset = QByteArrayLiteral("\x1b[0;m");
const QByteArray boldGreen = QByteArrayLiteral("\x1b[32;1m");
const QByteArray boldRed = QByteArrayLiteral("\x1b[31;1m");
const QByteArray boldCyan = QByteArrayLiteral("\x1b[36;1m");
const QByteArray yellow = QByteArrayLiteral("\x1b[0;33m");

QByteArray marker(const QByteArray &kind, const QByteArray &section)
{
    return kind + ':' + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + ':' + section + '\r' + eraseLine;
}

} // namespace

TraceWriter::TraceWriter(Sink sink)
    : m_sink(std::move(sink))
{
}

void TraceWriter::header(const QString &runnerName)
{
    line(QStringLiteral("Running with stagecraft %1").arg(QCoreApplication::applicationVersion()).trimmed());
    line(QStringLiteral("  on %1").arg(runnerName));
}

void TraceWriter::notes(const std::vector<std::string> &lines)
{
    for (const std::string &note : lines)
        line(QString::fromStdString(note));
}

void TraceWriter::prepareExecutor(const QString &executorName)
{
    beginSection("prepare_executor", QStringLiteral("Preparing the \"%1\" executor").arg(executorName));
}

void TraceWriter::prepareEnvironment()
{
    beginSection("prepare_script", QStringLiteral("Preparing environment"));
}

void TraceWriter::getSources()
{
    beginSection("get_sources", QStringLiteral("Getting source from Git repository"));
}

void TraceWriter::stepScript()
{
    beginSection("step_script", QStringLiteral("Executing \"step_script\" stage of the job script"));
}

void TraceWriter::afterScript()
{
    beginSection("after_script", QStringLiteral("Running after_script"));
}

void TraceWriter::cleanup()
{
    beginSection("cleanup_file_variables", QStringLiteral("Cleaning up project directory and file based variables"));
}

void TraceWriter::beginSection(const QByteArray &name, const QString &title)
{
    endSection();
    m_section = name;
    m_sink(marker("section_start", name) + eraseLine + boldCyan + title.toUtf8() + reset + '\n');
}

void TraceWriter::section(const QByteArray &name, const QString &title)
{
    if (name != m_section)
        beginSection(name, title);
}

void TraceWriter::paused()
{
    write(yellow,
          QCoreApplication::translate(
              "stagecraft", "Local run: the script has failed, and the job is paused until somebody continues it"));
}

void TraceWriter::endSection()
{
    if (m_section.isEmpty())
        return;
    m_sink(marker("section_end", m_section) + '\n');
    m_section.clear();
}

void TraceWriter::line(const QString &text)
{
    write(eraseLine, text);
}

void TraceWriter::info(const QString &text)
{
    write(boldGreen, text);
}

void TraceWriter::caution(const QString &text)
{
    write(yellow, text);
}

void TraceWriter::warning(const QString &text)
{
    write(yellow, QStringLiteral("WARNING: ") + text);
}

void TraceWriter::error(const QString &text)
{
    write(boldRed, QStringLiteral("ERROR: ") + text);
}

void TraceWriter::jobFinished(const JobOutcome &outcome)
{
    endSection();
    switch (outcome.status) {
    case JobStatus::Success:
        info(QStringLiteral("Job succeeded"));
        break;
    case JobStatus::Canceled:
        error(QStringLiteral("Job failed: canceled"));
        break;
    default:
        if (outcome.failureReason == FailureReason::RunnerSystemFailure)
            error(QStringLiteral("Job failed (system failure): %1").arg(outcome.message));
        else
            error(QStringLiteral("Job failed: %1").arg(outcome.message));
    }
}

void TraceWriter::write(const QByteArray &color, const QString &text)
{
    m_sink(color + text.toUtf8() + reset + '\n');
}

QString durationText(qint64 seconds)
{
    const qint64 hours = seconds / 3600;
    const qint64 minutes = seconds / 60 % 60;
    QString text;
    if (hours > 0)
        text += QStringLiteral("%1h").arg(hours);
    if (hours > 0 || minutes > 0)
        text += QStringLiteral("%1m").arg(minutes);
    return text + QStringLiteral("%1s").arg(seconds % 60);
}

QString timeoutMessage(int timeoutSeconds)
{
    return QStringLiteral("execution took longer than %1 seconds").arg(durationText(timeoutSeconds));
}

} // namespace stagecraft::engine

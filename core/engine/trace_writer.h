// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TraceWriter: the frame that gitlab-runner puts around the output of a job: header, sections, notices, last line. Every
// executor writes its frame with it, so that logs look alike wherever a job ran. Source: gitlab-runner reference, 3.1, 6.4.
//
// Owned by one attempt; used in its thread. Writes nothing by itself: bytes go to the sink in order.
#pragma once

#include "core/engine/executor.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace stagecraft::engine {

class TraceWriter
{
public:
    using Sink = std::function<void(const QByteArray &bytes)>;
    explicit TraceWriter(Sink sink);

    /// "Running with stagecraft 0.1.0 / on <runner name>".
    void header(const QString &runnerName);
    /// Lines of a plan about what is not run locally.
    void notes(const std::vector<std::string> &lines);

    /// The runner's stages; a stage that begins ends the one before it.
    void prepareExecutor(const QString &executorName); ///< Preparing the "shell" executor
    void prepareEnvironment();                         ///< Preparing environment
    void getSources();                                 ///< Getting source from Git repository
    void stepScript();                                 ///< Executing "step_script" stage of the job script
    void afterScript();                                ///< Running after_script
    void cleanup();                                    ///< Cleaning up project directory and file based variables
    void beginSection(const QByteArray &name, const QString &title);
    void section(const QByteArray &name, const QString &title); ///< begins it unless it is open already
    void paused();                                              ///< the job waits after its failed script
    void endSection();                                          ///< nothing happens when none is open

    void line(const QString &text);
    void info(const QString &text);
    void caution(const QString &text); ///< yellow
    void warning(const QString &text); ///< yellow: "WARNING: …"
    void error(const QString &text);   ///< "ERROR: …"

    /// Ends the open section and writes the last line: "Job succeeded", "ERROR: Job failed: <message>" …
    void jobFinished(const JobOutcome &outcome);

private:
    void write(const QByteArray &color, const QString &text);

    Sink m_sink;
    QByteArray m_section;
};

/// Go's way to write durations, which the runner uses in messages: 3600 is "1h0m0s", 90 "1m30s".
QString durationText(qint64 seconds);
/// The runner's message of a job timeout: "execution took longer than 1h0m0s seconds".
QString timeoutMessage(int timeoutSeconds);

} // namespace stagecraft::engine

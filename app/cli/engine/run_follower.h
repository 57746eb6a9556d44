// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Follows one run on the terminal from its start to the summary and the report. Main thread.
#pragma once

#include "app/cli/engine/log_printer.h"
#include "core/engine/run.h"
#include "core/project/run_request.h"

#include <QObject>
#include <QString>

#include <vector>

namespace stagecraft::cli {

class RunFollower : public QObject
{
    Q_OBJECT
public:
    RunFollower(const project::RunRequest &request, const QString &reportFile, Terminal &terminal);

    void start();
    /// Asked twice: everything is ended at once, without grace and after_script.
    void cancel();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void onEvent(const engine::RunEvent &event);
    void onJobChanged(const engine::JobState &state);
    void onFinished(engine::JobStatus status);
    void printSummary(engine::JobStatus status);
    engine::JobState *find(const std::string &name);

    Terminal &m_terminal;
    LogPrinter m_printer;
    QString m_reportFile;
    std::vector<std::string> m_notes; ///< what is not run locally
    engine::Run m_run;
    std::vector<engine::JobState> m_jobs;
    bool m_cancelled = false;
    bool m_finished = false;
};

} // namespace stagecraft::cli

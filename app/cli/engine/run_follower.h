// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Follows one run on the terminal from its start to the summary and the report. Main thread.
#pragma once

#include "app/cli/engine/log_printer.h"
#include "app/cli/engine/paused_shell.h"
#include "app/cli/engine/terminal_question.h"
#include "core/engine/run.h"
#include "core/project/run_request.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <deque>
#include <memory>
#include <vector>

namespace stagecraft::cli {

struct FollowOptions {
    QString reportFile;
    bool playAll = false; ///< manual jobs start when their turn comes; guarded ones never do
    QStringList play;     ///< the same for these
    bool asks = false;    ///< manual_confirmation; else the question is printed, and to play the job was the answer
};

class RunFollower : public QObject
{
    Q_OBJECT
public:
    RunFollower(const project::RunRequest &request, FollowOptions options, Terminal &terminal);

    void start();
    /// Asked twice: everything is ended at once, without grace and after_script.
    void cancel();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void take(const engine::RunEvent &event);
    void onEvent(const engine::RunEvent &event);
    void goOn();
    void openShell(const engine::JobState &state);
    void ask(const engine::JobState &state);
    void play(const QString &name);
    void onJobChanged(const engine::JobState &state);
    void onFinished(const engine::RunFinished &ended);
    void printSummary(const engine::RunFinished &ended);
    void playIfAsked(const engine::JobState &state);
    QString waitingText() const;
    engine::JobState *find(const std::string &name);

    Terminal &m_terminal;
    LogPrinter m_printer;
    FollowOptions m_options;
    std::vector<std::string> m_notes; ///< what is not run locally
    engine::Run m_run;
    std::vector<engine::JobState> m_jobs;
    std::unique_ptr<PausedShell> m_shell;         ///< somebody works in it
    std::unique_ptr<TerminalQuestion> m_question; ///< waits for its answer
    std::deque<engine::RunEvent> m_held;          ///< meanwhile: what would be printed between
    int m_plays = 0;                              ///< manual jobs that are about to start
    bool m_cancelled = false;
    bool m_finished = false;
};

} // namespace stagecraft::cli

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/run_commands.h"

#include "core/project/run_wish.h"
#include "ui/run/run_controller.h"
#include "ui/session/session.h"

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

RunCommands::RunCommands(Session *session, RunController *runs, CommandSet *commands, QObject *parent)
    : QObject(parent), m_session(session), m_runs(runs), m_commands(commands)
{
    connect(commands->action("run.pipeline"_L1), &QAction::triggered, runs, &RunController::runPipeline);
    connect(commands->action("run.again"_L1), &QAction::triggered, runs, &RunController::runAgain);
    connect(commands->action("run.stop"_L1), &QAction::triggered, runs, &RunController::cancel);
    QAction *pause = commands->action("run.pauseOnFailure"_L1);
    pause->setCheckable(true);
    pause->setIconVisibleInMenu(false); // in the place of the check mark
    pause->setChecked(runs->pausesOnFailure());
    connect(pause, &QAction::toggled, runs, &RunController::setPausesOnFailure);
    on("run.selected"_L1, &RunCommands::wishForJobs);
    on("run.withNeeds"_L1, &RunCommands::wishWithNeeds);
    on("run.from"_L1, &RunCommands::wishFromHere);
    on("run.stage"_L1, &RunCommands::wishForStages);
    on("run.failed"_L1, &RunCommands::wishForFailed);
    for (const auto changed : {&Session::opened, &Session::selectionChanged, &Session::analysisChanged})
        connect(session, changed, this, &RunCommands::refresh);
    for (const auto changed : {&RunController::stateChanged, &RunController::historyChanged})
        connect(runs, changed, this, &RunCommands::refresh);
    refresh();
}

void RunCommands::on(QLatin1StringView id, project::RunWish (RunCommands::*wish)() const)
{
    connect(m_commands->action(id), &QAction::triggered, this, [this, wish] { m_runs->run((this->*wish)()); });
}

project::RunWish RunCommands::wishForJobs() const
{
    return {.jobs = {.jobs = selectedJobs()}};
}

project::RunWish RunCommands::wishWithNeeds() const
{
    return {.jobs = {.jobs = selectedJobs(), .withNeeds = true}};
}

project::RunWish RunCommands::wishFromHere() const
{
    return {.jobs = {.from = selectedJobs()}};
}

project::RunWish RunCommands::wishForStages() const
{
    return {.jobs = {.stages = selectedStages()}};
}

project::RunWish RunCommands::wishForFailed() const
{
    return {.failed = true};
}

QStringList RunCommands::selectedJobs() const
{
    QStringList jobs(m_session->selection().jobs.begin(), m_session->selection().jobs.end());
    jobs.sort();
    return jobs;
}

/// The selected one, or those of the selected jobs.
QStringList RunCommands::selectedStages() const
{
    if (!m_session->selection().stage.isEmpty())
        return {m_session->selection().stage};
    QStringList stages;
    for (const QString &job : m_session->selection().jobs) {
        if (const QString stage = m_stages.value(job); !stage.isEmpty() && !stages.contains(stage))
            stages += stage;
    }
    return stages;
}

void RunCommands::learnPipeline()
{
    const auto analysis = m_session->analysis();
    if (analysis == m_analysis)
        return;
    m_analysis = analysis;
    m_stages.clear();
    const Result<> created = project::checkCreated(*analysis);
    m_problem = created ? QString() : describe(created.error());
    for (const expand::SelectedJob &selected : analysis->selection.jobs) {
        if (!selected.included)
            continue;
        const expand::EffectiveJob &job = analysis->effective.jobs[selected.job];
        m_stages.insert(QString::fromStdString(job.sourceName), QString::fromStdString(job.stage));
    }
}

void RunCommands::refresh()
{
    learnPipeline();
    const Selection &selection = m_session->selection();
    const bool isOpen = !m_session->root().isEmpty();
    const QString never = !isOpen               ? tr("Open a repository first.")
                          : m_runs->isRunning() ? tr("A run is under way. Stop it, or let it end, first.")
                                                : QString();
    const QString pipeline = never.isEmpty() ? m_problem : never;

    QString jobs = pipeline;
    if (jobs.isEmpty() && selection.jobs.isEmpty())
        jobs = tr("Select one job or more first.");
    if (jobs.isEmpty()) {
        const auto missing = std::ranges::find_if(selection.jobs,
                                                  [this](const QString &job) { return !m_stages.contains(job); });
        if (missing != selection.jobs.end())
            jobs = tr("%1 is not in the pipeline for this ref and event.").arg(*missing);
    }
    QString stage = pipeline;
    if (stage.isEmpty() && selection.stage.isEmpty() && selection.jobs.isEmpty())
        stage = tr("Select a stage, or a job of it, first.");
    else if (stage.isEmpty() && selection.stage.isEmpty())
        stage = jobs;
    else if (stage.isEmpty() && !std::ranges::contains(m_stages, selection.stage))
        stage = tr("The pipeline for this ref and event has no job in the stage %1.").arg(selection.stage);

    const std::optional<int> failures = m_runs->failedLastTime();
    QString failed = pipeline;
    if (failed.isEmpty() && !failures)
        failed = tr("No run of this project was kept.");
    else if (failed.isEmpty() && *failures == 0)
        failed = tr("No job has failed in the last run.");

    allow("run.pipeline"_L1, never);
    allow("run.selected"_L1, jobs);
    allow("run.withNeeds"_L1, jobs);
    allow("run.from"_L1, jobs);
    allow("run.stage"_L1, stage);
    allow("run.failed"_L1, failed);
    allow("run.again"_L1,
          never.isEmpty() && !m_runs->lastWish() ? tr("Nothing has run yet since the repository was opened.") : never);
    allow("run.stop"_L1, m_runs->isRunning() ? QString() : tr("Nothing runs."));
}

void RunCommands::allow(QLatin1StringView id, const QString &reasonAgainst)
{
    QAction *action = m_commands->action(id);
    if (!m_toolTips.contains(QString(id)))
        m_toolTips.insert(QString(id), action->toolTip());
    const QString usual = m_toolTips.value(QString(id));
    action->setEnabled(reasonAgainst.isEmpty());
    action->setToolTip(reasonAgainst.isEmpty() ? usual : u"%1\n%2"_s.arg(usual, reasonAgainst));
}

} // namespace stagecraft::ui

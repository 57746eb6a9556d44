// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunCommands: the ways to run a pipeline or a part of it. A command that cannot be given says why in its tool tip. GUI thread;
// what it is given must outlive it.
#pragma once

#include "ui/commands/command_set.h"

#include <QObject>

#include <memory>

namespace stagecraft::project {
struct Analysis;
struct RunWish;
} // namespace stagecraft::project

namespace stagecraft::ui {

class RunController;
class Session;

class RunCommands : public QObject
{
    Q_OBJECT
public:
    RunCommands(Session *session, RunController *runs, CommandSet *commands, QObject *parent = nullptr);

private:
    void on(QLatin1StringView id, project::RunWish (RunCommands::*wish)() const);
    project::RunWish wishForJobs() const;
    project::RunWish wishWithNeeds() const;
    project::RunWish wishFromHere() const;
    project::RunWish wishForStages() const;
    project::RunWish wishForFailed() const;
    QStringList selectedJobs() const;
    QStringList selectedStages() const;

    void refresh();
    /// Enabled when there is no reason against it.
    void allow(QLatin1StringView id, const QString &reasonAgainst);
    void learnPipeline();

    Session *m_session;
    RunController *m_runs;
    CommandSet *m_commands;
    QHash<QString, QString> m_toolTips; ///< of the commands while they can be given

    // Of the newest analysis.
    std::shared_ptr<const project::Analysis> m_analysis;
    QString m_problem;                ///< why there is no pipeline; empty: there is one
    QHash<QString, QString> m_stages; ///< by the key of each job that the pipeline has
};

} // namespace stagecraft::ui

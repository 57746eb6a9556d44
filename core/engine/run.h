// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Run: one pipeline run from a plan to its end. Schedules (stage order and needs, concurrency, retries, manual jobs),
// writes masked logs to disk, keeps the guard process informed and reports everything as RunEvents.
//
// Thread: lives in one thread with an event loop (the engine's; the CLI's main thread); slots may be invoked queued.
// Nothing blocks. Failure: never throws; what goes wrong is an event.
#pragma once

#include "core/base/result.h"
#include "core/engine/run_event.h"
#include "core/plan/job_plan.h"

#include <QByteArrayList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace stagecraft::engine {

/// Which files of the project the jobs get. Made by git::projectFiles(); the working tree is only read.
struct ProjectSource {
    QString root;         ///< of the repository
    QByteArrayList files; ///< relative to root; files, symbolic links and empty directories
};

struct RunOptions {
    ProjectSource source;
    QString stateDirectory;    ///< runs, logs, journals; made with mode 0700. Empty: the user's state directory
    QString dockerHost;        ///< empty: DOCKER_HOST, else the default socket
    QString guardProgram;      ///< path of `stagecraft-guard`; empty: beside the running program
    int cancelGraceSeconds = 5;
    qint64 logQuota = qint64(10) * 1024 * 1024 * 1024; ///< of a longer log, only the beginning and the end are kept
    QStringList onlyJobs;      ///< run just these (their needs are taken as done); empty: the pipeline
};

class Run : public QObject
{
    Q_OBJECT
public:
    Run(plan::RunPlan plan, RunOptions options, QObject *parent = nullptr);
    ~Run() override;

    QString id() const;
    QString directory() const; ///< holds the logs, one file a job

public Q_SLOTS:
    void start();
    void cancel();
    void cancelJob(const QString &name);
    void playManualJob(const QString &name);

Q_SIGNALS:
    void event(const stagecraft::engine::RunEvent &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::engine

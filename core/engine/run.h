// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Run: one pipeline run from a plan to its end, with the pipelines that its trigger jobs start. Schedules (stage order and needs, concurrency, retries, manual jobs),
// writes masked logs to disk, keeps the guard process informed and reports everything as RunEvents.
//
// Thread: lives in one thread with an event loop (the engine's; the CLI's main thread); slots may be invoked queued.
// Nothing blocks. Failure: never throws; what goes wrong is an event.
#pragma once

#include "core/engine/pipeline_maker.h"
#include "core/engine/run_event.h"
#include "core/plan/job_plan.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace stagecraft::engine {

struct RunOptions {
    ProjectSource source;
    QString stateDirectory;    ///< runs, logs, journals; made with mode 0700. Empty: the user's state directory
    QString dockerHost;        ///< empty: DOCKER_HOST, else the default socket
    QString guardProgram;      ///< path of `stagecraft-guard`; empty: beside the running program
    int cancelGraceSeconds = 5;
    qint64 keepBytes = qint64(20) << 30; ///< what logs, artifacts and caches of all runs may take: else the oldest runs go; < 0: no limit
    qint64 logQuota = qint64(10) * 1024 * 1024 * 1024; ///< of a longer log, only the beginning and the end are kept
    int timeoutSeconds = 0; ///< of the whole run; 0: none. Then what runs fails and what waits is canceled
    bool pausesOnFailure =
        false; ///< a job whose script fails stays as it is until resumeJob() or cancelJob(), see JobState::paused
    std::shared_ptr<const PipelineMaker> maker = {}; ///< of the pipelines that trigger jobs start; null: they fail
    QHash<QString, QString> earlierArtifacts = {};   ///< directories, by job: of an earlier run, for jobs that are not in this one
};

class Run : public QObject
{
    Q_OBJECT
public:
    Run(plan::RunPlan plan, RunOptions options, QObject *parent = nullptr);
    ~Run() override;

    QString id() const;
    QString directory() const; ///< holds the logs, one file a job
    QByteArray report() const; ///< of what has happened so far, see report.h

public Q_SLOTS:
    void start();
    void cancel();
    void cancelJob(const QString &name);
    /// A paused job comes to its end.
    void resumeJob(const QString &name);
    void playManualJob(const QString &name);
    /// It is not wanted: it is skipped, and what it held goes on.
    void skipManualJob(const QString &name);

Q_SIGNALS:
    void event(const stagecraft::engine::RunEvent &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::engine

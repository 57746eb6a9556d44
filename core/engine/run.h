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

#include <functional>
#include <memory>

namespace stagecraft::engine {

/// What of the project the jobs get. Made by project::prepareRun(); the working tree is only read. The functions block and
/// run on pool threads.
struct ProjectSource {
    QString root;         ///< of the repository
    QByteArrayList files; ///< relative to root; files, symbolic links and empty directories
    QByteArrayList submodules = {}; ///< directories of submodules, relative to root
    QString commit = {};  ///< CI_COMMIT_SHA
    QString ref = {};     ///< CI_COMMIT_REF_NAME
    bool committedOnly = false; ///< the files are those of the commit: makeRepository() writes them, `files` is not used

    /// How .git comes into the copy.
    struct RepositoryNeeds {
        int depth = 20;          ///< commits of history; 0: all
        bool ownObjects = false; ///< for containers, which do not see the person's repository
        QString packStore = {};  ///< where packs for those are kept from run to run
    };
    /// Makes `directory`/.git; empty: jobs get none.
    std::function<Result<>(const QString &directory, const RepositoryNeeds &needs)> makeRepository = {};
    /// Limits the history of such a .git further.
    std::function<Result<>(const QString &gitDirectory, int depth)> writeHistory = {};
};

struct RunOptions {
    ProjectSource source;
    QString stateDirectory;    ///< runs, logs, journals; made with mode 0700. Empty: the user's state directory
    QString dockerHost;        ///< empty: DOCKER_HOST, else the default socket
    QString guardProgram;      ///< path of `stagecraft-guard`; empty: beside the running program
    int cancelGraceSeconds = 5;
    qint64 keepBytes = qint64(20) << 30; ///< what logs, artifacts and caches of all runs may take: else the oldest runs go; < 0: no limit
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

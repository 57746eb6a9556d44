// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunController: starts and stops local runs of the Session's pipeline and holds the newest state of each job for the views.
// The plan is made on a pool and the run lives in the engine's thread; nothing here blocks. Lives in the GUI thread.
#pragma once

#include "core/engine/run_event.h"
#include "core/project/run_wish.h"
#include "core/runner/run_access.h"
#include "ui/session/session.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace stagecraft::ui {

/// Why there is no run, in the user's words.
struct RunProblem {
    QString what;
    QString why;
    QString whatToDo;
};

/// What a job is busy with before its script runs, e.g. pulling an image.
struct RunProgress {
    QString what;
    double fraction = -1; ///< < 0: unknown
};

class RunController : public QObject
{
    Q_OBJECT
public:
    explicit RunController(Session *session, QObject *parent = nullptr);
    ~RunController() override;

    /// From the request until the run has ended, planning and accessQuestion() included.
    bool isRunning() const;
    bool isAsking() const; ///< accessQuestion() waits for an answer
    /// What was asked for last in this repository; nullopt: nothing yet.
    std::optional<project::RunWish> lastWish() const;
    /// How many jobs have failed in the newest run that was kept, which are not allowed to; nullopt: none was kept, or it is
    /// not known yet. historyChanged() tells.
    std::optional<int> failedLastTime() const;
    /// Of the current run, or of the last one.
    QStringList jobs() const; ///< in the order of the plan
    std::optional<engine::JobState> jobState(const QString &name) const;
    std::optional<RunProgress> progressOf(const QString &name) const;
    std::optional<engine::JobStatus> result() const; ///< of the last run, once it has ended
    std::optional<RunProblem> problem() const;       ///< why the last request led to no run
    QDateTime startedAt() const;
    QDateTime finishedAt() const;
    int concurrency() const;
    bool pausesOnFailure() const; ///< what the next run does; kept in the user's settings
    QStringList pausedJobs() const;
    QStringList notes() const; ///< what the run leaves out, and why

public Q_SLOTS:
    void run(const stagecraft::project::RunWish &wish);
    void runPipeline();
    void runJobs(const QStringList &names);
    void runAgain(); ///< lastWish() once more
    /// The answer to accessQuestion(); that to "no" is cancel(). `remember`: not to be asked again for this.
    void allowAccess(bool remember);
    void cancel();
    /// The runs that were kept may be others than before.
    void lookBack();
    void cancelJob(const QString &name);
    /// A paused job comes to its end.
    void resumeJob(const QString &name);
    void setPausesOnFailure(bool pauses);
    /// Starts a manual job, or asks manualQuestion() first where its manual_confirmation wants that.
    void playManual(const QString &name);
    /// The answer to it was yes.
    void playConfirmed(const QString &name);
    void skipManual(const QString &name);

Q_SIGNALS:
    /// Nobody has yet agreed to what jobs of this repository would get: the run waits for allowAccess() or cancel().
    void accessQuestion(const QList<stagecraft::runner::RunAccess> &access);
    /// To start this job is to be confirmed with playConfirmed().
    void manualQuestion(const QString &name, const QString &question);
    /// failedLastTime() may have changed.
    void historyChanged();
    /// isRunning(), problem() or result() changed.
    void stateChanged();
    void runStarted();
    /// A trigger job has started a pipeline: jobs() has more.
    void jobsAdded();
    void jobStateChanged(const QString &name);
    void jobProgress(const QString &name, const QString &what, double fraction);
    void jobLogGrew(const QString &name, qint64 size);
    void runFinished(stagecraft::engine::JobStatus status);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui

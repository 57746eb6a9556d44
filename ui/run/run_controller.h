// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunController: starts and stops local runs of the Session's pipeline and holds the newest state of each job for the views.
// The plan is made on a pool and the run lives in the engine's thread; nothing here blocks. Lives in the GUI thread.
#pragma once

#include "core/engine/run_event.h"
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

    /// From the request until the run has ended, planning included.
    bool isRunning() const;
    /// Of the current run, or of the last one.
    QStringList jobs() const; ///< in the order of the plan
    std::optional<engine::JobState> jobState(const QString &name) const;
    std::optional<RunProgress> progressOf(const QString &name) const;
    std::optional<engine::JobStatus> result() const; ///< of the last run, once it has ended
    std::optional<RunProblem> problem() const;       ///< why the last request led to no run
    QDateTime startedAt() const;
    QDateTime finishedAt() const;
    int concurrency() const;
    QStringList notes() const; ///< what the run leaves out, and why

public Q_SLOTS:
    void runPipeline();
    void runJobs(const QStringList &names);
    void cancel();
    void cancelJob(const QString &name);
    void playManual(const QString &name);
    void skipManual(const QString &name);

Q_SIGNALS:
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

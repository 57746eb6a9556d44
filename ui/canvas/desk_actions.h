// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DeskActions: what canvas, outline and command palette do to the pipeline of a Session, in one place, so that all mean the same.
// Each is one undo step. Questions are asked without blocking. GUI thread; the Session must outlive it.
#pragma once

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/pipeline_edits.h"
#include "ui/session/session.h"

#include <QObject>

#include <memory>

class QWidget;

namespace stagecraft::ui {

class DeskActions : public QObject
{
    Q_OBJECT
public:
    /// Questions are asked over `window`.
    DeskActions(Session *session, QWidget *window);

    /// Of the Session's newest analysis.
    const CanvasContent &content() const { return *m_content; }
    std::shared_ptr<const CanvasContent> sharedContent() const { return m_content; }

    bool perform(const Recipes &recipes, const QString &title);
    /// A small shell job in the stage, or in the selected one, or in the last; it is selected and offered for renaming.
    void addJob(const QString &stage = {});
    /// The job blocks of the palette: adds a job and sets its fields.
    void addBlock(const QString &block, const std::optional<DropPlace> &place);
    void addStage(const QString &before = {});
    void duplicateJobs(const QStringList &jobs);
    /// Asks first when other jobs need them.
    void deleteJobs(const QStringList &jobs);
    /// Asks first when it holds jobs.
    void deleteStage(const QString &stage);
    void removeNeed(const QString &job, const QString &need);
    void selectJobs(const QStringList &jobs);

Q_SIGNALS:
    void contentChanged();
    /// A job (or stage) was made and its name may be typed now. Emitted once the canvas shows it.
    void namingOffered(const QString &job, const QString &stage);

private:
    void update();
    void offerNaming(const QString &job, const QString &stage);
    QString stageForNewJob(const QString &wanted) const;
    QString newJobName(const QString &wanted);
    void deleteNow(const QStringList &jobs, bool alsoNeeds);

    Session *m_session;
    QWidget *m_window;
    std::shared_ptr<const CanvasContent> m_content;
    QString m_namingJob;
    QString m_namingStage;
    QSet<QString> m_given; ///< names of jobs and stages that were made since the newest content
};

} // namespace stagecraft::ui

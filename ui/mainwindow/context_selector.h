// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ContextSelector: chooses the ref and the event that the pipeline is shown and run for: a tool button with the branches and tags
// of the repository. git is read on a pool. GUI thread; the Session must outlive it.
#pragma once

#include "core/git/repository.h"
#include "core/project/run_request.h"
#include "ui/session/session.h"

#include <QToolButton>

class QActionGroup;
class QMenu;

namespace stagecraft::ui {

/// What starts a pipeline, in the words of the menu. "Tag" is a push of a tag.
enum class PipelineEvent { Push, MergeRequest, Tag, Schedule, Web, Api };

PipelineEvent eventOf(const project::Trigger &trigger);
/// `now` with another event. A merge request or the push of a branch has no tag as its ref, the push of a tag needs one.
project::Trigger withEvent(const project::Trigger &now, PipelineEvent event, const git::RefNames &refs, const QString &branch);
/// `now` with another ref. A tag cannot be in a merge request; a branch is not pushed as a tag.
project::Trigger withRef(const project::Trigger &now, const QString &ref, bool isTag);

class ContextSelector : public QToolButton
{
    Q_OBJECT
public:
    explicit ContextSelector(Session *session, QWidget *parent = nullptr);

public Q_SLOTS:
    void choose(const stagecraft::project::Trigger &trigger);

private:
    void readRefs();
    void rebuild();
    void addEvents();
    void addRefs(QMenu *into, const QStringList &names, bool isTag);
    void askForOther();
    void refresh();
    project::Trigger current() const;

    Session *m_session;
    git::RefNames m_refs;
    quint64 m_serial = 0; ///< of the newest choice; answers to older ones are dropped
};

} // namespace stagecraft::ui

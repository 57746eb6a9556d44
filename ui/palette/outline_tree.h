// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// OutlineTree: stages, their jobs and their needs as a tree: the canvas for those who do not see it or prefer lists, with the same
// selection and the same actions. GUI thread; Session, actions and commands must outlive it.
#pragma once

#include "ui/canvas/desk_actions.h"
#include "ui/commands/command_set.h"

#include <QTreeWidget>

namespace stagecraft::ui {

class OutlineTree : public QTreeWidget
{
    Q_OBJECT
public:
    OutlineTree(Session *session, DeskActions *actions, CommandSet *commands, QWidget *parent = nullptr);

    /// Edits the name of the selected job or stage in place.
    void renameSelected();
    /// The need that is selected, if one is: (job, need).
    std::optional<std::pair<QString, QString>> selectedNeed() const;

Q_SIGNALS:
    void jobActivated(const QString &job);

private:
    void rebuild();
    void takeSelection();
    void giveSelection();
    void renamed(QTreeWidgetItem *item);

    Session *m_session;
    DeskActions *m_actions;
    std::shared_ptr<const CanvasContent> m_shown;
    bool m_isSyncing = false;
};

} // namespace stagecraft::ui

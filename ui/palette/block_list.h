// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// BlockList: the job blocks, to be dragged onto a stage or between two cards; Enter and double-click add one to the selected
// stage. GUI thread; the actions must outlive it.
#pragma once

#include "ui/canvas/desk_actions.h"

#include <QTreeWidget>

namespace stagecraft::ui {

class BlockList : public QTreeWidget
{
    Q_OBJECT
public:
    explicit BlockList(DeskActions *actions, QWidget *parent = nullptr);

protected:
    QMimeData *mimeData(const QList<QTreeWidgetItem *> &items) const override;
    QStringList mimeTypes() const override;
};

} // namespace stagecraft::ui

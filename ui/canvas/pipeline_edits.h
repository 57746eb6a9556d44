// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From gestures to recipes: pure functions of what is on the canvas, so that mouse, keyboard, outline and palette mean the
// same. A recipe list is meant as one undo step.
#pragma once

#include "core/edit/recipe.h"
#include "ui/canvas/canvas_content.h"

#include <QSet>
#include <QStringList>

#include <vector>

namespace stagecraft::ui {

using Recipes = std::vector<edit::Recipe>;

/// Where a card is dropped: in front of the `index`-th card of the column. `exact`: the pointer was between two cards, so
/// the place counts; otherwise only the stage does and the job stays where it is in the file.
struct DropPlace {
    int column = 0;
    int index = 0;
    bool exact = false;
    bool operator==(const DropPlace &) const = default;
};

/// Row of the column at which the job would show when only its stage changed.
int naturalIndex(const CanvasContent &content, const QString &job, int column);
/// Empty when nothing would change.
Recipes moveJobs(const CanvasContent &content, const QStringList &jobs, DropPlace place);
/// The job of this file in front of which a new job must stand to show at this place; nullopt for the end.
std::optional<std::string> anchorAt(const CanvasContent &content, DropPlace place, const QStringList &leaving = {});

/// "name", or "name-2", "name-3" … when there is one already. `taken`: names that the content does not know yet.
QString uniqueJobName(const CanvasContent &content, const QString &wanted, const QSet<QString> &taken = {});
QString uniqueStageName(const CanvasContent &content, const QString &wanted, const QSet<QString> &taken = {});

/// The jobs that need one of these, themselves left out.
QStringList dependentsOf(const CanvasContent &content, const QStringList &jobs);
/// The jobs that `job` could be made to need: of its own or an earlier stage, not needed yet, and no circle comes of it.
QSet<QString> possibleNeedsOf(const CanvasContent &content, const QString &job);
/// The jobs that could be made to need `need`, likewise.
QSet<QString> possibleDependentsOf(const CanvasContent &content, const QString &need);

/// Moves by keyboard: to the previous or next stage, or up and down in its own. Empty at the border.
Recipes moveToNeighbourStage(const CanvasContent &content, const QStringList &jobs, int direction);
Recipes moveInStage(const CanvasContent &content, const QString &job, int direction);
/// Puts the stage in front of the column's stage; the number of columns means the end.
Recipes moveStage(const CanvasContent &content, const QString &stage, int column);

} // namespace stagecraft::ui

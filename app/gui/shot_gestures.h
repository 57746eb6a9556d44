// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a hand does to a window, as events.
#pragma once

#include <QPoint>
#include <QString>
#include <Qt>

class QWidget;

namespace stagecraft::ui {
class CanvasView;
}

namespace stagecraft::gui {

/// Presses the card and moves it over the stage, without letting go.
void dragCard(ui::CanvasView *view, const QString &job, const QString &stage);
void cancelDrag(ui::CanvasView *view);
void openCardMenu(ui::CanvasView *view, const QString &job);
void pressKey(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void typeText(QWidget *widget, const QString &text);
/// Rests the mouse on the widget's place, so that its tool tip comes.
void showToolTip(QWidget *widget, QPoint place);
/// Brings the widget to the front of the tabs that hold it.
void showTabOf(QWidget *page);
void closeDialogs();
void closeMenus();

} // namespace stagecraft::gui

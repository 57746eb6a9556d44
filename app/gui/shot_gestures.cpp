// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/gui/shot_gestures.h"

#include "ui/canvas/canvas_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTabWidget>

namespace stagecraft::gui {

namespace {

void sendMouse(QWidget *widget, QEvent::Type type, QPointF position, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, position, widget->mapToGlobal(position), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

} // namespace

void dragCard(ui::CanvasView *view, const QString &job, const QString &stage)
{
    const ui::CardItem *card = view->canvas().card(job);
    const ui::ColumnItem *column = view->canvas().column(stage);
    if (!card || !column)
        return;
    const QPointF from = view->mapFromScene(card->pos() + QPointF(90, 24));
    const QRectF lane = column->info().rect;
    const QPointF to = view->mapFromScene(QPointF(lane.left() + 110, lane.top() + 48 + 66));
    sendMouse(view->viewport(), QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 10; ++i)
        sendMouse(view->viewport(), QEvent::MouseMove, from + (to - from) * i / 10.0, Qt::NoButton, Qt::LeftButton);
}

void cancelDrag(ui::CanvasView *view)
{
    pressKey(view, Qt::Key_Escape);
}

void openCardMenu(ui::CanvasView *view, const QString &job)
{
    const ui::CardItem *card = view->canvas().card(job);
    if (!card)
        return;
    const QPoint place = view->mapFromScene(card->pos() + QPointF(110, 40));
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, view->viewport()->mapToGlobal(place));
    QApplication::sendEvent(view->viewport(), &event);
}

void pressKey(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    if (!widget)
        return;
    QKeyEvent event(QEvent::KeyPress, key, modifiers);
    QApplication::sendEvent(widget, &event);
}

void typeText(QWidget *widget, const QString &text)
{
    for (const QChar letter : text) {
        QKeyEvent event(QEvent::KeyPress, letter == u'\n' ? Qt::Key_Return : Qt::Key_unknown, Qt::NoModifier, letter);
        QApplication::sendEvent(widget, &event);
    }
}

void showToolTip(QWidget *widget, QPoint place)
{
    QHelpEvent event(QEvent::ToolTip, place, widget->mapToGlobal(place));
    QApplication::sendEvent(widget, &event);
}

void showTabOf(QWidget *page)
{
    for (QWidget *child = page; child; child = child->parentWidget()) {
        QWidget *stack = child->parentWidget();
        auto *tabs = qobject_cast<QTabWidget *>(stack ? stack->parentWidget() : nullptr);
        if (tabs) {
            tabs->setCurrentWidget(child);
            return;
        }
    }
}

void closeDialogs()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(widget))
            dialog->reject();
    }
}

void closeMenus()
{
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
}

} // namespace stagecraft::gui

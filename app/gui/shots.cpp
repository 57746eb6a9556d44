// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/gui/shots.h"

#include "ui/canvas/canvas_panel.h"
#include "ui/commands/command_set.h"
#include "ui/mainwindow/main_window.h"
#include "ui/run/run_controller.h"
#include "ui/runner/mode_switch_dialog.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPixmap>
#include <QScreen>
#include <QTimer>

namespace stagecraft::gui {

using namespace Qt::StringLiterals;

namespace {

void sendMouse(QWidget *widget, QEvent::Type type, QPointF position, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, position, widget->mapToGlobal(position), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

} // namespace

Shots::Shots(ui::MainWindow *window, const QString &directory, QObject *parent)
    : QObject(parent), m_window(window), m_directory(directory)
{
    const auto trigger = [window](QLatin1StringView id) { return [window, id] { window->commands()->action(id)->trigger(); }; };
    const auto closeDialogs = [] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *dialog = qobject_cast<QDialog *>(widget))
                dialog->reject();
        }
    };
    const auto openMode = [window] {
        runner::ModeOptions options = window->session()->mode();
        options.mode = runner::RunnerMode::DockerInDocker;
        ui::openModeSwitch(window->session(), options, window);
    };
    const auto selectFirst = [window] {
        const auto analysis = window->session()->analysis();
        if (!analysis->effective.jobs.empty()) {
            const std::string &name = analysis->effective.jobs.front().sourceName;
            window->session()->setSelection({.jobs = {QString::fromStdString(name)}, .stage = {}});
        }
    };
    m_steps = {
        {trigger("view.fit"_L1), 700, u"canvas"_s},
        {[this] { dragFirstJob(); }, 300, u"drag"_s},
        {[this] { cancelDrag(); }, 300, {}},
        {selectFirst, 300, {}},
        {trigger("view.split"_L1), 700, u"split"_s},
        {openMode, 800, u"mode-switch"_s},
        {closeDialogs, 200, {}},
        {trigger("run.pipeline"_L1), 6000, u"run"_s},
        {trigger("view.themeDark"_L1), 800, u"dark"_s},
        {trigger("run.stop"_L1), 500, {}},
        {trigger("view.themeLight"_L1), 200, {}},
    };
}

void Shots::start()
{
    QDir().mkpath(m_directory);
    // Opening a repository analyses it on a worker; the first picture waits for that.
    QTimer::singleShot(1500, this, [this] { runNext(); });
}

void Shots::runNext()
{
    if (m_next == m_steps.size()) {
        QApplication::quit();
        return;
    }
    const Step &step = m_steps[m_next++];
    step.action();
    QTimer::singleShot(step.settleMilliseconds, this, [this, &step] {
        if (!step.picture.isEmpty())
            save(step.picture);
        runNext();
    });
}

void Shots::save(const QString &name) const
{
    m_window->screen()->grabWindow(0).save(QDir(m_directory).filePath(name + u".png"_s));
}

void Shots::dragFirstJob()
{
    QWidget *viewport = m_window->canvas()->view()->viewport();
    const QGraphicsView *view = m_window->canvas()->view();
    const auto &graph = m_window->session()->analysis()->graph;
    if (graph.cards.empty())
        return;
    const graph::Rect &card = graph.cards.front().rect;
    const QPointF from = view->mapFromScene(card.x + card.width / 2, card.y + card.height / 2);
    const QPointF to = from + QPointF(viewport->width() / 5.0, 40);
    sendMouse(viewport, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 10; ++i)
        sendMouse(viewport, QEvent::MouseMove, from + (to - from) * i / 10.0, Qt::NoButton, Qt::LeftButton);
}

void Shots::cancelDrag()
{
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QApplication::sendEvent(m_window->canvas()->view(), &escape);
}

} // namespace stagecraft::gui

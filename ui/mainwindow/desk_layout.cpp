// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/desk_layout.h"

#include "ui/canvas/canvas_panel.h"
#include "ui/editor/editor_view.h"
#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int layoutVersion = 1; ///< to be raised when a dock comes or goes: older layouts are left alone then

QTabWidget *newTabs()
{
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    return tabs;
}

} // namespace

DeskLayout::DeskLayout(QMainWindow *window, const DeskPanels &panels)
    : QObject(window), m_window(window), m_panels(panels), m_pages(new QStackedWidget), m_split(new QSplitter(Qt::Horizontal)),
      m_texts(newTabs())
{
    // Without icons all three fit into half of the middle.
    m_texts->addTab(panels.pipelineText, u".gitlab-ci.yml"_s);
    m_texts->addTab(panels.configText, u"config.toml"_s);
    m_texts->addTab(panels.merged, tr("Merged"));
    m_split->setObjectName(u"split"_s);
    m_split->addWidget(panels.canvas);
    m_split->addWidget(m_texts);
    m_split->setChildrenCollapsible(false);
    m_split->setSizes({600, 400});
    m_texts->hide();

    auto *desk = new QWidget;
    auto *layout = new QVBoxLayout(desk);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panels.messages);
    layout->addWidget(m_split, 1);
    m_pages->addWidget(panels.start);
    m_pages->addWidget(desk);
    window->setCentralWidget(m_pages);

    QTabWidget *left = newTabs();
    left->addTab(panels.blocks, tr("Blocks"));
    left->addTab(panels.outline, tr("Outline"));
    m_left = addDock(u"left"_s, tr("Blocks and outline"), left, Qt::LeftDockWidgetArea);
    QTabWidget *right = newTabs();
    right->addTab(panels.inspector, tr("Inspector"));
    right->addTab(panels.mode, tr("Runner"));
    m_right = addDock(u"right"_s, tr("Inspector"), right, Qt::RightDockWidgetArea);
    m_runTabs = newTabs();
    m_runTabs->addTab(panels.run, icon(u"timeline"_s, IconTone::Muted), tr("Run"));
    m_runTabs->addTab(panels.history, icon(u"history"_s, IconTone::Muted), tr("History"));
    m_runTabs->addTab(panels.problems, icon(u"problems"_s, IconTone::Muted), tr("Problems"));
    m_runTabs->addTab(panels.events, icon(u"rules"_s, IconTone::Muted), tr("Events"));
    m_bottom = addDock(u"bottom"_s, tr("Run and problems"), m_runTabs, Qt::BottomDockWidgetArea);
    window->resizeDocks({m_left, m_right}, {250, 330}, Qt::Horizontal);
    window->resizeDocks({m_bottom}, {280}, Qt::Vertical);

    m_first = {.docks = window->saveState(layoutVersion), .split = m_split->saveState(), .hasTexts = false};
    m_desk = m_first;
    for (QDockWidget *dock : docks())
        dock->hide();
}

QDockWidget *DeskLayout::addDock(const QString &name, const QString &title, QTabWidget *tabs, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, m_window);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new QWidget(dock)); // the tabs inside say enough
    dock->setWidget(tabs);
    m_window->addDockWidget(area, dock);
    return dock;
}

void DeskLayout::setDesk(bool isDesk)
{
    if (m_isDesk == isDesk)
        return;
    if (!isDesk)
        keepDesk();
    m_isDesk = isDesk;
    m_pages->setCurrentIndex(isDesk ? 1 : 0);
    if (isDesk) {
        placeDesk();
    } else {
        for (QDockWidget *dock : docks())
            dock->hide();
    }
}

void DeskLayout::keepDesk()
{
    m_desk = {.docks = m_window->saveState(layoutVersion), .split = m_split->saveState(), .hasTexts = !m_texts->isHidden()};
}

void DeskLayout::placeDesk()
{
    m_window->restoreState(m_desk.docks, layoutVersion);
    m_split->restoreState(m_desk.split);
    m_texts->setVisible(m_desk.hasTexts);
}

void DeskLayout::bring(QWidget *panel)
{
    QWidget *below = panel;
    for (QWidget *above = panel->parentWidget(); above && above != m_window; above = above->parentWidget()) {
        auto *tabs = qobject_cast<QTabWidget *>(above);
        const int tab = tabs ? tabs->indexOf(below) : -1;
        if (tab >= 0) {
            tabs->setCurrentIndex(tab);
            tabs->show();
        }
        if (auto *dock = qobject_cast<QDockWidget *>(above))
            dock->show();
        // A tab's page lies in a stack inside the tab widget.
        if (!qobject_cast<QStackedWidget *>(above))
            below = above;
    }
}

void DeskLayout::toggleTexts()
{
    m_texts->setVisible(m_texts->isHidden());
}

void DeskLayout::toggleLeft()
{
    m_left->setVisible(m_left->isHidden());
}

void DeskLayout::toggleRight()
{
    m_right->setVisible(m_right->isHidden());
}

void DeskLayout::toggleBottom()
{
    m_bottom->setVisible(m_bottom->isHidden());
}

void DeskLayout::reset()
{
    m_desk = m_first;
    if (m_isDesk)
        placeDesk();
}

void DeskLayout::setProblemCount(int count)
{
    m_runTabs->setTabText(m_runTabs->indexOf(m_panels.problems), count > 0 ? tr("Problems (%1)").arg(count) : tr("Problems"));
}

void DeskLayout::restore()
{
    const QSettings settings;
    m_window->restoreGeometry(settings.value("geometry"_L1).toByteArray());
    if (const QByteArray docks = settings.value("layout"_L1).toByteArray(); !docks.isEmpty())
        m_desk.docks = docks;
    if (const QByteArray split = settings.value("split"_L1).toByteArray(); !split.isEmpty())
        m_desk.split = split;
    m_desk.hasTexts = settings.value("texts"_L1, m_desk.hasTexts).toBool();
}

void DeskLayout::save()
{
    if (m_isDesk)
        keepDesk();
    QSettings settings;
    settings.setValue("geometry"_L1, m_window->saveGeometry());
    settings.setValue("layout"_L1, m_desk.docks);
    settings.setValue("split"_L1, m_desk.split);
    settings.setValue("texts"_L1, m_desk.hasTexts);
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/desk_tool_bar.h"

#include "ui/mainwindow/context_selector.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QDir>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ModeTextsFit = 1240;       ///< in a narrower bar the modes are icons
constexpr int WidestRepositoryName = 180;

} // namespace

DeskToolBar::DeskToolBar(Session *session, CommandSet *commands, QWidget *parent)
    : QToolBar(tr("Tools"), parent), m_session(session), m_commands(commands), m_repository(new QToolButton),
      m_context(new ContextSelector(session, this)), m_modes(new QActionGroup(this))
{
    setObjectName(u"tools"_s);
    setMovable(false);
    setIconSize({size::icon, size::icon});
    setContextMenuPolicy(Qt::PreventContextMenu);
    m_repository->setPopupMode(QToolButton::InstantPopup);
    m_repository->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_repository->setIcon(icon(u"folder"_s));
    m_repository->setMenu(new QMenu(m_repository));
    addWidget(m_repository);
    addWidget(m_context);
    addSeparator();
    addCommands({"edit.undo"_L1, "edit.redo"_L1, "file.save"_L1});
    auto *stretch = new QWidget;
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(stretch);
    addModes();
    addSeparator();
    addRun();
    addSeparator();
    addCommands({"view.split"_L1, "view.blocks"_L1, "view.bottom"_L1, "view.inspector"_L1, "view.palette"_L1});
    addTheme();

    connect(session, &Session::opened, this, &DeskToolBar::refresh);
    connect(session, &Session::modeChanged, this, &DeskToolBar::refresh);
    refresh();
}

void DeskToolBar::addCommands(std::initializer_list<QLatin1StringView> ids)
{
    for (const QLatin1StringView id : ids)
        addAction(m_commands->action(id));
}

void DeskToolBar::addModes()
{
    const std::tuple<runner::RunnerMode, QString, QString> all[] = {
        {runner::RunnerMode::Shell, tr("Shell"), u"terminal"_s},
        {runner::RunnerMode::DockerInDocker, tr("Docker-in-Docker"), u"docker-in-docker"_s},
        {runner::RunnerMode::DockerSocket, tr("Socket"), u"plug"_s}};
    auto *segments = new QFrame;
    segments->setObjectName(u"segments"_s);
    auto *layout = new QHBoxLayout(segments);
    layout->setContentsMargins(space::hair, space::hair, space::hair, space::hair);
    layout->setSpacing(space::hair);
    for (const auto &[mode, text, picture] : all) {
        auto *button = new QToolButton;
        setRole(button, "segment");
        button->setIconSize({size::icon + 4, size::icon});
        QAction *action = m_modes->addAction(icon(picture), text);
        action->setCheckable(true);
        action->setData(static_cast<int>(mode));
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
        m_modeButtons << button;
    }
    addWidget(segments);
    connect(m_modes, &QActionGroup::triggered, this, [this](const QAction *action) {
        const auto mode = static_cast<runner::RunnerMode>(action->data().toInt());
        refresh(); // whoever is asked decides, not the button
        Q_EMIT modeRequested(mode);
    });
}

/// The one button that stands out, and beside it the other ways to run.
void DeskToolBar::addRun()
{
    QAction *action = m_commands->action("run.pipeline"_L1);
    auto *run = new QToolButton;
    run->setText(action->text());
    run->setToolTip(action->toolTip());
    run->setIcon(icon(u"play"_s, IconTone::OnAccent));
    run->setIconSize({size::icon + 4, size::icon});
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    run->setEnabled(action->isEnabled());
    setRole(run, "run");
    auto *more = new QToolButton;
    more->setIcon(icon(u"chevron-down"_s, IconTone::OnAccent));
    more->setToolTip(tr("More ways to run"));
    more->setPopupMode(QToolButton::InstantPopup);
    setRole(more, "runMenu");
    auto *menu = new QMenu(more);
    menu->setToolTipsVisible(true); // they say why an entry is not to be had
    for (const QLatin1StringView id : {"run.pipeline"_L1, "run.again"_L1, "run.failed"_L1})
        menu->addAction(m_commands->action(id));
    menu->addSeparator();
    for (const QLatin1StringView id : {"run.selected"_L1, "run.withNeeds"_L1, "run.from"_L1, "run.stage"_L1})
        menu->addAction(m_commands->action(id));
    menu->addSeparator();
    menu->addAction(m_commands->action("run.pauseOnFailure"_L1));
    menu->addAction(m_commands->action("view.history"_L1));
    more->setMenu(menu);
    connect(run, &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, run, &QWidget::setEnabled);
    connect(action, &QAction::changed, run, [run, action] { run->setToolTip(action->toolTip()); });
    auto *both = new QWidget;
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(run);
    layout->addWidget(more);
    addWidget(both);
    addCommands({"run.stop"_L1});
}

void DeskToolBar::addTheme()
{
    auto *theme = new QToolButton;
    theme->setIcon(icon(u"theme"_s));
    theme->setToolTip(tr("Theme"));
    theme->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(theme);
    for (const QLatin1StringView id : {"view.themeSystem"_L1, "view.themeLight"_L1, "view.themeDark"_L1, "view.themeContrast"_L1})
        menu->addAction(m_commands->action(id));
    theme->setMenu(menu);
    addWidget(theme);
}

void DeskToolBar::setRecent(const QStringList &paths)
{
    QMenu *menu = m_repository->menu();
    menu->clear();
    for (const QLatin1StringView id : {"file.open"_L1, "file.reload"_L1, "file.close"_L1})
        menu->addAction(m_commands->action(id));
    menu->addSeparator();
    menu->addAction(m_commands->action("project.variables"_L1));
    menu->addSeparator();
    for (const QLatin1StringView id : {"includes.fetch"_L1, "includes.refresh"_L1, "includes.keep"_L1, "includes.settings"_L1})
        menu->addAction(m_commands->action(id));
    menu->addSeparator();
    for (const QString &path : paths)
        menu->addAction(icon(u"folder"_s, IconTone::Muted), path, this, [this, path] { Q_EMIT recentRequested(path); });
}

void DeskToolBar::refresh()
{
    const QString name = QDir(m_session->root()).dirName();
    m_repository->setText(m_repository->fontMetrics().elidedText(name, Qt::ElideMiddle, WidestRepositoryName));
    m_repository->setToolTip(QDir::toNativeSeparators(m_session->root()));
    for (QAction *action : m_modes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_session->mode().mode));
}

void DeskToolBar::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    const auto style = width() < ModeTextsFit ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    for (QToolButton *button : std::as_const(m_modeButtons))
        button->setToolButtonStyle(style);
}

} // namespace stagecraft::ui

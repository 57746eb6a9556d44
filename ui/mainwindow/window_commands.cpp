// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/window_commands.h"

#include "ui/canvas/canvas_panel.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/editor_view.h"
#include "ui/mainwindow/desk_layout.h"
#include "ui/mainwindow/document_guard.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/run_commands.h"
#include "ui/palette/outline_tree.h"
#include "ui/run/history_view.h"
#include "ui/run/run_controller.h"
#include "ui/runner/mode_switch_dialog.h"
#include "ui/start/start_flow.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QSettings>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

WindowCommands::WindowCommands(const CommandTargets &targets, QObject *parent) : QObject(parent), m(targets)
{
    m.window->addActions(QList<QAction *>(m.commands->actions().begin(), m.commands->actions().end()));
    for (const QLatin1StringView id : {"job.rename"_L1, "job.duplicate"_L1, "job.delete"_L1})
        m.window->removeAction(m.commands->action(id)); // their keys hold in canvas and outline only
    connectFile();
    connectEdit();
    connectRun();
    connectView();
    for (const auto changed : {&Session::opened, &Session::modifiedChanged, &Session::historyChanged, &Session::selectionChanged})
        connect(m.session, changed, this, &WindowCommands::refresh);
    refresh();
}

void WindowCommands::on(QLatin1StringView id, const std::function<void()> &act)
{
    connect(m.commands->action(id), &QAction::triggered, this, [act] { act(); });
}

void WindowCommands::connectFile()
{
    on("file.open"_L1, [this] { chooseRepository(); });
    on("file.new"_L1, [this] { m.start->chooseStarter(); });
    on("file.save"_L1, [this] { m.guard->save(); });
    on("file.reload"_L1, [this] { m.guard->reload(); });
    on("file.close"_L1, [this] { m.guard->whenSafe([this] { m.session->close(); }); });
    on("file.quit"_L1, [this] { m.window->close(); });
}

void WindowCommands::connectEdit()
{
    on("edit.undo"_L1, [this] { m.session->undo(); });
    on("edit.redo"_L1, [this] { m.session->redo(); });
    on("edit.find"_L1, [this] {
        EditorView *text = m.configText->isVisible() ? m.configText : m.pipelineText;
        m.layout->bring(text);
        text->showFind();
    });
    on("edit.complete"_L1, [this] {
        showText(m.pipelineText);
        m.pipelineText->complete();
    });
    on("edit.fix"_L1, [this] {
        EditorView *text = m.configText->isAncestorOf(m.window->focusWidget()) ? m.configText : m.pipelineText;
        showText(text);
        text->showFixes();
    });
    on("edit.definition"_L1, [this] {
        showText(m.pipelineText);
        m.pipelineText->goToDefinition();
    });
    on("edit.uses"_L1, [this] {
        showText(m.pipelineText);
        m.pipelineText->showUses();
    });
    on("edit.back"_L1, [this] { m.pipelineText->goBack(); });
    on("edit.forward"_L1, [this] { m.pipelineText->goForward(); });
    on("job.add"_L1, [this] { m.actions->addJob(); });
    on("stage.add"_L1, [this] { m.actions->addStage(); });
    on("job.rename"_L1, [this] { renameSelected(); });
    on("job.duplicate"_L1, [this] { m.actions->duplicateJobs(m.canvas->view()->canvas().selectedJobs()); });
    on("job.delete"_L1, [this] { deleteSelected(); });
    on("job.showText"_L1, [this] { showInText(); });
}

void WindowCommands::connectRun()
{
    new RunCommands(m.session, m.runs, m.commands, this);
    on("runner.mode"_L1, [this] { openModeSwitch(m.session, m.session->mode(), m.window); });
}

void WindowCommands::connectView()
{
    on("view.palette"_L1, [this] { goToAnything(); });
    on("view.canvas"_L1, [this] {
        m.canvas->show();
        m.canvas->setFocus();
    });
    on("view.pipelineText"_L1, [this] { showText(m.pipelineText); });
    on("view.configText"_L1, [this] { showText(m.configText); });
    on("view.merged"_L1, [this] {
        m.layout->bring(m.merged);
        m.merged->setFocus();
    });
    on("view.history"_L1, [this] {
        m.layout->bring(m.history);
        m.history->setFocus();
    });
    on("view.split"_L1, [this] { m.layout->toggleTexts(); });
    on("view.blocks"_L1, [this] { m.layout->toggleLeft(); });
    on("view.inspector"_L1, [this] { m.layout->toggleRight(); });
    on("view.bottom"_L1, [this] { m.layout->toggleBottom(); });
    on("view.zoomIn"_L1, [this] { m.canvas->view()->zoomBy(1.2); });
    on("view.zoomOut"_L1, [this] { m.canvas->view()->zoomBy(1 / 1.2); });
    on("view.fit"_L1, [this] { m.canvas->view()->fit(); });
    on("view.resetLayout"_L1, [this] { m.layout->reset(); });
    on("view.themeSystem"_L1, [this] { setTheme(ThemeMode::System); });
    on("view.themeLight"_L1, [this] { setTheme(ThemeMode::Light); });
    on("view.themeDark"_L1, [this] { setTheme(ThemeMode::Dark); });
    on("view.themeContrast"_L1, [this] { setTheme(ThemeMode::HighContrast); });
}

void WindowCommands::refresh()
{
    const auto enable = [this](QLatin1StringView id, bool enabled) { m.commands->action(id)->setEnabled(enabled); };
    const bool isOpen = !m.session->root().isEmpty();
    const bool hasJobs = !m.session->selection().jobs.isEmpty();
    const bool hasSelection = hasJobs || !m.session->selection().stage.isEmpty();
    QAction *undo = m.commands->action("edit.undo"_L1);
    QAction *redo = m.commands->action("edit.redo"_L1);
    undo->setEnabled(m.session->canUndo());
    redo->setEnabled(m.session->canRedo());
    undo->setText(m.session->canUndo() ? tr("Undo: %1").arg(m.session->undoTitle()) : tr("Undo"));
    redo->setText(m.session->canRedo() ? tr("Redo: %1").arg(m.session->redoTitle()) : tr("Redo"));
    enable("job.rename"_L1, hasSelection);
    enable("job.duplicate"_L1, hasJobs);
    enable("job.showText"_L1, hasJobs);
    for (const QLatin1StringView id : {"file.save"_L1, "file.close"_L1, "file.reload"_L1, "job.add"_L1, "stage.add"_L1,
                                       "runner.mode"_L1, "project.variables"_L1, "edit.find"_L1, "edit.complete"_L1, "edit.fix"_L1, "edit.definition"_L1,
                                       "edit.uses"_L1, "edit.back"_L1, "edit.forward"_L1, "view.split"_L1, "view.blocks"_L1, "view.inspector"_L1,
                                       "view.bottom"_L1, "view.canvas"_L1, "view.pipelineText"_L1, "view.configText"_L1,
                                       "view.merged"_L1, "view.history"_L1})
        enable(id, isOpen);
}

void WindowCommands::chooseRepository()
{
    auto *dialog = new QFileDialog(m.window, tr("Open repository"), m.session->root());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m.window, &MainWindow::openRepository);
    dialog->open();
}

void WindowCommands::renameSelected()
{
    const Selection &selection = m.session->selection();
    if (m.outline->hasFocus())
        m.outline->renameSelected();
    else if (selection.jobs.size() == 1)
        m.canvas->view()->renameJob(*selection.jobs.cbegin());
    else if (!selection.stage.isEmpty())
        m.canvas->view()->renameStage(selection.stage);
}

void WindowCommands::deleteSelected()
{
    const auto need = m.outline->hasFocus() ? m.outline->selectedNeed() : std::nullopt;
    const CanvasScene &canvas = m.canvas->view()->canvas();
    if (need)
        m.actions->removeNeed(need->first, need->second);
    else if (const EdgeItem *edge = canvas.selectedEdge())
        m.actions->removeNeed(edge->to(), edge->from());
    else if (!m.session->selection().stage.isEmpty())
        m.actions->deleteStage(m.session->selection().stage);
    else
        m.actions->deleteJobs(canvas.selectedJobs());
}

void WindowCommands::showInText()
{
    const QStringList jobs = m.canvas->view()->canvas().selectedJobs();
    const project::Analysis &analysis = *m.session->analysis();
    const model::SourceJob *job = jobs.isEmpty() ? nullptr : analysis.source.job(jobs.first().toStdString());
    if (!job)
        return;
    m.layout->bring(m.pipelineText);
    m.pipelineText->reveal(analysis.tree.node(job->key).value);
}

void WindowCommands::showText(EditorView *text)
{
    m.layout->bring(text);
    text->setFocus();
}

void WindowCommands::goToAnything()
{
    std::vector<CommandPalette::Entry> entries;
    for (QAction *action : m.commands->actions()) {
        if (action->isEnabled())
            entries.push_back({action->text(), action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                               [action] { action->trigger(); }});
    }
    for (const CardInfo &card : m.actions->content().cards) {
        entries.push_back({card.job, card.stage, icon(u"job"_s), [this, job = card.job] {
                               m.actions->selectJobs({job});
                               m.canvas->view()->ensureJobVisible(job);
                           }});
    }
    m.palette->open(std::move(entries));
}

void WindowCommands::setTheme(ThemeMode mode)
{
    Theme::instance().setMode(mode);
    QSettings().setValue("theme"_L1, toText(mode));
}

} // namespace stagecraft::ui

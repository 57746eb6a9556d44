// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/main_window.h"

#include "ui/canvas/canvas_panel.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/editor_view.h"
#include "ui/editor/source_viewer.h"
#include "ui/events/events_view.h"
#include "ui/includes/include_controller.h"
#include "ui/inspector/inspector.h"
#include "ui/mainwindow/context_selector.h"
#include "ui/mainwindow/desk_layout.h"
#include "ui/mainwindow/desk_tool_bar.h"
#include "ui/mainwindow/document_guard.h"
#include "ui/mainwindow/include_messages.h"
#include "ui/mainwindow/message_bar.h"
#include "ui/mainwindow/recent_files.h"
#include "ui/mainwindow/window_commands.h"
#include "ui/merged/merged_view.h"
#include "ui/palette/block_list.h"
#include "ui/palette/outline_tree.h"
#include "ui/problems/problems_view.h"
#include "ui/run/history_view.h"
#include "ui/run/run_view.h"
#include "ui/runner/access_dialog.h"
#include "ui/runner/mode_panel.h"
#include "ui/runner/mode_switch_dialog.h"
#include "ui/start/start_flow.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/variables/variable_controller.h"
#include "ui/variables/variables_dialog.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

struct MainWindow::Private {
    explicit Private(MainWindow *window) : q(window) {}

    void connectPanels();
    void connectStart();
    void connectStatusBar();
    void connectRun();
    void refresh();
    void reveal(const QString &file, text::TextRange range);
    void openNow(const QString &path);
    void tellFailure(const QString &text);
    void updateRecent();
    void openVariables();

    MainWindow *q;

    // What the panels show. ~MainWindow takes the panels away before these go, in the reverse of this order.
    Session session;
    CommandSet commands;
    DeskActions actions{&session, q};
    RunController runs{&session};
    IncludeController includes{&session};
    VariableController variables{&session};

    // Widgets belong to the window.
    MessageBar *bar = new MessageBar;
    StartFlow *start = new StartFlow(&session, q);
    StartPage *startPage = new StartPage;
    CanvasPanel *canvas = new CanvasPanel(&session, &actions, &commands);
    EditorView *pipelineText = new EditorView(&session, Document::Pipeline);
    EditorView *configText = new EditorView(&session, Document::Config);
    MergedView *merged = new MergedView(&session);
    OutlineTree *outline = new OutlineTree(&session, &actions, &commands);
    Inspector *inspector = new Inspector(&session);
    ModePanel *mode = new ModePanel(&session);
    ProblemsView *problems = new ProblemsView(&session);
    EventsView *events = new EventsView(&session);
    RunView *runView = new RunView(&runs);
    HistoryView *history = new HistoryView(&session, &runs);
    CommandPalette *palette = new CommandPalette(q);
    DeskToolBar *tools = new DeskToolBar(&session, &commands);
    DeskLayout *layout = nullptr;
    DocumentGuard *guard = nullptr;
    std::unique_ptr<IncludeMessages> includeMessages;
    bool isClosing = false;
};

void MainWindow::Private::connectPanels()
{
    const auto show = [this](const QString &file, text::TextRange range) { reveal(file, range); };
    QObject::connect(inspector, &Inspector::revealRequested, q, show);
    QObject::connect(mode, &ModePanel::revealRequested, q, show);
    QObject::connect(merged, &MergedView::revealRequested, q, show);
    QObject::connect(problems, &ProblemsView::activated, q, show);
    QObject::connect(events, &EventsView::eventChosen, tools->contextSelector(), &ContextSelector::choose);
    QObject::connect(canvas, &CanvasPanel::revealRequested, q, [this](text::TextRange range) { reveal({}, range); });
    QObject::connect(canvas, &CanvasPanel::jobActivated, q, [this] { layout->bring(inspector); });
    QObject::connect(outline, &OutlineTree::jobActivated, q, [this] { layout->bring(inspector); });
    QObject::connect(canvas, &CanvasPanel::starterRequested, commands.action("file.new"_L1), &QAction::trigger);
    QObject::connect(tools, &DeskToolBar::recentRequested, q, &MainWindow::openRepository);
    QObject::connect(tools, &DeskToolBar::modeRequested, q, [this](runner::RunnerMode wanted) {
        runner::ModeOptions options = session.mode();
        options.mode = wanted;
        openModeSwitch(&session, options, q);
    });

    QObject::connect(commands.action("project.variables"_L1), &QAction::triggered, q, [this] { openVariables(); });
    QObject::connect(&variables, &VariableController::failed, q,
                     [this](const QString &problem) { bar->show(MessageBar::Kind::Warning, problem); });
    QObject::connect(&session, &Session::opened, q, [this] { refresh(); });
    QObject::connect(&session, &Session::modifiedChanged, q, [this] { refresh(); });
    QObject::connect(&session, &Session::selectionChanged, q, [this] {
        const QSet<QString> &jobs = session.selection().jobs;
        if (jobs.size() == 1 && runs.jobState(*jobs.cbegin()))
            runView->showJob(*jobs.cbegin());
    });
    QObject::connect(&session, &Session::refused, q, [this](const QString &reason, text::TextRange range) {
        MessageBar::Answers answers;
        if (!range.isEmpty())
            answers.emplace_back(tr("Show"), [this, range] { reveal({}, range); });
        bar->show(MessageBar::Kind::Warning, reason, answers);
    });
}

void MainWindow::Private::connectStart()
{
    QObject::connect(startPage, &StartPage::openRequested, commands.action("file.open"_L1), &QAction::trigger);
    QObject::connect(startPage, &StartPage::starterRequested, commands.action("file.new"_L1), &QAction::trigger);
    QObject::connect(startPage, &StartPage::recentRequested, q, &MainWindow::openRepository);
    QObject::connect(startPage, &StartPage::sampleRequested, start, &StartFlow::openSample);
    QObject::connect(start, &StartFlow::openRequested, q, &MainWindow::openRepository);
    QObject::connect(start, &StartFlow::failed, q, [this](const Error &error) { tellFailure(describe(error)); });
    QObject::connect(start, &StartFlow::pipelineFound, q, [this](const Starter &wanted) {
        bar->show(MessageBar::Kind::Note, tr("This folder has a pipeline already, and it is shown as it is."),
                  {{tr("Use the starter instead"), [this, wanted] { applyStarter(&session, wanted); }}});
    });
}

void MainWindow::Private::connectStatusBar()
{
    auto *counts = new QLabel;
    auto *position = new QLabel;
    for (QLabel *label : {counts, position}) {
        setRole(label, "muted");
        label->setContentsMargins(space::s, 0, space::m, 0);
    }
    q->statusBar()->setSizeGripEnabled(false);
    q->statusBar()->addPermanentWidget(counts);
    q->statusBar()->addPermanentWidget(position);
    QObject::connect(problems, &ProblemsView::countsChanged, q, [this, counts](int errors, int warnings, int advice) {
        const QString errorText = errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors);
        const QString warningText = warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings);
        counts->setText(u"%1 · %2"_s.arg(errorText, warningText));
        layout->setProblemCount(errors + warnings + advice);
    });
    for (const EditorView *text : {pipelineText, configText}) {
        QObject::connect(text, &EditorView::caretMoved, q, [position](int line, int column) {
            position->setText(tr("Line %1, column %2").arg(line + 1).arg(column + 1));
        });
    }
}

void MainWindow::Private::connectRun()
{
    QObject::connect(history, &HistoryView::currentRunRequested, q, [this] { layout->bring(runView); });
    QObject::connect(history, &HistoryView::failed, q,
                     [this](const Error &error) { bar->show(MessageBar::Kind::Warning, describe(error)); });
    QObject::connect(&runs, &RunController::accessQuestion, q, [this](const QList<runner::RunAccess> &access) {
        auto *dialog = new AccessDialog(access, q);
        QObject::connect(dialog, &QDialog::accepted, q, [this, dialog] { runs.allowAccess(dialog->isRemembered()); });
        QObject::connect(dialog, &QDialog::rejected, &runs, &RunController::cancel);
        dialog->open();
    });
    QObject::connect(&runs, &RunController::runStarted, q, [this] {
        canvas->clearJobStates();
        layout->bring(runView);
        if (const QStringList notes = runs.notes(); !notes.isEmpty())
            bar->show(MessageBar::Kind::Note, notes.join(u' '));
    });
    QObject::connect(&runs, &RunController::jobStateChanged, q, [this](const QString &name) {
        if (const auto state = runs.jobState(name))
            canvas->setJobState(name, *state);
    });
    QObject::connect(&runs, &RunController::jobProgress, q,
                     [this](const QString &name, const QString &, double fraction) { canvas->setJobProgress(name, fraction); });
    QObject::connect(&runs, &RunController::stateChanged, q, [this] {
        const auto problem = runs.problem();
        if (!problem)
            return;
        bar->show(MessageBar::Kind::Error, QStringList{problem->what, problem->why, problem->whatToDo}.join(u' ').trimmed());
        layout->bring(runView);
    });
}

void MainWindow::Private::refresh()
{
    const bool isOpen = !session.root().isEmpty();
    layout->setDesk(isOpen);
    tools->setVisible(isOpen); // the start page says what can be done
    q->setWindowTitle(isOpen ? tr("%1[*] – Stagecraft").arg(QDir(session.root()).dirName()) : tr("Stagecraft[*]"));
    q->setWindowModified(session.isModified());
}

void MainWindow::Private::reveal(const QString &file, text::TextRange range)
{
    const QString path = QDir::cleanPath(QDir(session.root()).absoluteFilePath(file));
    const bool isConfig = path == session.configFile();
    if (!isConfig && !file.isEmpty() && path != session.pipelineFile()) {
        openSourceViewer(&session, file, range, q);
        return;
    }
    EditorView *text = isConfig ? configText : pipelineText;
    layout->bring(text);
    text->reveal(range);
}

/// Where no desk is open yet, there is no message bar to tell it in.
void MainWindow::Private::tellFailure(const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Stagecraft"), text, QMessageBox::Ok, q);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::Private::openNow(const QString &path)
{
    if (const Result<> opened = session.open(path); !opened) {
        tellFailure(describe(opened.error()));
        return;
    }
    addRecentPath(QFileInfo(path).isDir() ? session.root() : session.pipelineFile());
    updateRecent();
    guard->offerRecovery();
    canvas->setFocus();
}

void MainWindow::Private::updateRecent()
{
    tools->setRecent(recentPaths());
    startPage->setRecent(recentPaths());
}

void MainWindow::Private::openVariables()
{
    if (!variables.isReady()) // it was said what is wrong with the file
        return;
    (new VariablesDialog(&variables, QString::fromStdString(session.context().defaultBranch), q))->open();
}

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent), d(std::make_unique<Private>(this))
{
    setAcceptDrops(true);
    resize(1440, 900);
    addToolBar(d->tools);
    d->layout = new DeskLayout(this, {.start = d->startPage,
                                      .messages = d->bar,
                                      .canvas = d->canvas,
                                      .pipelineText = d->pipelineText,
                                      .configText = d->configText,
                                      .merged = d->merged,
                                      .blocks = new BlockList(&d->actions),
                                      .outline = d->outline,
                                      .inspector = d->inspector,
                                      .mode = d->mode,
                                      .run = d->runView,
                                      .history = d->history,
                                      .problems = d->problems,
                                      .events = d->events});
    d->guard = new DocumentGuard(&d->session, d->bar, this);
    d->includeMessages = std::make_unique<IncludeMessages>(&d->includes, &d->session, d->bar, &d->commands, this);
    new WindowCommands({.window = this,
                        .session = &d->session,
                        .commands = &d->commands,
                        .actions = &d->actions,
                        .runs = &d->runs,
                        .canvas = d->canvas,
                        .pipelineText = d->pipelineText,
                        .configText = d->configText,
                        .merged = d->merged,
                        .history = d->history,
                        .outline = d->outline,
                        .palette = d->palette,
                        .layout = d->layout,
                        .guard = d->guard,
                        .start = d->start},
                       this);
    d->connectPanels();
    d->connectStart();
    d->connectStatusBar();
    d->connectRun();
    d->updateRecent();
    d->layout->restore();
    d->refresh();
}

MainWindow::~MainWindow()
{
    d->includeMessages.reset();
    // Whatever shows session, actions or runs goes before they do, dialogs included; nothing is to be shown any more.
    for (QObject *sender : std::initializer_list<QObject *>{&d->session, &d->actions, &d->runs})
        sender->disconnect(this);
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<QDialog *>(Qt::FindDirectChildrenOnly));
    delete d->tools;
}

Session *MainWindow::session() const
{
    return &d->session;
}

CommandSet *MainWindow::commands() const
{
    return &d->commands;
}

CanvasPanel *MainWindow::canvas() const
{
    return d->canvas;
}

RunController *MainWindow::runs() const
{
    return &d->runs;
}

void MainWindow::openRepository(const QString &path)
{
    d->guard->whenSafe([this, path] { d->openNow(path); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!d->isClosing && !d->guard->isSafe()) {
        event->ignore();
        d->guard->whenSafe([this] {
            d->isClosing = true;
            close();
        });
        return;
    }
    d->layout->save();
    d->session.close();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    // Some file systems tell nothing, so a look when the user comes back from elsewhere.
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        d->session.checkDisk();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        openRepository(urls.first().toLocalFile());
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/main_window.h"

#include "ui/canvas/canvas_panel.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/editor_view.h"
#include "ui/inspector/inspector.h"
#include "ui/mainwindow/message_bar.h"
#include "ui/mainwindow/start_page.h"
#include "ui/palette/block_list.h"
#include "ui/palette/outline_tree.h"
#include "ui/problems/problems_view.h"
#include "ui/run/run_view.h"
#include "ui/runner/mode_panel.h"
#include "ui/runner/mode_switch_dialog.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

struct MainWindow::Private {
    explicit Private(MainWindow *window)
        : q(window), session(new Session(window)), commands(new CommandSet(window)), actions(new DeskActions(session, window)),
          runs(new RunController(session, window)), canvas(new CanvasPanel(session, actions, commands)),
          pipelineText(new EditorView(session, Document::Pipeline)), configText(new EditorView(session, Document::Config)),
          outline(new OutlineTree(session, actions, commands)), problems(new ProblemsView(session)),
          runView(new RunView(runs)), bar(new MessageBar), palette(new CommandPalette(window))
    {
    }

    void buildCentre();
    void buildDocks();
    void buildToolBar();
    void connectCommands();
    void connectSession();
    void refresh();
    void on(QLatin1StringView id, const std::function<void()> &act);
    void reveal(const QString &file, text::TextRange range);
    void save();
    void guarded(const std::function<void()> &go);
    void openNow(const QString &path);
    void goToAnything();
    void setTheme(ThemeMode mode);
    void updateRecent();
    QDockWidget *dock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area);

    MainWindow *q;
    Session *session;
    CommandSet *commands;
    DeskActions *actions;
    RunController *runs;
    CanvasPanel *canvas;
    EditorView *pipelineText;
    EditorView *configText;
    OutlineTree *outline;
    ProblemsView *problems;
    RunView *runView;
    MessageBar *bar;
    CommandPalette *palette;
    QStackedWidget *pages = nullptr;
    StartPage *startPage = nullptr;
    QSplitter *split = nullptr;
    QTabWidget *left = nullptr; ///< of the split: the picture
    QTabWidget *texts = nullptr;
    QTabWidget *bottom = nullptr;
    QDockWidget *leftDock = nullptr;
    QDockWidget *rightDock = nullptr;
    QDockWidget *bottomDock = nullptr;
    QToolButton *repository = nullptr;
    QActionGroup *modes = nullptr;
    QLabel *context = nullptr;
    QLabel *problemCount = nullptr;
    QLabel *position = nullptr;
    QByteArray firstLayout;
    bool isClosing = false;
};

QDockWidget *MainWindow::Private::dock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *result = new QDockWidget(title, q);
    result->setObjectName(name);
    result->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    result->setTitleBarWidget(new QWidget(result)); // the tabs inside say enough
    result->setWidget(widget);
    q->addDockWidget(area, result);
    return result;
}

void MainWindow::Private::buildCentre()
{
    texts = new QTabWidget;
    texts->setDocumentMode(true);
    texts->addTab(pipelineText, icon(u"file-text"_s, IconTone::Muted), u".gitlab-ci.yml"_s);
    texts->addTab(configText, icon(u"file-gear"_s, IconTone::Muted), u"config.toml"_s);
    split = new QSplitter(Qt::Horizontal);
    split->addWidget(canvas);
    split->addWidget(texts);
    split->setChildrenCollapsible(false);
    split->setSizes({600, 400});
    texts->hide();

    auto *desk = new QWidget;
    auto *layout = new QVBoxLayout(desk);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(split, 1);
    startPage = new StartPage;
    pages = new QStackedWidget;
    pages->addWidget(startPage);
    pages->addWidget(desk);
    q->setCentralWidget(pages);
}

void MainWindow::Private::buildDocks()
{
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(new BlockList(actions), tr("Blocks"));
    tabs->addTab(outline, tr("Outline"));
    leftDock = dock(u"left"_s, tr("Blocks and outline"), tabs, Qt::LeftDockWidgetArea);

    auto *inspector = new Inspector(session);
    auto *mode = new ModePanel(session);
    auto *rightTabs = new QTabWidget;
    rightTabs->setDocumentMode(true);
    rightTabs->addTab(inspector, tr("Inspector"));
    rightTabs->addTab(mode, tr("Runner"));
    rightDock = dock(u"right"_s, tr("Inspector"), rightTabs, Qt::RightDockWidgetArea);
    const auto show = [this](const QString &file, text::TextRange range) { reveal(file, range); };
    QObject::connect(inspector, &Inspector::revealRequested, q, show);
    QObject::connect(mode, &ModePanel::revealRequested, q, show);
    QObject::connect(problems, &ProblemsView::activated, q, show);

    bottom = new QTabWidget;
    bottom->setDocumentMode(true);
    bottom->addTab(runView, icon(u"timeline"_s, IconTone::Muted), tr("Run"));
    bottom->addTab(problems, icon(u"problems"_s, IconTone::Muted), tr("Problems"));
    bottomDock = dock(u"bottom"_s, tr("Run and problems"), bottom, Qt::BottomDockWidgetArea);
    q->resizeDocks({leftDock, rightDock}, {250, 330}, Qt::Horizontal);
    q->resizeDocks({bottomDock}, {280}, Qt::Vertical);
}

void MainWindow::Private::buildToolBar()
{
    QToolBar *tools = q->addToolBar(tr("Tools"));
    tools->setObjectName(u"tools"_s);
    tools->setMovable(false);
    tools->setIconSize({size::icon, size::icon});
    tools->setContextMenuPolicy(Qt::PreventContextMenu);
    repository = new QToolButton;
    repository->setPopupMode(QToolButton::InstantPopup);
    repository->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    repository->setIcon(icon(u"folder"_s));
    repository->setMenu(new QMenu(repository));
    tools->addWidget(repository);
    context = new QLabel;
    setRole(context, "muted");
    tools->addWidget(context);
    tools->addSeparator();
    tools->addAction(commands->action("edit.undo"_L1));
    tools->addAction(commands->action("edit.redo"_L1));
    tools->addAction(commands->action("file.save"_L1));
    auto *stretch = new QWidget;
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tools->addWidget(stretch);

    modes = new QActionGroup(q);
    const std::tuple<runner::RunnerMode, QString, QString> all[] = {
        {runner::RunnerMode::Shell, tr("Shell"), u"terminal"_s},
        {runner::RunnerMode::DockerInDocker, tr("Docker-in-Docker"), u"docker-in-docker"_s},
        {runner::RunnerMode::DockerSocket, tr("Socket"), u"plug"_s}};
    for (const auto &[mode, text, picture] : all) {
        auto *button = new QToolButton;
        QAction *action = modes->addAction(icon(picture), text);
        action->setCheckable(true);
        action->setData(static_cast<int>(mode));
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tools->addWidget(button);
    }
    QObject::connect(modes, &QActionGroup::triggered, q, [this](const QAction *action) {
        runner::ModeOptions options = session->mode();
        options.mode = static_cast<runner::RunnerMode>(action->data().toInt());
        refresh(); // the dialog decides, not the button
        openModeSwitch(session, options, q);
    });
    tools->addSeparator();
    auto *run = new QToolButton;
    run->setDefaultAction(commands->action("run.pipeline"_L1));
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    run->setPopupMode(QToolButton::MenuButtonPopup);
    auto *runMenu = new QMenu(run);
    runMenu->addAction(commands->action("run.selected"_L1));
    run->setMenu(runMenu);
    setRole(run, "run");
    tools->addWidget(run);
    tools->addAction(commands->action("run.stop"_L1));
    tools->addSeparator();
    for (const char *id : {"view.split", "view.blocks", "view.bottom", "view.inspector", "view.palette"})
        tools->addAction(commands->action(QLatin1StringView(id)));
    auto *theme = new QToolButton;
    theme->setIcon(icon(u"theme"_s));
    theme->setToolTip(tr("Theme"));
    theme->setPopupMode(QToolButton::InstantPopup);
    auto *themes = new QMenu(theme);
    for (const char *id : {"view.themeSystem", "view.themeLight", "view.themeDark", "view.themeContrast"})
        themes->addAction(commands->action(QLatin1StringView(id)));
    theme->setMenu(themes);
    tools->addWidget(theme);

    problemCount = new QLabel;
    position = new QLabel;
    q->statusBar()->setSizeGripEnabled(false);
    q->statusBar()->addPermanentWidget(problemCount);
    q->statusBar()->addPermanentWidget(position);
}

void MainWindow::Private::on(QLatin1StringView id, const std::function<void()> &act)
{
    QObject::connect(commands->action(id), &QAction::triggered, q, [act] { act(); });
}

void MainWindow::Private::connectCommands()
{
    q->addActions(QList<QAction *>(commands->actions().begin(), commands->actions().end()));
    for (const char *id : {"job.rename", "job.duplicate", "job.delete"})
        q->removeAction(commands->action(QLatin1StringView(id))); // their keys hold in canvas and outline only
    on("file.open"_L1, [this] {
        auto *dialog = new QFileDialog(q, tr("Open repository"), session->root());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        QObject::connect(dialog, &QFileDialog::fileSelected, q, &MainWindow::openRepository);
        dialog->open();
    });
    on("file.new"_L1, [this] { actions->addBlock(u"shell"_s, std::nullopt); });
    on("file.save"_L1, [this] { save(); });
    on("file.reload"_L1, [this] {
        for (const Document document : {Document::Pipeline, Document::Config}) {
            if (const Result<> read = session->reload(document); !read)
                bar->show(MessageBar::Kind::Error, describe(read.error()));
        }
    });
    on("file.close"_L1, [this] { guarded([this] { session->close(); }); });
    on("file.quit"_L1, [this] { q->close(); });
    on("edit.undo"_L1, [this] { session->undo(); });
    on("edit.redo"_L1, [this] { session->redo(); });
    on("edit.find"_L1, [this] { (configText->isVisible() ? configText : pipelineText)->showFind(); });
    on("job.add"_L1, [this] { actions->addJob(); });
    on("stage.add"_L1, [this] { actions->addStage(); });
    on("job.rename"_L1, [this] {
        const Selection &selection = session->selection();
        if (outline->hasFocus())
            outline->renameSelected();
        else if (selection.jobs.size() == 1)
            canvas->view()->renameJob(*selection.jobs.cbegin());
        else if (!selection.stage.isEmpty())
            canvas->view()->renameStage(selection.stage);
    });
    on("job.duplicate"_L1, [this] { actions->duplicateJobs(canvas->view()->canvas().selectedJobs()); });
    on("job.delete"_L1, [this] {
        const auto need = outline->hasFocus() ? outline->selectedNeed() : std::nullopt;
        if (need)
            actions->removeNeed(need->first, need->second);
        else if (const EdgeItem *edge = canvas->view()->canvas().selectedEdge())
            actions->removeNeed(edge->to(), edge->from());
        else if (!session->selection().stage.isEmpty())
            actions->deleteStage(session->selection().stage);
        else
            actions->deleteJobs(canvas->view()->canvas().selectedJobs());
    });
    on("job.showText"_L1, [this] {
        const QStringList jobs = canvas->view()->canvas().selectedJobs();
        const project::Analysis &analysis = *session->analysis();
        const model::SourceJob *job = jobs.isEmpty() ? nullptr : analysis.source.job(jobs.first().toStdString());
        if (job) {
            texts->show();
            texts->setCurrentWidget(pipelineText);
            pipelineText->reveal(analysis.tree.node(job->key).value);
        }
    });
    on("run.pipeline"_L1, [this] { runs->runPipeline(); });
    on("run.selected"_L1, [this] { runs->runJobs(canvas->view()->canvas().selectedJobs()); });
    on("run.stop"_L1, [this] { runs->cancel(); });
    on("runner.mode"_L1, [this] { openModeSwitch(session, session->mode(), q); });
    on("view.palette"_L1, [this] { goToAnything(); });
    on("view.canvas"_L1, [this] {
        canvas->show();
        canvas->setFocus();
    });
    on("view.pipelineText"_L1, [this] {
        texts->show();
        texts->setCurrentWidget(pipelineText);
        pipelineText->setFocus();
    });
    on("view.configText"_L1, [this] {
        texts->show();
        texts->setCurrentWidget(configText);
        configText->setFocus();
    });
    on("view.split"_L1, [this] { texts->setVisible(texts->isHidden()); });
    on("view.blocks"_L1, [this] { leftDock->setVisible(leftDock->isHidden()); });
    on("view.inspector"_L1, [this] { rightDock->setVisible(rightDock->isHidden()); });
    on("view.bottom"_L1, [this] { bottomDock->setVisible(bottomDock->isHidden()); });
    on("view.zoomIn"_L1, [this] { canvas->view()->zoomBy(1.2); });
    on("view.zoomOut"_L1, [this] { canvas->view()->zoomBy(1 / 1.2); });
    on("view.fit"_L1, [this] { canvas->view()->fit(); });
    on("view.resetLayout"_L1, [this] { q->restoreState(firstLayout); });
    on("view.themeSystem"_L1, [this] { setTheme(ThemeMode::System); });
    on("view.themeLight"_L1, [this] { setTheme(ThemeMode::Light); });
    on("view.themeDark"_L1, [this] { setTheme(ThemeMode::Dark); });
    on("view.themeContrast"_L1, [this] { setTheme(ThemeMode::HighContrast); });
}

void MainWindow::Private::connectSession()
{
    const auto refreshed = [this] { refresh(); };
    QObject::connect(session, &Session::opened, q, refreshed);
    QObject::connect(session, &Session::modifiedChanged, q, refreshed);
    QObject::connect(session, &Session::historyChanged, q, refreshed);
    QObject::connect(session, &Session::contextChanged, q, refreshed);
    QObject::connect(session, &Session::modeChanged, q, refreshed);
    QObject::connect(session, &Session::selectionChanged, q, [this] {
        refresh();
        const QSet<QString> &jobs = session->selection().jobs;
        if (jobs.size() == 1 && runs->jobState(*jobs.cbegin()))
            runView->showJob(*jobs.cbegin());
    });
    QObject::connect(session, &Session::refused, q, [this](const QString &reason, text::TextRange range) {
        MessageBar::Answers answers;
        if (!range.isEmpty())
            answers.emplace_back(tr("Show"), [this, range] { reveal({}, range); });
        bar->show(MessageBar::Kind::Warning, reason, answers);
    });
    QObject::connect(session, &Session::changedOnDisk, q, [this](Document document) {
        const QString name = document == Document::Pipeline ? u".gitlab-ci.yml"_s : u"config.toml"_s;
        const auto reload = [this, document] {
            if (const Result<> read = session->reload(document); !read)
                bar->show(MessageBar::Kind::Error, describe(read.error()));
        };
        if (!session->isModified(document)) {
            reload();
            q->statusBar()->showMessage(tr("%1 changed on disk and was read again").arg(name), 5000);
            return;
        }
        bar->show(MessageBar::Kind::Warning, tr("%1 was changed by another program.").arg(name),
                  {{tr("Reload"), reload}, {tr("Keep mine"), [this, document] { session->keepMine(document); }}});
    });
    QObject::connect(canvas, &CanvasPanel::jobActivated, q, [this] { rightDock->show(); });
    QObject::connect(outline, &OutlineTree::jobActivated, q, [this] { rightDock->show(); });
    QObject::connect(canvas, &CanvasPanel::starterRequested, q,
                     [this] { actions->addBlock(u"shell"_s, std::nullopt); });
    QObject::connect(canvas, &CanvasPanel::revealRequested, q, [this](text::TextRange range) { reveal({}, range); });
    QObject::connect(startPage, &StartPage::openRequested, q, [this] { commands->action("file.open"_L1)->trigger(); });
    QObject::connect(startPage, &StartPage::recentRequested, q, &MainWindow::openRepository);
    QObject::connect(problems, &ProblemsView::countsChanged, q, [this](int errors, int warnings, int advice) {
        problemCount->setText(tr("%1 errors · %2 warnings").arg(errors).arg(warnings));
        const int all = errors + warnings + advice;
        bottom->setTabText(1, all ? tr("Problems (%1)").arg(all) : tr("Problems"));
    });
    const auto moved = [this](int line, int column) {
        position->setText(tr("Line %1, column %2").arg(line + 1).arg(column + 1));
    };
    QObject::connect(pipelineText, &EditorView::caretMoved, q, moved);
    QObject::connect(configText, &EditorView::caretMoved, q, moved);

    QObject::connect(runs, &RunController::runStarted, q, [this] {
        canvas->clearJobStates();
        bottomDock->show();
        bottom->setCurrentWidget(runView);
    });
    QObject::connect(runs, &RunController::jobStateChanged, q, [this](const QString &name) {
        if (const auto state = runs->jobState(name))
            canvas->setJobState(name, *state);
    });
    QObject::connect(runs, &RunController::jobProgress, q,
                     [this](const QString &name, const QString &, double fraction) { canvas->setJobProgress(name, fraction); });
    QObject::connect(runs, &RunController::stateChanged, q, [this] {
        refresh();
        if (const auto problem = runs->problem()) {
            bar->show(MessageBar::Kind::Error,
                      QStringList{problem->what, problem->why, problem->whatToDo}.join(u' ').trimmed());
        }
    });
}

void MainWindow::Private::refresh()
{
    const bool isOpen = !session->root().isEmpty();
    const QString name = isOpen ? QDir(session->root()).dirName() : tr("Stagecraft");
    pages->setCurrentIndex(isOpen ? 1 : 0);
    q->setWindowTitle(isOpen ? tr("%1[*] – Stagecraft").arg(name) : tr("Stagecraft[*]"));
    q->setWindowModified(session->isModified());
    repository->setText(isOpen ? name : tr("Open"));
    context->setText(isOpen ? u"%1 · %2"_s.arg(QString::fromStdString(session->context().ref),
                                               QString::fromStdString(session->context().source))
                            : QString());
    const auto enable = [this](QLatin1StringView id, bool enabled) { commands->action(id)->setEnabled(enabled); };
    enable("edit.undo"_L1, session->canUndo());
    enable("edit.redo"_L1, session->canRedo());
    commands->action("edit.undo"_L1)->setText(session->canUndo() ? tr("Undo: %1").arg(session->undoTitle()) : tr("Undo"));
    commands->action("edit.redo"_L1)->setText(session->canRedo() ? tr("Redo: %1").arg(session->redoTitle()) : tr("Redo"));
    enable("file.save"_L1, session->isModified());
    enable("run.pipeline"_L1, isOpen && !runs->isRunning());
    enable("run.selected"_L1, isOpen && !runs->isRunning() && !session->selection().jobs.isEmpty());
    enable("run.stop"_L1, runs->isRunning());
    for (const char *id : {"file.close", "file.reload", "file.new", "job.add", "stage.add", "runner.mode"})
        enable(QLatin1StringView(id), isOpen);
    for (QAction *action : modes->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(session->mode().mode));
        action->setEnabled(isOpen);
    }
    if (!isOpen) {
        for (QDockWidget *dock : {leftDock, rightDock, bottomDock})
            dock->hide();
    }
}

void MainWindow::Private::reveal(const QString &file, text::TextRange range)
{
    const bool isConfig = file.endsWith(u"config.toml"_s);
    const QString own = QDir(session->root()).relativeFilePath(session->pipelineFile());
    if (!isConfig && !file.isEmpty() && file != own) {
        bar->show(MessageBar::Kind::Note, tr("This is written in %1, which another editor must change.").arg(file));
        return;
    }
    EditorView *view = isConfig ? configText : pipelineText;
    texts->show();
    texts->setCurrentWidget(view);
    view->reveal(range);
}

void MainWindow::Private::save()
{
    const Result<> saved = session->save();
    if (saved)
        q->statusBar()->showMessage(tr("Saved"), 3000);
    else if (saved.error().kind != ErrorKind::Conflict)
        bar->show(MessageBar::Kind::Error, describe(saved.error()));
}

void MainWindow::Private::guarded(const std::function<void()> &go)
{
    if (!session->isModified()) {
        go();
        return;
    }
    auto *box = new QMessageBox(q);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    box->setText(tr("<b>Save the changes?</b>"));
    box->setInformativeText(tr("They are lost when you do not save them."));
    box->setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box->setDefaultButton(QMessageBox::Save);
    QObject::connect(box, &QMessageBox::buttonClicked, q, [this, box, go](QAbstractButton *button) {
        const QMessageBox::StandardButton answer = box->standardButton(button);
        if (answer == QMessageBox::Save)
            save();
        if (answer == QMessageBox::Discard || (answer == QMessageBox::Save && !session->isModified()))
            go();
    });
    box->open();
}

void MainWindow::Private::openNow(const QString &path)
{
    if (const Result<> opened = session->open(path); !opened) {
        QMessageBox *box = new QMessageBox(QMessageBox::Warning, tr("Stagecraft"), describe(opened.error()),
                                           QMessageBox::Ok, q);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
        return;
    }
    for (QDockWidget *dock : {leftDock, rightDock, bottomDock})
        dock->show();
    QSettings settings;
    QStringList recent = settings.value("recent"_L1).toStringList();
    recent.removeAll(session->root());
    recent.prepend(session->root());
    settings.setValue("recent"_L1, QStringList(recent.first(qMin<qsizetype>(recent.size(), 10))));
    updateRecent();
    if (const auto since = session->recoverableSince()) {
        bar->show(MessageBar::Kind::Warning,
                  tr("Stagecraft ended before your changes of %1 were saved.").arg(QLocale().toString(since->toLocalTime(), QLocale::ShortFormat)),
                  {{tr("Recover"), [this] { session->recover(); }}, {tr("Discard"), [this] { session->discardRecovery(); }}});
    }
    canvas->setFocus();
}

void MainWindow::Private::updateRecent()
{
    const QStringList recent = QSettings().value("recent"_L1).toStringList();
    QMenu *menu = repository->menu();
    menu->clear();
    menu->addAction(commands->action("file.open"_L1));
    menu->addAction(commands->action("file.reload"_L1));
    menu->addAction(commands->action("file.close"_L1));
    menu->addSeparator();
    for (const QString &path : recent)
        menu->addAction(icon(u"folder"_s, IconTone::Muted), path, q, [this, path] { q->openRepository(path); });
    startPage->setRecent(recent);
}

void MainWindow::Private::goToAnything()
{
    std::vector<CommandPalette::Entry> entries;
    for (QAction *action : commands->actions()) {
        if (action->isEnabled())
            entries.push_back({action->text(), action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                               [action] { action->trigger(); }});
    }
    for (const CardInfo &card : actions->content().cards) {
        entries.push_back({card.job, card.stage, icon(u"job"_s), [this, job = card.job] {
                               actions->selectJobs({job});
                               canvas->view()->ensureJobVisible(job);
                           }});
    }
    palette->open(std::move(entries));
}

void MainWindow::Private::setTheme(ThemeMode mode)
{
    Theme::instance().setMode(mode);
    QSettings().setValue("theme"_L1, toText(mode));
}

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent), d(std::make_unique<Private>(this))
{
    setAcceptDrops(true);
    resize(1440, 900);
    d->buildCentre();
    d->buildDocks();
    d->buildToolBar();
    d->connectCommands();
    d->connectSession();
    d->updateRecent();
    d->firstLayout = saveState();
    const QSettings settings;
    restoreGeometry(settings.value("geometry"_L1).toByteArray());
    restoreState(settings.value("layout"_L1).toByteArray());
    d->refresh();
}

MainWindow::~MainWindow()
{
    // The panels look at session and runs while they go: they go first.
    delete takeCentralWidget();
    for (QDockWidget *dock : {d->leftDock, d->rightDock, d->bottomDock})
        delete dock;
    disconnect(d->session, nullptr, this, nullptr);
    disconnect(d->runs, nullptr, this, nullptr);
}

Session *MainWindow::session() const
{
    return d->session;
}

CommandSet *MainWindow::commands() const
{
    return d->commands;
}

CanvasPanel *MainWindow::canvas() const
{
    return d->canvas;
}

RunController *MainWindow::runs() const
{
    return d->runs;
}

void MainWindow::openRepository(const QString &path)
{
    d->guarded([this, path] { d->openNow(path); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!d->isClosing && d->session->isModified()) {
        event->ignore();
        d->guarded([this] {
            d->isClosing = true;
            close();
        });
        return;
    }
    QSettings settings;
    settings.setValue("geometry"_L1, saveGeometry());
    settings.setValue("layout"_L1, saveState());
    d->session->close();
    event->accept();
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

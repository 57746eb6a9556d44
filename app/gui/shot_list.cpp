// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/gui/shot_list.h"

#include "app/gui/shot_gestures.h"
#include "ui/canvas/canvas_panel.h"
#include "ui/commands/command_palette.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/editor_view.h"
#include "ui/events/events_view.h"
#include "ui/inspector/inspector.h"
#include "ui/mainwindow/main_window.h"
#include "ui/problems/problems_view.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/runner/access_dialog.h"
#include "ui/runner/mode_panel.h"
#include "ui/runner/mode_switch_dialog.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QJsonArray>
#include <QJsonObject>
#include <QMenu>
#include <QScreen>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace stagecraft::gui {

using namespace Qt::StringLiterals;

namespace {

class ShotList
{
public:
    ShotList(ui::MainWindow *window, QString sample, QString large)
        : m_window(window), m_sample(std::move(sample)), m_large(std::move(large))
    {
    }

    void addTheme(QLatin1StringView command, const QString &suffix);
    std::vector<Shot> take() { return std::move(m_shots); }

private:
    ui::Session *session() const { return m_window->session(); }
    void trigger(QLatin1StringView id) const { m_window->commands()->action(id)->trigger(); }
    void open(const QString &directory) const { m_window->openRepository(directory); }
    bool isAnalysed() const;
    void undoAll() const;
    void select(const QString &job) const { session()->setSelection({.jobs = {job}, .stage = {}}); }
    void setScript(const char *job, const QJsonArray &lines) const;
    void useMode(runner::RunnerMode mode) const;
    void openMode(runner::RunnerMode mode) const;

    void add(std::function<void()> action, const QString &picture = {}, std::function<bool()> isReady = {},
             int settleMilliseconds = 300);
    void addDesk();
    void addText();
    void addLanguageHelp();
    void addRuns();
    void addSmall();
    void addLarge();

    ui::MainWindow *m_window;
    QString m_sample;
    QString m_large;
    QString m_suffix;
    std::vector<Shot> m_shots;
};

void ShotList::add(std::function<void()> action, const QString &picture, std::function<bool()> isReady, int settleMilliseconds)
{
    m_shots.push_back({.action = std::move(action),
                       .isReady = std::move(isReady),
                       .settleMilliseconds = settleMilliseconds,
                       .picture = picture.isEmpty() ? QString() : picture + m_suffix});
}

bool ShotList::isAnalysed() const
{
    const auto analysis = session()->analysis();
    return analysis->revision == session()->buffer(ui::Document::Pipeline).revision()
        && analysis->configRevision == session()->buffer(ui::Document::Config).revision() && !analysis->graph.cards.empty();
}

void ShotList::undoAll() const
{
    while (session()->canUndo())
        session()->undo();
}

void ShotList::setScript(const char *job, const QJsonArray &lines) const
{
    session()->perform({edit::SetField{.path = {job, "script"}, .value = lines}});
}

void ShotList::useMode(runner::RunnerMode mode) const
{
    runner::ModeOptions options = session()->mode();
    options.mode = mode;
    const auto change = runner::switchMode(session()->buffer(ui::Document::Pipeline), session()->buffer(ui::Document::Config), options);
    if (!change)
        return;
    session()->applyBoth(change->pipelinePatch, change->configPatch, u"mode"_s);
    session()->setMode(options);
}

void ShotList::openMode(runner::RunnerMode mode) const
{
    runner::ModeOptions options = session()->mode();
    options.mode = mode;
    ui::openModeSwitch(session(), options, m_window);
}

void ShotList::addDesk()
{
    const auto analysed = [this] { return isAnalysed(); };
    add([this] { session()->close(); }, u"start"_s);
    add([this] { trigger("file.new"_L1); }, u"starters"_s, {}, 600);
    add([] { closeDialogs(); });
    add([this] {
        open(m_sample);
        trigger("view.resetLayout"_L1);
    }, {}, analysed);
    add([this] {
        select(u"links"_s);
        trigger("view.fit"_L1);
    }, u"canvas"_s, {}, 600);
    add([this] { dragCard(m_window->canvas()->view(), u"words"_s, u"release"_s); }, u"drag"_s);
    add([this] { cancelDrag(m_window->canvas()->view()); });
    add([this] { openCardMenu(m_window->canvas()->view(), u"links"_s); }, u"menu"_s);
    add([] { closeMenus(); });
    add([this] { trigger("view.palette"_L1); }, u"palette"_s);
    add([this] { m_window->findChild<ui::CommandPalette *>()->hide(); });
    add([this] { showTabOf(m_window->findChild<ui::ModePanel *>()); }, u"runner"_s);
    add([this] { trigger("project.variables"_L1); }, u"variables"_s, {}, 400);
    add([] { closeDialogs(); });
    add([this] { openMode(runner::RunnerMode::Shell); }, {}, {}, 100);
    add([] { closeDialogs(); });
    add([this] { useMode(runner::RunnerMode::Shell); }, {}, analysed);
    add([this] { openMode(runner::RunnerMode::DockerInDocker); }, u"mode-switch"_s, {}, 800);
    add([] { closeDialogs(); });
    add([this] { undoAll(); }, {}, analysed);
}

void ShotList::addText()
{
    const auto analysed = [this] { return isAnalysed(); };
    add([this] {
        trigger("view.resetLayout"_L1);
        trigger("view.pipelineText"_L1);
        showTabOf(m_window->findChild<ui::Inspector *>());
        select(u"words"_s);
    }, u"split"_s, {}, 700);
    add([this] { trigger("view.merged"_L1); }, u"merged"_s, analysed, 700);
    add([this] { trigger("view.pipelineText"_L1); });
    add([this] {
        session()->perform({edit::SetField{.path = {"words", "needs"}, .value = QJsonArray{u"sites"_s}}});
        session()->perform({edit::SetField{.path = {"bundle", "retry"}, .value = 7}});
        showTabOf(m_window->findChild<ui::ProblemsView *>());
    }, u"problems"_s, analysed, 700);
    add([this] { undoAll(); }, {}, analysed);
    add([this] {
        const QJsonArray rules{QJsonObject{{u"if"_s, u"$CI_COMMIT_TAG"_s}, {u"when"_s, u"manual"_s}}};
        session()->perform({edit::SetField{.path = {"bundle", "rules"}, .value = rules}});
        showTabOf(m_window->findChild<ui::EventsView *>());
    }, u"events"_s, analysed, 1200);
    add([this] { undoAll(); }, {}, analysed);
}

void ShotList::addLanguageHelp()
{
    const auto analysed = [this] { return isAnalysed(); };
    const auto text = [this] {
        const auto editors = m_window->findChildren<ui::EditorView *>();
        const auto pipeline = std::ranges::find(editors, ui::Document::Pipeline, &ui::EditorView::document);
        return (*pipeline)->findChild<ui::CodeEdit *>();
    };
    add([this, text] {
        trigger("view.pipelineText"_L1);
        pressKey(text(), Qt::Key_End, Qt::ControlModifier);
        typeText(text(), u"\nspelling:\n"_s);
    }, {}, {}, 400);
    add([text] { typeText(text(), u"s"_s); }, u"completion"_s, {}, 600);
    add([this, text] {
        pressKey(text(), Qt::Key_Escape);
        undoAll();
    }, {}, analysed);
    add([text] {
        QTextCursor cursor = text()->document()->find(u"allow_failure"_s);
        text()->setTextCursor(cursor);
        text()->centerCursor();
        showToolTip(text()->viewport(), text()->cursorRect(cursor).center() - QPoint(20, 0));
    }, u"hover"_s, {}, 400);
    add([] { QToolTip::hideText(); });
}

void ShotList::addRuns()
{
    const auto analysed = [this] { return isAnalysed(); };
    const auto runs = [this] { return m_window->runs(); };
    add([this] {
        trigger("view.split"_L1);
        showTabOf(m_window->findChild<ui::RunView *>());
        // Without an engine the same jobs run in a shell.
        useMode(qEnvironmentVariableIsSet("DOCKER_HOST") ? runner::RunnerMode::DockerInDocker : runner::RunnerMode::Shell);
    }, u"no-run"_s, analysed);
    add([this] {
        const QString slow = u"for n in $(seq 1 8); do echo \"checked $n of 8 links\"; sleep 0.7; done"_s;
        setScript("links", {u"sh site/build.sh pages \"$OUTPUT\""_s, slow});
        trigger("view.fit"_L1);
    }, {}, analysed);
    add([this] { trigger("run.pipeline"_L1); }, {}, [this, runs] {
        return m_window->findChild<ui::AccessDialog *>() || !runs()->jobs().isEmpty();
    });
    add([this] {
        if (auto *question = m_window->findChild<ui::AccessDialog *>())
            question->accept();
    }, u"run"_s, [runs] {
        const auto state = runs()->jobState(u"links 1/2"_s);
        return state && state->status == engine::JobStatus::Running;
    }, 3500);
    add([] {}, u"finished"_s, [runs] { return !runs()->isRunning(); });
    add([this] {
        setScript("words", {u"sh site/count-words.sh pages"_s, u"echo \"menu.md: 7 words are too few\" >&2"_s, u"exit 3"_s});
        session()->perform({edit::SetField{.path = {"words", "allow_failure"}, .value = false}});
    }, {}, analysed);
    add([this] { trigger("run.pipeline"_L1); }, u"failed"_s, [runs] { return !runs()->isRunning(); }, 500);
    add([this] {
        trigger("run.pauseOnFailure"_L1);
        trigger("run.pipeline"_L1);
    }, u"paused"_s, [runs] {
        const auto state = runs()->jobState(u"words"_s);
        return state && state->paused;
    }, 800);
    add([this] {
        trigger("run.stop"_L1);
        trigger("run.pauseOnFailure"_L1);
    }, {}, [runs] { return !runs()->isRunning(); });
    add([this] { trigger("view.history"_L1); }, u"history"_s, {}, 800);
    add([this] { showTabOf(m_window->findChild<ui::RunView *>()); });
}

void ShotList::addSmall()
{
    add([this] { m_window->resize(1100, 700); }, u"small-failed"_s, {}, 600);
    add([this] { trigger("view.split"_L1); }, u"small-split"_s, {}, 600);
    add([this] { trigger("view.split"_L1); });
    add([this] {
        undoAll();
        m_window->canvas()->clearJobStates();
        trigger("view.fit"_L1);
    }, u"small"_s, [this] { return isAnalysed(); }, 600);
    add([this] { m_window->setGeometry(m_window->screen()->geometry()); });
}

void ShotList::addLarge()
{
    if (m_large.isEmpty())
        return;
    add([this] { open(m_large); }, u"large"_s, [this] { return isAnalysed(); }, 800);
    add([this] { trigger("view.fit"_L1); }, u"large-fit"_s, {}, 600);
    add([this] {
        ui::CanvasView *view = m_window->canvas()->view();
        view->zoomBy(1 / view->zoom());
        if (const auto &cards = session()->analysis()->graph.cards; !cards.empty())
            select(QString::fromStdString(cards[cards.size() / 2].job));
    }, u"large-100"_s, {}, 600);
}

void ShotList::addTheme(QLatin1StringView command, const QString &suffix)
{
    m_suffix = suffix;
    add([this, command] { trigger(command); });
    addDesk();
    addText();
    addLanguageHelp();
    addRuns();
    addSmall();
    addLarge();
    // Closed, so that no unsaved work is written down and offered at the next start.
    add([this] { session()->close(); });
}

} // namespace

std::vector<Shot> shotList(ui::MainWindow *window, const QString &sample, const QString &large)
{
    // The steps are called later, and through this: it lives as long as they do.
    auto *list = new ShotList(window, sample, large);
    QObject::connect(window, &QObject::destroyed, window, [list] { delete list; });
    list->addTheme("view.themeLight"_L1, {});
    list->addTheme("view.themeDark"_L1, u"-dark"_s);
    return list->take();
}

} // namespace stagecraft::gui

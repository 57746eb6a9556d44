// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_view.h"

#include "core/base/duration_text.h"
#include "ui/log/log_panel.h"
#include "ui/run/artifacts_panel.h"
#include "ui/run/paused_bar.h"
#include "ui/run/run_text.h"
#include "ui/run/timeline_view.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

/// A column of centred things in the middle of an empty page.
struct EmptyPage {
    QWidget *widget = nullptr;
    QLabel *icon = nullptr;
    QLabel *title = nullptr;
    QLabel *text = nullptr;
    QLabel *more = nullptr;
    QPushButton *button = nullptr;
};

/// The panel is wide and low, so the page lies along it.
EmptyPage makeEmptyPage(QWidget *parent)
{
    constexpr int TextWidth = 480;
    EmptyPage page;
    page.widget = new QFrame(parent);
    setRole(page.widget, "panel");
    page.icon = new QLabel(page.widget);
    page.title = new QLabel(page.widget);
    setRole(page.title, "heading");
    page.text = new QLabel(page.widget);
    page.more = new QLabel(page.widget);
    setRole(page.more, "muted");
    page.button = new QPushButton(page.widget);
    setRole(page.button, "primary");
    auto *words = new QVBoxLayout;
    words->setSpacing(space::xs);
    for (QLabel *label : {page.title, page.text, page.more}) {
        label->setWordWrap(true);
        label->setFixedWidth(TextWidth);
        words->addWidget(label);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addStretch();
    row->addWidget(page.icon, 0, Qt::AlignTop);
    row->addLayout(words);
    row->addSpacing(space::l);
    row->addWidget(page.button, 0, Qt::AlignVCenter);
    row->addStretch();
    auto *layout = new QVBoxLayout(page.widget);
    layout->addStretch();
    layout->addLayout(row);
    layout->addStretch();
    return page;
}

} // namespace

struct RunView::Private {
    RunView *view = nullptr;
    RunController *controller = nullptr;
    QString job;
    QString shownLog;      ///< the file in the log view
    bool chosen = false;   ///< the user chose the job; until then the view follows what happens

    QLabel *statusIcon = nullptr;
    QLabel *status = nullptr;
    QLabel *details = nullptr;
    QPushButton *stop = nullptr;
    QPushButton *again = nullptr;
    QFrame *failure = nullptr;
    QLabel *failureIcon = nullptr;
    QLabel *failureText = nullptr;
    QToolButton *failureShow = nullptr;
    QString failedJob;
    PausedBar *paused = nullptr;
    QStackedWidget *pages = nullptr;
    EmptyPage empty;
    TimelineView *timeline = nullptr;
    LogPanel *log = nullptr;
    QLabel *jobIcon = nullptr;
    QLabel *jobName = nullptr;
    QLabel *jobNote = nullptr;
    ArtifactsPanel *artifacts = nullptr;
    QToolButton *showArtifacts = nullptr;
    QTimer clock;

    QWidget *buildHeader();
    void buildFailure();
    void buildPages();
    void showEmpty();
    void showHeader();
    void showFailure();
    void showJobHead();
    void showLog();
    void showResults();
    void followRun(const QString &changed);
    void setJob(const QString &name);
    void askToStart(const QString &name, const QString &question);
};

RunView::RunView(RunController *controller, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->view = this;
    d->controller = controller;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(d->buildHeader());
    auto *line = new QFrame(this);
    setRole(line, "line");
    line->setFixedHeight(1);
    layout->addWidget(line);
    d->buildFailure();
    layout->addWidget(d->failure);
    d->paused = new PausedBar(controller, this);
    layout->addWidget(d->paused);
    d->buildPages();
    layout->addWidget(d->pages, 1);

    d->clock.setInterval(250);
    connect(&d->clock, &QTimer::timeout, this, [this] { d->showHeader(); });
    const auto refresh = [this] {
        d->showEmpty();
        d->showHeader();
        d->showFailure();
        d->showJobHead();
        d->showLog();
        if (d->controller->isRunning())
            d->clock.start();
        else
            d->clock.stop();
    };
    connect(controller, &RunController::stateChanged, this, refresh);
    connect(controller, &RunController::runStarted, this, [this, refresh] {
        d->chosen = false;
        const QStringList jobs = d->controller->jobs();
        d->setJob(jobs.contains(d->job) ? d->job : jobs.value(0));
        refresh();
    });
    connect(controller, &RunController::jobStateChanged, this, [this](const QString &name) {
        d->followRun(name);
        d->showHeader();
        d->showFailure();
        if (name == d->job) {
            d->showJobHead();
            d->showLog();
        }
    });
    connect(controller, &RunController::jobProgress, this, [this](const QString &name) {
        if (name.isEmpty())
            d->showHeader();
        if (name.isEmpty() || name == d->job) {
            d->showJobHead();
            d->showLog();
        }
    });
    connect(controller, &RunController::jobLogGrew, this, [this](const QString &name) {
        if (name == d->job) {
            d->log->view()->grew();
            d->showJobHead();
        }
    });
    connect(controller, &RunController::manualQuestion, this,
            [this](const QString &name, const QString &question) { d->askToStart(name, question); });
    connect(&Theme::instance(), &Theme::changed, this, refresh);
    refresh();
}

RunView::~RunView() = default;

QString RunView::shownJob() const
{
    return d->job;
}

void RunView::showJob(const QString &name)
{
    d->chosen = true;
    d->setJob(name);
}

QWidget *RunView::Private::buildHeader()
{
    auto *header = new QFrame(view);
    setRole(header, "panel");
    statusIcon = new QLabel(header);
    statusIcon->setFixedSize(size::icon, size::icon);
    status = new QLabel(header);
    setRole(status, "strong");
    details = new QLabel(header);
    setRole(details, "muted");
    stop = new QPushButton(icon(QStringLiteral("stop"), IconTone::Failed), RunView::tr("Stop"), header);
    setRole(stop, "danger");
    stop->setObjectName(QStringLiteral("stop"));
    again = new QPushButton(icon(QStringLiteral("play")), RunView::tr("Run again"), header);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(space::m, space::xs, space::s, space::xs);
    layout->setSpacing(space::s);
    layout->addWidget(statusIcon);
    layout->addWidget(status);
    layout->addWidget(details, 1);
    layout->addWidget(again);
    layout->addWidget(stop);
    header->setMinimumHeight(size::control + 2 * space::xs + space::xs);
    QObject::connect(stop, &QPushButton::clicked, controller, &RunController::cancel);
    QObject::connect(again, &QPushButton::clicked, controller, &RunController::runAgain);
    return header;
}

void RunView::Private::buildFailure()
{
    failure = new QFrame(view);
    failure->setObjectName(QStringLiteral("failure"));
    failureIcon = new QLabel(failure);
    failureIcon->setFixedSize(size::icon, size::icon);
    failureText = new QLabel(failure);
    failureText->setWordWrap(true);
    failureText->setTextFormat(Qt::PlainText);
    failureShow = new QToolButton(failure);
    failureShow->setText(RunView::tr("Show in log"));
    auto *layout = new QHBoxLayout(failure);
    layout->setContentsMargins(space::m, space::xs, space::s, space::xs);
    layout->setSpacing(space::s);
    layout->addWidget(failureIcon);
    layout->addWidget(failureText, 1);
    layout->addWidget(failureShow);
    QObject::connect(failureShow, &QToolButton::clicked, view, [this] {
        view->showJob(failedJob);
        log->view()->goToFirstError();
    });
    failure->hide();
}

void RunView::Private::buildPages()
{
    pages = new QStackedWidget(view);
    empty = makeEmptyPage(pages);
    QObject::connect(empty.button, &QPushButton::clicked, controller, &RunController::runPipeline);

    auto *split = new QSplitter(Qt::Horizontal, pages);
    split->setChildrenCollapsible(false);
    timeline = new TimelineView(controller, split);
    log = new LogPanel(split);
    auto *head = new QWidget;
    jobIcon = new QLabel(head);
    jobIcon->setFixedSize(size::icon, size::icon);
    jobName = new QLabel(head);
    setRole(jobName, "strong");
    jobNote = new QLabel(head);
    setRole(jobNote, "muted");
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(space::s);
    layout->addWidget(jobIcon);
    layout->addWidget(jobName);
    layout->addWidget(jobNote);
    showArtifacts = new QToolButton(head);
    showArtifacts->setObjectName(QStringLiteral("showArtifacts"));
    showArtifacts->setIcon(icon(QStringLiteral("package")));
    showArtifacts->setText(RunView::tr("Artifacts"));
    showArtifacts->setToolTip(RunView::tr("Files, test results and coverage of this job"));
    showArtifacts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    showArtifacts->setCheckable(true);
    showArtifacts->setChecked(true);
    layout->addWidget(showArtifacts);
    log->setLeading(head);
    artifacts = new ArtifactsPanel(split);
    artifacts->setMinimumWidth(240);
    split->addWidget(timeline);
    split->addWidget(log);
    split->addWidget(artifacts);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setStretchFactor(2, 2);
    QObject::connect(showArtifacts, &QToolButton::toggled, view, [this] { showResults(); });
    pages->addWidget(empty.widget);
    pages->addWidget(split);
    QObject::connect(timeline, &TimelineView::jobChosen, view, &RunView::showJob);
}

void RunView::Private::showEmpty()
{
    const std::optional<RunProblem> problem = controller->problem();
    const bool isEmpty = problem || controller->jobs().isEmpty();
    pages->setCurrentIndex(isEmpty ? 0 : 1);
    if (!isEmpty)
        return;
    const Colors &c = colors();
    const qreal ratio = view->devicePixelRatioF();
    empty.more->setVisible(problem.has_value());
    empty.button->setVisible(!controller->isRunning());
    if (problem) {
        empty.icon->setPixmap(iconPixmap(QStringLiteral("error"), 32, c.failed, ratio));
        empty.title->setText(problem->what);
        empty.text->setText(problem->why);
        empty.more->setText(problem->whatToDo);
        empty.button->setText(RunView::tr("Try again"));
    } else if (controller->isRunning()) {
        empty.icon->setPixmap(iconPixmap(QStringLiteral("status-running"), 32, c.running, ratio));
        empty.title->setText(RunView::tr("Preparing the run"));
        empty.text->setText(RunView::tr("Working out which jobs run, and with what."));
    } else {
        empty.icon->setPixmap(iconPixmap(QStringLiteral("rocket"), 32, c.textFaint, ratio));
        empty.title->setText(RunView::tr("Run this pipeline on your machine"));
        empty.text->setText(RunView::tr("Jobs work on a copy of your files, in the order and the containers that GitLab would use. "
                                        "Nothing is pushed, and your working tree is not touched."));
        empty.button->setText(RunView::tr("Run pipeline"));
    }
}

void RunView::Private::showHeader()
{
    const Colors &c = colors();
    const qreal ratio = view->devicePixelRatioF();
    const QStringList jobs = controller->jobs();
    int done = 0;
    bool hasBegun = false;
    for (const QString &name : jobs) {
        const auto state = controller->jobState(name);
        done += state && state->finishedAt.isValid() ? 1 : 0;
        hasBegun |= state && state->startedAt.isValid();
    }
    const QDateTime end = controller->finishedAt().isValid() ? controller->finishedAt() : QDateTime::currentDateTimeUtc();
    const QString elapsed = controller->startedAt().isValid() ? durationText(controller->startedAt().msecsTo(end)) : QString();
    QStringList notes;
    engine::JobStatus shown = engine::JobStatus::Created;
    if (controller->isRunning()) {
        shown = engine::JobStatus::Running;
        status->setText(controller->isAsking()                ? RunView::tr("Waits for your answer")
                        : !controller->pausedJobs().isEmpty() ? RunView::tr("Running, and a job is paused")
                                                              : RunView::tr("Running"));
        if (const auto copying = controller->progressOf({}); copying && !hasBegun)
            notes += copying->fraction >= 0 ? QStringLiteral("%1 %2 %").arg(copying->what).arg(qRound(copying->fraction * 100)) : copying->what;
    } else if (controller->problem()) {
        shown = engine::JobStatus::Failed;
        status->setText(RunView::tr("Not started"));
    } else if (const auto result = controller->result()) {
        shown = *result;
        status->setText(statusText(*result));
    } else {
        status->setText(RunView::tr("No run yet"));
    }
    if (!jobs.isEmpty() && !controller->problem()) {
        notes += RunView::tr("%1 of %2 jobs").arg(done).arg(jobs.size());
        if (!elapsed.isEmpty())
            notes += elapsed;
        notes += RunView::tr("up to %1 at once").arg(controller->concurrency());
    }
    details->setText(notes.join(QStringLiteral("  ·  ")));
    statusIcon->setPixmap(iconPixmap(statusIconName(shown), size::icon, statusColor(shown), ratio));
    statusIcon->setVisible(shown != engine::JobStatus::Created);
    Q_UNUSED(c)
    stop->setVisible(controller->isRunning());
    again->setVisible(!controller->isRunning() && !jobs.isEmpty() && !controller->problem());
}

void RunView::Private::showFailure()
{
    failedJob.clear();
    int others = 0;
    for (const QString &name : controller->jobs()) {
        const auto state = controller->jobState(name);
        if (!state || state->status != engine::JobStatus::Failed || state->allowedToFail)
            continue;
        if (failedJob.isEmpty())
            failedJob = name;
        else
            ++others;
    }
    failure->setVisible(!failedJob.isEmpty() && !controller->problem());
    if (failedJob.isEmpty())
        return;
    const Colors &c = colors();
    const engine::JobState state = *controller->jobState(failedJob);
    QString text = RunView::tr("%1 failed: %2").arg(failedJob, ui::failureText(state));
    if (others == 1)
        text += RunView::tr(" One more job failed.");
    else if (others > 1)
        text += RunView::tr(" %1 more jobs failed.").arg(others);
    if (const QString advice = failureAdvice(state); !advice.isEmpty())
        text += QLatin1Char('\n') + advice;
    failureText->setText(text);
    failureIcon->setPixmap(iconPixmap(QStringLiteral("error"), size::icon, c.failed, view->devicePixelRatioF()));
    failureShow->setVisible(!state.logFile.isEmpty());
    failure->setStyleSheet(QStringLiteral("#failure { background: %1; border: none; }").arg(c.failedSoft.name()));
}

void RunView::Private::showJobHead()
{
    const auto state = controller->jobState(job);
    jobIcon->setVisible(state.has_value());
    jobName->setText(job);
    showResults();
    if (!state) {
        jobNote->clear();
        return;
    }
    const qreal ratio = view->devicePixelRatioF();
    jobIcon->setPixmap(state->paused ? iconPixmap(QStringLiteral("status-paused"), size::icon, colors().failed, ratio)
                                     : iconPixmap(statusIconName(state->status, state->allowedToFail), size::icon,
                                                  statusColor(state->status, state->allowedToFail), ratio));
    QString note = state->paused ? pausedText() : statusText(state->status, state->allowedToFail);
    if (const auto progress = controller->progressOf(job)) {
        note = progress->fraction >= 0
            ? QStringLiteral("%1  %2 %").arg(progress->what).arg(qRound(progress->fraction * 100)) : progress->what;
    } else if (state->status == engine::JobStatus::Manual && !state->guardedBy.empty()) {
        note = guardText(*state);
    } else if (state->status == engine::JobStatus::Failed) {
        note += QStringLiteral(", ") + ui::failureText(*state);
    } else if (state->finishedAt.isValid() && state->startedAt.isValid()) {
        note += QStringLiteral(", ") + durationText(runtimeOf(*state, state->finishedAt));
    }
    if (state->attempts > 1)
        note += RunView::tr(", attempt %1").arg(state->attempts);
    jobNote->setText(note);
}

/// Of a job that has left something; while it runs there is nothing.
void RunView::Private::showResults()
{
    const auto state = controller->jobState(job);
    const bool any = state && ArtifactsPanel::hasAnything(state->results);
    showArtifacts->setVisible(any);
    artifacts->setVisible(any && showArtifacts->isChecked());
    if (any)
        artifacts->setResults(state->results);
}

void RunView::Private::showLog()
{
    const auto state = controller->jobState(job);
    const QString file = state ? state->logFile : QString();
    QString waiting = RunView::tr("Choose a job to see its log.");
    if (state) {
        const auto progress = controller->progressOf(job);
        waiting = progress ? progress->what : file.isEmpty() ? statusText(state->status, state->allowedToFail)
                                                             : RunView::tr("No output yet");
        if (file.isEmpty() && !state->message.isEmpty())
            waiting = state->message;
        else if (state->status == engine::JobStatus::Manual && !state->guardedBy.empty())
            waiting = guardText(*state);
    }
    if (file != shownLog) {
        shownLog = file;
        log->setLog(file, waiting);
    } else {
        log->setWaitingText(waiting);
        log->view()->grew();
    }
}

void RunView::Private::setJob(const QString &name)
{
    job = name;
    timeline->setCurrentJob(name);
    paused->setJob(name);
    showJobHead();
    showLog();
}

/// manual_confirmation, as GitLab asks it.
void RunView::Private::askToStart(const QString &name, const QString &question)
{
    auto *box = new QMessageBox(QMessageBox::Question, RunView::tr("Start %1?").arg(name), question,
                                QMessageBox::Yes | QMessageBox::Cancel, view);
    box->setTextFormat(Qt::PlainText);
    box->button(QMessageBox::Yes)->setText(RunView::tr("Start job"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::finished, controller, [this, name](int answer) {
        if (answer == QMessageBox::Yes)
            controller->playConfirmed(name);
    });
    box->open();
}

/// Until the user chooses a job, the log is that of the newest job that started, and of the first that failed.
void RunView::Private::followRun(const QString &changed)
{
    if (chosen)
        return;
    const auto state = controller->jobState(changed);
    const auto current = controller->jobState(job);
    const bool currentFailed = current
                               && (current->paused
                                   || (current->status == engine::JobStatus::Failed && !current->allowedToFail));
    const bool currentIsOver = !current || current->finishedAt.isValid()
                               || current->status == engine::JobStatus::Created;
    if (!state || currentFailed)
        return;
    const bool failed = state->paused || (state->status == engine::JobStatus::Failed && !state->allowedToFail);
    if (failed || (state->status == engine::JobStatus::Running && currentIsOver))
        setJob(changed);
}

} // namespace stagecraft::ui

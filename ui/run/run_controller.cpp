// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_controller.h"

#include "core/engine/engine_thread.h"
#include "core/engine/run_history.h"
#include "core/project/run_request.h"
#include "ui/run/access_memory.h"
#include "ui/session/background.h"

#include <QHash>
#include <QSettings>

#include <utility>

namespace stagecraft::ui {

namespace {
const QString pausesKey = QStringLiteral("run/pausesOnFailure");
}

struct RunController::Private {
    enum class Phase { Idle, WaitingForAnalysis, Preparing, Asking, Running };

    RunController *controller = nullptr;
    Session *session = nullptr;
    std::unique_ptr<engine::EngineThread> thread; ///< made for the first run
    engine::Run *run = nullptr;                   ///< lives in the thread; called through post() only
    Phase phase = Phase::Idle;
    quint64 serial = 0; ///< of the request; answers to older ones are dropped
    project::RunWish wish;
    std::optional<project::RunWish> lastWish;
    std::optional<project::RunRequest> asked; ///< waits for an answer
    std::optional<int> failedLastTime;
    quint64 look = 0; ///< of lookBack()
    int concurrency = 1;
    QStringList notes;

    QStringList order;
    QHash<QString, engine::JobState> states;
    QHash<QString, RunProgress> progress;
    std::optional<engine::JobStatus> result;
    std::optional<RunProblem> problem;
    QDateTime startedAt;
    QDateTime finishedAt;

    void request(const project::RunWish &wanted);
    void prepare();
    void ask(project::RunRequest request);
    void begin(project::RunRequest request);
    void refuse(RunProblem why);
    void setPhase(Phase next);
    void handle(const engine::RunEvent &event);
    void on(const engine::RunStarted &event);
    void on(const engine::JobsAdded &event);
    void on(const engine::JobChanged &event);
    void on(const engine::JobProgress &event);
    void on(const engine::JobLogGrew &event);
    void on(const engine::RunFinished &event);
};

RunController::RunController(Session *session, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->controller = this;
    d->session = session;
    connect(session, &Session::analysisChanged, this, [this] {
        if (d->phase == Private::Phase::WaitingForAnalysis)
            d->prepare();
    });
    connect(session, &Session::opened, this, [this] {
        // Another repository: what ran before means nothing here.
        cancel();
        ++d->serial;
        if (d->run)
            d->thread->remove(std::exchange(d->run, nullptr));
        d->order.clear();
        d->states.clear();
        d->progress.clear();
        d->result.reset();
        d->problem.reset();
        d->startedAt = d->finishedAt = {};
        d->lastWish.reset();
        d->setPhase(Private::Phase::Idle);
        lookBack();
    });
}

RunController::~RunController() = default;

bool RunController::isRunning() const
{
    return d->phase != Private::Phase::Idle;
}

bool RunController::isAsking() const
{
    return d->phase == Private::Phase::Asking;
}

QStringList RunController::jobs() const
{
    return d->order;
}

std::optional<engine::JobState> RunController::jobState(const QString &name) const
{
    const auto found = d->states.constFind(name);
    return found == d->states.cend() ? std::nullopt : std::optional(*found);
}

std::optional<RunProgress> RunController::progressOf(const QString &name) const
{
    const auto found = d->progress.constFind(name);
    return found == d->progress.cend() ? std::nullopt : std::optional(*found);
}

std::optional<engine::JobStatus> RunController::result() const
{
    return d->result;
}

std::optional<RunProblem> RunController::problem() const
{
    return d->problem;
}

QDateTime RunController::startedAt() const
{
    return d->startedAt;
}

QDateTime RunController::finishedAt() const
{
    return d->finishedAt;
}

QStringList RunController::notes() const
{
    return d->notes;
}

bool RunController::pausesOnFailure() const
{
    return QSettings().value(pausesKey).toBool();
}

void RunController::setPausesOnFailure(bool pauses)
{
    QSettings().setValue(pausesKey, pauses);
}

QStringList RunController::pausedJobs() const
{
    QStringList paused;
    for (const QString &name : d->order) {
        if (d->states.value(name).paused)
            paused += name;
    }
    return paused;
}

int RunController::concurrency() const
{
    return d->concurrency;
}

std::optional<project::RunWish> RunController::lastWish() const
{
    return d->lastWish;
}

std::optional<int> RunController::failedLastTime() const
{
    return d->failedLastTime;
}

void RunController::run(const project::RunWish &wish)
{
    d->request(wish);
}

void RunController::runPipeline()
{
    d->request({});
}

void RunController::runAgain()
{
    if (d->lastWish)
        d->request(*d->lastWish);
}

void RunController::allowAccess(bool remember)
{
    if (d->phase != Private::Phase::Asking)
        return;
    project::RunRequest request = std::move(*d->asked);
    d->asked.reset();
    if (remember)
        rememberAccess(d->session->root(), request.plan.runner);
    d->begin(std::move(request));
}

void RunController::lookBack()
{
    d->failedLastTime.reset();
    Q_EMIT historyChanged();
    if (d->session->root().isEmpty())
        return;
    inBackground(
        this,
        [root = d->session->root()]() -> std::optional<int> {
            const Result<engine::RunRecord> last = engine::keptRun({}, QStringLiteral("last"), root);
            return last ? std::optional(engine::failuresOf(last->report)) : std::nullopt;
        },
        [this, asked = ++d->look](std::optional<int> failed) {
            if (asked != d->look)
                return;
            d->failedLastTime = failed;
            Q_EMIT historyChanged();
        });
}

void RunController::runJobs(const QStringList &names)
{
    if (!names.isEmpty())
        d->request({.jobs = {.jobs = names}});
}

void RunController::cancel()
{
    switch (d->phase) {
    case Private::Phase::Idle:
        return;
    case Private::Phase::WaitingForAnalysis:
    case Private::Phase::Preparing:
    case Private::Phase::Asking:
        ++d->serial;
        d->asked.reset();
        d->setPhase(Private::Phase::Idle);
        return;
    case Private::Phase::Running:
        d->thread->post(d->run, &engine::Run::cancel);
        return;
    }
}

void RunController::cancelJob(const QString &name)
{
    if (d->run)
        d->thread->post(d->run, [run = d->run, name] { run->cancelJob(name); });
}

void RunController::resumeJob(const QString &name)
{
    if (d->run)
        d->thread->post(d->run, [run = d->run, name] { run->resumeJob(name); });
}

void RunController::playManual(const QString &name)
{
    const std::string question = d->states.value(name).manualConfirmation;
    if (question.empty())
        playConfirmed(name);
    else
        Q_EMIT manualQuestion(name, QString::fromStdString(question));
}

void RunController::playConfirmed(const QString &name)
{
    if (d->run)
        d->thread->post(d->run, [run = d->run, name] { run->playManualJob(name); });
}

void RunController::skipManual(const QString &name)
{
    if (d->run)
        d->thread->post(d->run, [run = d->run, name] { run->skipManualJob(name); });
}

void RunController::Private::setPhase(Phase next)
{
    phase = next;
    Q_EMIT controller->stateChanged();
}

void RunController::Private::request(const project::RunWish &wanted)
{
    if (phase != Phase::Idle)
        return;
    ++serial;
    wish = wanted;
    problem.reset();
    if (session->root().isEmpty()) {
        refuse({RunController::tr("There is nothing to run"), RunController::tr("No repository is open."),
                RunController::tr("Open a folder with a .gitlab-ci.yml.")});
        return;
    }
    lastWish = wish;
    setPhase(Phase::WaitingForAnalysis);
    prepare();
}

void RunController::Private::prepare()
{
    if (!session->isAnalysed())
        return; // the analysis of what is on screen is under way
    const auto analysis = session->analysis();
    setPhase(Phase::Preparing);
    project::RunChoices choices;
    choices.concurrency = session->mode().concurrent;
    inBackground(
        controller,
        [analysis, choices, wanted = wish, root = session->root(), mode = session->mode()]() mutable {
            // An existing config.toml is obeyed; without one the chosen mode's defaults count.
            if (analysis->config.size() == 0) {
                choices.runner = runner::runnerSettings(mode);
            } else if (auto settings = runner::runnerSettings(analysis->config)) {
                choices.runner = *settings;
            } else {
                return Result<project::RunRequest>(
                    failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "config.toml, line %1: %2"),
                            {QString::number(settings.error().position.line + 1), settings.error().message}));
            }
            if (const Result<> created = project::checkCreated(*analysis); !created)
                return Result<project::RunRequest>(std::unexpected(created.error()));
            const Result<bool> fulfilled = project::fulfil(wanted, *analysis, choices);
            if (!fulfilled)
                return Result<project::RunRequest>(std::unexpected(fulfilled.error()));
            if (!*fulfilled) {
                return Result<project::RunRequest>(
                    failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "No job has failed in the last run.")));
            }
            return project::prepareRun(analysis, root, choices);
        },
        [this, asked = serial](Result<project::RunRequest> answer) {
            if (asked != serial || phase != Phase::Preparing)
                return;
            if (answer && isAccessRemembered(session->root(), answer->plan.runner))
                begin(std::move(*answer));
            else if (answer)
                ask(std::move(*answer));
            else if (answer.error().kind == ErrorKind::NotFound)
                refuse({RunController::tr("There is nothing to run"), describe(answer.error()), {}});
            else
                refuse({RunController::tr("The pipeline cannot run"), describe(answer.error()),
                        RunController::tr("See the Problems tab, and check the ref and event that the pipeline is run for.")});
        });
}

void RunController::Private::ask(project::RunRequest request)
{
    const QList<runner::RunAccess> access = runner::runAccess(request.plan.runner);
    asked = std::move(request);
    setPhase(Phase::Asking);
    Q_EMIT controller->accessQuestion(access);
}

void RunController::Private::refuse(RunProblem why)
{
    problem = std::move(why);
    setPhase(Phase::Idle);
}

void RunController::Private::begin(project::RunRequest request)
{
    if (!thread)
        thread = std::make_unique<engine::EngineThread>();
    if (run)
        thread->remove(run);
    concurrency = request.plan.concurrency;
    notes.clear();
    for (const std::string &note : request.plan.notes)
        notes << QString::fromStdString(note);
    order.clear();
    states.clear();
    progress.clear();
    result.reset();
    startedAt = QDateTime::currentDateTimeUtc();
    finishedAt = {};
    request.options.pausesOnFailure = controller->pausesOnFailure();
    run = thread->start(std::move(request.plan), std::move(request.options), controller,
                        [this, asked = serial](const engine::RunEvent &event) {
                            if (asked == serial)
                                handle(event);
                        });
    setPhase(Phase::Running);
}

void RunController::Private::handle(const engine::RunEvent &event)
{
    std::visit([this](const auto &e) { on(e); }, event);
}

void RunController::Private::on(const engine::RunStarted &event)
{
    for (const engine::JobState &state : event.jobs) {
        const QString name = QString::fromStdString(state.name);
        order += name;
        states.insert(name, state);
    }
    Q_EMIT controller->runStarted();
}

void RunController::Private::on(const engine::JobsAdded &event)
{
    // Behind the trigger job, and behind what stands there of its pipelines already.
    qsizetype place = order.indexOf(QString::fromStdString(event.bridge)) + 1;
    for (const engine::JobState &state : event.jobs) {
        const QString name = QString::fromStdString(state.name);
        order.insert(place++, name);
        states.insert(name, state);
    }
    for (const std::string &note : event.notes)
        notes << QString::fromStdString(note);
    Q_EMIT controller->jobsAdded();
}

void RunController::Private::on(const engine::JobChanged &event)
{
    const QString name = QString::fromStdString(event.state.name);
    states.insert(name, event.state);
    const engine::JobStatus status = event.state.status;
    if (status != engine::JobStatus::Running)
        progress.remove(name);
    // A manual job that is played after the end makes the run go on.
    if (phase == Phase::Idle && (status == engine::JobStatus::Pending || status == engine::JobStatus::Running)) {
        result.reset();
        finishedAt = {};
        setPhase(Phase::Running);
    }
    Q_EMIT controller->jobStateChanged(name);
}

void RunController::Private::on(const engine::JobProgress &event)
{
    const QString name = QString::fromStdString(event.job);
    progress.insert(name, {event.what, event.fraction});
    Q_EMIT controller->jobProgress(name, event.what, event.fraction);
}

void RunController::Private::on(const engine::JobLogGrew &event)
{
    const QString name = QString::fromStdString(event.job);
    progress.remove(name);
    Q_EMIT controller->jobLogGrew(name, event.size);
}

void RunController::Private::on(const engine::RunFinished &event)
{
    result = event.status;
    finishedAt = QDateTime::currentDateTimeUtc();
    progress.clear();
    setPhase(Phase::Idle);
    Q_EMIT controller->runFinished(event.status);
    controller->lookBack();
}

} // namespace stagecraft::ui

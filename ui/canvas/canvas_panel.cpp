// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_panel.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

namespace {

constexpr std::chrono::milliseconds BannerDelay{700};

/// What a parallel job's card says while its jobs are in different states: the most urgent one.
int urgency(const engine::JobState &state)
{
    if (state.paused)
        return 8;
    switch (state.status) {
    case engine::JobStatus::Running: return 7;
    case engine::JobStatus::Failed: return 6;
    case engine::JobStatus::WaitingForResource:
    case engine::JobStatus::Scheduled:
    case engine::JobStatus::Pending: return 5;
    case engine::JobStatus::Manual: return 4;
    case engine::JobStatus::Created: return 3;
    case engine::JobStatus::Canceled: return 2;
    case engine::JobStatus::Success: return 1;
    case engine::JobStatus::Skipped: return 0;
    }
    return 0;
}

QToolButton *overlayButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize({size::icon, size::icon});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

} // namespace

CanvasPanel::CanvasPanel(Session *session, DeskActions *actions, CommandSet *commands, QWidget *parent)
    : QWidget(parent), m_session(session), m_actions(actions), m_commands(commands), m_view(new CanvasView)
{
    // Nothing here yet.
    m_empty = new QWidget;
    m_emptyTitle = new QLabel;
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    setRole(m_emptyTitle, "title");
    m_emptyText = new QLabel;
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyText->setMaximumWidth(460);
    setRole(m_emptyText, "muted");
    m_emptyText->setFont(ui::font(FontRole::Body));
    auto *starter = new QPushButton(icon(QStringLiteral("file-plus"), IconTone::OnAccent), tr("Create a pipeline"));
    setRole(starter, "primary");
    connect(starter, &QPushButton::clicked, this, &CanvasPanel::starterRequested);
    auto *emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->setSpacing(space::l);
    emptyLayout->addStretch(2);
    emptyLayout->addWidget(m_emptyTitle);
    emptyLayout->addWidget(m_emptyText, 0, Qt::AlignCenter);
    emptyLayout->addWidget(starter, 0, Qt::AlignCenter);
    emptyLayout->addStretch(3);

    // The picture cannot be edited.
    m_banner = new QFrame;
    m_bannerDelay.setSingleShot(true);
    m_bannerDelay.setInterval(BannerDelay);
    connect(&m_bannerDelay, &QTimer::timeout, m_banner, &QWidget::show);
    m_banner->setObjectName(QStringLiteral("warningBanner"));
    auto *bannerIcon = new QLabel;
    bannerIcon->setPixmap(icon(QStringLiteral("lock"), IconTone::Warning).pixmap(size::icon));
    m_bannerText = new QLabel;
    m_bannerText->setWordWrap(true);
    m_bannerButton = new QToolButton;
    m_bannerButton->setText(tr("Show"));
    connect(m_bannerButton, &QToolButton::clicked, this, [this] { Q_EMIT revealRequested(m_bannerRange); });
    auto *bannerLayout = new QHBoxLayout(m_banner);
    bannerLayout->setContentsMargins(space::m, space::s, space::m, space::s);
    bannerLayout->setSpacing(space::s);
    bannerLayout->addWidget(bannerIcon, 0, Qt::AlignTop);
    bannerLayout->addWidget(m_bannerText, 1);
    bannerLayout->addWidget(m_bannerButton);

    auto *stackHost = new QWidget;
    m_stack = new QStackedLayout(stackHost);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_banner);
    outer->addWidget(stackHost, 1);

    // Zoom, floating over the lower right corner.
    m_overlay = new QFrame(m_view);
    m_overlay->setObjectName(QStringLiteral("canvasOverlay"));
    m_zoomLabel = new QToolButton;
    m_zoomLabel->setAutoRaise(true);
    m_zoomLabel->setFocusPolicy(Qt::NoFocus);
    m_zoomLabel->setToolTip(tr("Back to 100 %"));
    m_zoomLabel->setFont(ui::font(FontRole::Small));
    connect(m_zoomLabel, &QToolButton::clicked, this, [this] { m_view->zoomBy(1 / m_view->zoom()); });
    auto *overlayLayout = new QHBoxLayout(m_overlay);
    overlayLayout->setContentsMargins(space::xs, space::xs, space::xs, space::xs);
    overlayLayout->setSpacing(space::hair);
    using namespace Qt::StringLiterals;
    overlayLayout->addWidget(overlayButton(m_commands->action("view.zoomOut"_L1), m_overlay));
    overlayLayout->addWidget(m_zoomLabel);
    overlayLayout->addWidget(overlayButton(m_commands->action("view.zoomIn"_L1), m_overlay));
    overlayLayout->addWidget(overlayButton(m_commands->action("view.fit"_L1), m_overlay));
    m_view->installEventFilter(this);
    connect(m_view, &CanvasView::zoomChanged, this, [this] {
        m_zoomLabel->setText(QStringLiteral("%1 %").arg(qRound(m_view->zoom() * 100)));
        layoutOverlay();
    });

    // These have meanings elsewhere too: here they hold while the canvas has the focus.
    for (const char *id : {"job.rename", "job.duplicate", "job.delete"})
        m_view->addAction(m_commands->action(QLatin1StringView(id)));

    connect(m_view, &CanvasView::performRequested, this,
            [this](const Recipes &recipes, const QString &title) { m_actions->perform(recipes, title); });
    connect(m_view, &CanvasView::selectionEdited, this, &CanvasPanel::takeSelection);
    connect(m_view, &CanvasView::jobActivated, this, &CanvasPanel::jobActivated);
    connect(m_view, &CanvasView::addJobRequested, m_actions, &DeskActions::addJob);
    connect(m_view, &CanvasView::addStageRequested, m_actions, [this] { m_actions->addStage(); });
    connect(m_view, &CanvasView::blockDropped, m_actions,
            [this](const QString &block, const DropPlace &place) { m_actions->addBlock(block, place); });
    connect(m_view, &CanvasView::menuRequested, this, &CanvasPanel::showMenu);
    connect(m_actions, &DeskActions::contentChanged, this, &CanvasPanel::updateContent);
    connect(m_actions, &DeskActions::namingOffered, this, [this](const QString &job, const QString &stage) {
        if (!isVisible())
            return;
        job.isEmpty() ? m_view->renameStage(stage) : m_view->renameJob(job);
    });
    connect(m_session, &Session::selectionChanged, this, &CanvasPanel::giveSelection);
    connect(m_session, &Session::opened, this, [this] {
        clearJobStates();
        m_view->resetView();
    });
    setFocusProxy(m_view);
    updateContent();
}

CanvasPanel::~CanvasPanel() = default;

void CanvasPanel::updateContent()
{
    m_view->setContent(m_actions->sharedContent());
    giveSelection();
    updateBanner();
}

void CanvasPanel::updateBanner()
{
    const project::Analysis &analysis = *m_session->analysis();
    const CanvasContent &content = m_actions->content();
    const bool hasText = !m_session->buffer(Document::Pipeline).bytes().trimmed().isEmpty();
    const bool isAnalysed = analysis.revision == m_session->buffer(Document::Pipeline).revision() || !hasText;
    const bool isEmpty = content.cards.empty() && isAnalysed && (content.columns.empty() || !hasText);
    m_stack->setCurrentWidget(isEmpty ? m_empty : m_view);

    const auto error = std::ranges::find_if(analysis.diagnostics, [](const text::Diagnostic &diagnostic) {
        return diagnostic.severity == text::Severity::Error;
    });
    const bool isBroken = hasText && isAnalysed && !content.editable && error != analysis.diagnostics.end();
    if (!isBroken) {
        m_bannerDelay.stop();
        m_banner->setVisible(!m_banner->isHidden() && hasText && !isAnalysed); // until the text is looked at
    } else if (m_banner->isHidden()) {
        m_bannerDelay.start(); // again with each key: half of a word is no reason to move the picture
    }
    if (isBroken) {
        m_bannerRange = error->range;
        m_bannerText->setText(tr("<b>The picture cannot be edited until the text is repaired.</b> Line %1: %2")
                                  .arg(error->position.line + 1)
                                  .arg(error->message.toHtmlEscaped()));
    }
    if (isEmpty) {
        m_emptyTitle->setText(isBroken ? tr("This text holds no jobs that could be drawn") : tr("No pipeline yet"));
        m_emptyText->setText(isBroken
                                 ? tr("Repair it in the text, or begin again from a starter.")
                                 : tr("Start from a small pipeline that works, then change it here or in the text. "
                                      "Nothing is written before you save."));
    }
}

void CanvasPanel::takeSelection()
{
    if (m_isTaking)
        return;
    m_isTaking = true;
    const QStringList jobs = m_view->canvas().selectedJobs();
    m_session->setSelection({.jobs = QSet<QString>(jobs.begin(), jobs.end()), .stage = m_view->canvas().selectedStage()});
    m_isTaking = false;
}

void CanvasPanel::giveSelection()
{
    if (m_isTaking)
        return;
    m_isTaking = true;
    const Selection &selection = m_session->selection();
    m_view->canvas().select(selection.jobs, selection.stage);
    if (selection.jobs.size() == 1 && !m_view->hasFocus() && !m_view->isDragging())
        m_view->ensureJobVisible(*selection.jobs.cbegin());
    m_isTaking = false;
}

QString CanvasPanel::keyOf(const QString &name) const
{
    if (m_actions->content().card(name))
        return name;
    const expand::EffectiveJob *job = m_session->analysis()->effective.job(name.toStdString());
    return job ? QString::fromStdString(job->sourceName) : name;
}

void CanvasPanel::setJobState(const QString &name, const engine::JobState &state)
{
    const QString key = keyOf(name);
    QHash<QString, CardRun> &runs = m_runs[key];
    CardRun &run = runs[name];
    if (state.status != engine::JobStatus::Running || run.state.status != engine::JobStatus::Running)
        run.fraction = -1;
    run.state = state;
    const auto shown = std::ranges::max_element(runs, {}, [](const CardRun &one) { return urgency(one.state); });
    m_view->canvas().setRun(key, *shown);
}

void CanvasPanel::setJobProgress(const QString &name, double fraction)
{
    const QString key = keyOf(name);
    const auto runs = m_runs.find(key);
    if (runs == m_runs.end() || !runs->contains(name))
        return;
    CardRun &run = (*runs)[name];
    run.fraction = fraction;
    if (run.state.status == engine::JobStatus::Running)
        m_view->canvas().setRun(key, run);
}

void CanvasPanel::clearJobStates()
{
    m_runs.clear();
    m_view->canvas().clearRuns();
}

void CanvasPanel::showMenu(const QString &job, const QString &stage, const QPoint &position)
{
    using namespace Qt::StringLiterals;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true); // they say why an entry is not to be had
    const bool editable = m_actions->content().editable;
    if (!job.isEmpty()) {
        menu->addAction(icon(QStringLiteral("inspector")), tr("Open in inspector"), this,
                        [this, job] { Q_EMIT jobActivated(job); });
        menu->addAction(m_commands->action("job.showText"_L1));
        menu->addSeparator();
        for (const QLatin1StringView id : {"run.selected"_L1, "run.withNeeds"_L1, "run.from"_L1, "run.stage"_L1})
            menu->addAction(m_commands->action(id));
        menu->addSeparator();
        menu->addAction(m_commands->action("job.rename"_L1));
        menu->addAction(m_commands->action("job.duplicate"_L1));
        QMenu *move = menu->addMenu(icon(QStringLiteral("stage")), tr("Move to stage"));
        move->setEnabled(editable);
        const auto &columns = m_actions->content().columns;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            move->addAction(columns[index].stage, this, [this, index] {
                const QStringList jobs = m_view->canvas().selectedJobs();
                const DropPlace place{.column = static_cast<int>(index), .index = 0, .exact = false};
                const Recipes recipes = moveJobs(m_actions->content(), jobs, place);
                if (!recipes.empty())
                    m_actions->perform(recipes, tr("Move to %1").arg(m_actions->content().columns[index].stage));
            });
        }
        menu->addSeparator();
        menu->addAction(m_commands->action("job.delete"_L1));
    } else if (!stage.isEmpty()) {
        menu->addAction(m_commands->action("run.stage"_L1));
        menu->addSeparator();
        menu->addAction(icon(QStringLiteral("plus")), tr("Add job"), this, [this, stage] { m_actions->addJob(stage); })
            ->setEnabled(editable);
        menu->addSeparator();
        menu->addAction(icon(QStringLiteral("edit")), tr("Rename stage"), this, [this, stage] { m_view->renameStage(stage); })
            ->setEnabled(editable);
        menu->addAction(icon(QStringLiteral("stage-plus")), tr("Add stage before"), this,
                        [this, stage] { m_actions->addStage(stage); })
            ->setEnabled(editable);
        menu->addAction(tr("Add stage after"), this,
                        [this, stage] {
                            const auto &columns = m_actions->content().columns;
                            const auto next = static_cast<std::size_t>(m_actions->content().columnOf(stage) + 1);
                            m_actions->addStage(next < columns.size() ? columns[next].stage : QString());
                        })
            ->setEnabled(editable);
        menu->addSeparator();
        menu->addAction(icon(QStringLiteral("trash")), tr("Delete stage"), this,
                        [this, stage] { m_actions->deleteStage(stage); })
            ->setEnabled(editable);
    } else if (m_view->canvas().selectedEdge()) {
        menu->addAction(m_commands->action("job.delete"_L1));
    } else {
        menu->addAction(m_commands->action("job.add"_L1));
        menu->addAction(m_commands->action("stage.add"_L1));
        menu->addSeparator();
        menu->addAction(m_commands->action("view.fit"_L1));
    }
    menu->popup(position);
}

void CanvasPanel::layoutOverlay()
{
    m_overlay->adjustSize();
    const QRect inside = m_view->viewport()->geometry().adjusted(0, 0, -space::m, -space::m);
    m_overlay->move(inside.right() - m_overlay->width(), inside.bottom() - m_overlay->height());
}

bool CanvasPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        layoutOverlay();
    return QWidget::eventFilter(watched, event);
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/timeline_view.h"

#include "core/base/duration_text.h"
#include "ui/run/run_text.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace stagecraft::ui {

namespace {
constexpr int JobHeight = size::row;
constexpr int StageHeight = 26;
constexpr int DurationWidth = 74;
constexpr int ClockInterval = 100;
}

TimelineView::TimelineView(RunController *controller, QWidget *parent)
    : QAbstractScrollArea(parent), m_controller(controller)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Jobs of the run"));
    m_clock.setInterval(ClockInterval);
    connect(&m_clock, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    const auto follow = [this] {
        if (m_controller->isRunning())
            m_clock.start();
        else
            m_clock.stop();
        viewport()->update();
    };
    connect(controller, &RunController::stateChanged, this, [this, follow] {
        rebuild();
        follow();
    });
    connect(controller, &RunController::runStarted, this, &TimelineView::rebuild);
    connect(controller, &RunController::jobsAdded, this, &TimelineView::rebuild);
    connect(controller, &RunController::jobStateChanged, viewport(), qOverload<>(&QWidget::update));
    connect(controller, &RunController::jobProgress, viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    rebuild();
    follow();
}

void TimelineView::rebuild()
{
    m_rows.clear();
    int top = space::xs;
    QString stage;
    for (const QString &job : m_controller->jobs()) {
        const engine::JobState state = *m_controller->jobState(job);
        QString jobStage = QString::fromStdString(state.stage);
        if (!state.bridge.empty())
            jobStage = QString::fromStdString(state.bridge) + QStringLiteral(" › ") + jobStage;
        if (jobStage != stage || m_rows.empty()) {
            m_rows.push_back({jobStage, {}, top, StageHeight});
            top += StageHeight;
            stage = jobStage;
        }
        m_rows.push_back({jobStage, job, top, JobHeight});
        top += JobHeight;
    }
    m_contentHeight = top + space::xs;
    m_hovered = -1;
    if (rowOf(m_current) < 0)
        m_current.clear();
    updateScrollBar();
    viewport()->update();
}

void TimelineView::updateScrollBar()
{
    verticalScrollBar()->setRange(0, std::max(0, m_contentHeight - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(JobHeight);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

int TimelineView::rowOf(const QString &job) const
{
    const auto found = std::ranges::find_if(m_rows, [&](const Row &row) { return !job.isEmpty() && row.job == job; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int TimelineView::rowAt(const QPoint &position) const
{
    const int y = position.y() + verticalScrollBar()->value();
    const auto found = std::ranges::find_if(m_rows, [&](const Row &row) { return row.top <= y && y < row.top + row.height; });
    return found == m_rows.end() || found->job.isEmpty() ? -1 : static_cast<int>(found - m_rows.begin());
}

void TimelineView::setCurrentJob(const QString &name)
{
    m_current = name;
    if (const int row = rowOf(name); row >= 0)
        ensureVisible(row);
    viewport()->update();
}

void TimelineView::ensureVisible(int row)
{
    const Row &r = m_rows[static_cast<std::size_t>(row)];
    QScrollBar *bar = verticalScrollBar();
    if (r.top < bar->value())
        bar->setValue(r.top - StageHeight);
    else if (r.top + r.height > bar->value() + viewport()->height())
        bar->setValue(r.top + r.height - viewport()->height());
}

void TimelineView::choose(int row)
{
    if (row < 0)
        return;
    const QString job = m_rows[static_cast<std::size_t>(row)].job;
    setCurrentJob(job);
    Q_EMIT jobChosen(job);
}

void TimelineView::step(int direction)
{
    const int count = static_cast<int>(m_rows.size());
    int row = rowOf(m_current);
    if (row < 0 && direction < 0)
        row = count;
    for (row += direction; row >= 0 && row < count; row += direction) {
        if (!m_rows[static_cast<std::size_t>(row)].job.isEmpty()) {
            choose(row);
            return;
        }
    }
}

QRect TimelineView::playButton(const QRect &area) const
{
    return {area.right() - space::s - 20, area.top() + (area.height() - 20) / 2, 20, 20};
}

void TimelineView::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), c.surface);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime end = m_controller->finishedAt().isValid() ? m_controller->finishedAt() : now;
    const qint64 span = std::max<qint64>(1000, m_controller->startedAt().isValid() ? m_controller->startedAt().msecsTo(end) : 0);
    const int offset = verticalScrollBar()->value();
    for (const Row &row : m_rows) {
        const QRect area(0, row.top - offset, viewport()->width(), row.height);
        if (!area.intersects(viewport()->rect()))
            continue;
        if (!row.job.isEmpty()) {
            paintJob(painter, area, row, now, span);
            continue;
        }
        painter.setFont(ui::font(FontRole::Small));
        painter.setPen(c.textMuted);
        painter.drawText(area.adjusted(space::m, 0, -space::m, -space::hair), Qt::AlignLeft | Qt::AlignBottom, row.stage);
    }
}

void TimelineView::paintJob(QPainter &painter, const QRect &area, const Row &row, const QDateTime &now, qint64 span)
{
    const Colors &c = colors();
    const std::optional<engine::JobState> state = m_controller->jobState(row.job);
    if (!state)
        return;
    const bool current = row.job == m_current;
    const bool hovered = m_hovered >= 0 && m_rows[static_cast<std::size_t>(m_hovered)].job == row.job;
    if (current || hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(current ? c.selection : c.hover);
        painter.drawRoundedRect(area.adjusted(space::xs, 1, -space::xs, -1), radius::small, radius::small);
    }
    if (current && hasFocus()) {
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(area).adjusted(space::xs + 0.5, 1.5, -space::xs - 0.5, -1.5), radius::small, radius::small);
    }

    const int iconX = area.left() + space::m;
    painter.drawPixmap(iconX, area.top() + (area.height() - size::icon) / 2,
                       state->paused
                           ? iconPixmap(QStringLiteral("status-paused"), size::icon, c.failed, devicePixelRatioF())
                           : iconPixmap(statusIconName(state->status, state->allowedToFail), size::icon,
                                        statusColor(state->status, state->allowedToFail), devicePixelRatioF()));

    const int nameX = iconX + size::icon + space::s;
    const int nameWidth = std::clamp(area.width() * 36 / 100, 90, 260);
    painter.setFont(ui::font(FontRole::Body));
    painter.setPen(state->status == engine::JobStatus::Skipped || state->status == engine::JobStatus::Created
                       ? c.textMuted : c.text);
    painter.drawText(QRect(nameX, area.top(), nameWidth, area.height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.job, Qt::ElideRight, nameWidth));

    const int right = area.right() - space::m;
    if (state->status == engine::JobStatus::Manual) {
        painter.drawPixmap(playButton(area).adjusted(2, 2, -2, -2).topLeft(),
                           iconPixmap(QStringLiteral("play"), size::icon, c.manual, devicePixelRatioF()));
    } else {
        const qint64 runtime = runtimeOf(*state, now);
        const std::optional<RunProgress> progress = m_controller->progressOf(row.job);
        painter.setFont(ui::font(FontRole::Small));
        painter.setPen(c.textMuted);
        QString text = runtime >= 0 ? durationText(runtime) : QString();
        if (progress && progress->fraction >= 0)
            text = QStringLiteral("%1 %").arg(qRound(progress->fraction * 100));
        if (state->paused) {
            text = tr("Paused");
            painter.setPen(c.failed);
        }
        painter.drawText(QRect(right - DurationWidth, area.top(), DurationWidth, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
    const int trackLeft = nameX + nameWidth + space::s;
    const QRect track(trackLeft, area.top(), right - DurationWidth - space::s - trackLeft, area.height());
    if (track.width() > 16)
        paintBar(painter, track, *state, now, span);
}

void TimelineView::paintBar(QPainter &painter, const QRect &track, const engine::JobState &state, const QDateTime &now,
                            qint64 span)
{
    const Colors &c = colors();
    const QDateTime begin = m_controller->startedAt();
    const auto xOf = [&](const QDateTime &time) {
        return track.left() + std::clamp(static_cast<double>(begin.msecsTo(time)) / static_cast<double>(span), 0.0, 1.0) * track.width();
    };
    constexpr double Thickness = 8;
    const double middle = track.center().y() + 0.5;
    painter.setPen(QPen(c.border, 1));
    painter.drawLine(QPointF(track.left(), middle), QPointF(track.right(), middle));
    if (!state.startedAt.isValid())
        return;
    const double from = xOf(state.startedAt);
    const double to = std::max(from + 3, xOf(state.finishedAt.isValid() ? state.finishedAt : now));
    if (state.queuedAt.isValid() && state.queuedAt < state.startedAt) {
        painter.setPen(QPen(c.borderStrong, 2));
        painter.drawLine(QPointF(xOf(state.queuedAt), middle), QPointF(from, middle));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(state.paused ? c.failed : statusColor(state.status, state.allowedToFail));
    painter.drawRoundedRect(QRectF(from, middle - Thickness / 2, to - from, Thickness), 3, 3);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const int row = rowAt(position);
    if (row < 0 || event->button() != Qt::LeftButton)
        return;
    const Row &r = m_rows[static_cast<std::size_t>(row)];
    const QRect area(0, r.top - verticalScrollBar()->value(), viewport()->width(), r.height);
    const auto state = m_controller->jobState(r.job);
    if (state && state->status == engine::JobStatus::Manual && playButton(area).contains(position)) {
        m_controller->playManual(r.job);
        return;
    }
    choose(row);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

void TimelineView::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_hovered = -1;
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up: step(-1); return;
    case Qt::Key_Down: step(1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(rowOf(m_current)); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row < 0) {
            QToolTip::hideText();
            return true;
        }
        const QString job = m_rows[static_cast<std::size_t>(row)].job;
        const engine::JobState state = *m_controller->jobState(job);
        QString text = QStringLiteral("<b>%1</b><br>%2")
                           .arg(job.toHtmlEscaped(),
                                state.paused ? pausedText() : statusText(state.status, state.allowedToFail));
        if (state.status == engine::JobStatus::Manual && !state.guardedBy.empty())
            text += QStringLiteral("<br>%1").arg(guardText(state).toHtmlEscaped());
        if (state.status == engine::JobStatus::Failed)
            text += QStringLiteral(": %1").arg(failureText(state).toHtmlEscaped());
        if (const auto progress = m_controller->progressOf(job))
            text += QStringLiteral("<br>%1").arg(progress->what.toHtmlEscaped());
        QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = rowAt(event->pos());
    if (row < 0)
        return;
    const QString job = m_rows[static_cast<std::size_t>(row)].job;
    const engine::JobStatus status = m_controller->jobState(job)->status;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("log"), IconTone::Muted), tr("Show log"), this, [this, job] { choose(rowOf(job)); });
    if (status == engine::JobStatus::Manual) {
        menu->addAction(icon(QStringLiteral("play"), IconTone::Muted), tr("Start job"), this,
                        [this, job] { m_controller->playManual(job); });
    }
    if (status == engine::JobStatus::Manual) {
        menu->addAction(icon(QStringLiteral("status-skipped"), IconTone::Muted), tr("Skip job"), this,
                        [this, job] { m_controller->skipManual(job); });
    }
    if (m_controller->jobState(job)->paused) {
        menu->addAction(icon(QStringLiteral("play"), IconTone::Muted), tr("Continue job"), this,
                        [this, job] { m_controller->resumeJob(job); });
    }
    const bool isActive = status == engine::JobStatus::Running || status == engine::JobStatus::Pending
        || status == engine::JobStatus::Scheduled || status == engine::JobStatus::WaitingForResource;
    menu->addAction(icon(QStringLiteral("stop"), IconTone::Muted), tr("Cancel job"), this,
                    [this, job] { m_controller->cancelJob(job); })->setEnabled(isActive);
    menu->addSeparator();
    const QString against = m_controller->isRunning() ? tr("A run is under way. Stop it, or let it end, first.")
        : m_controller->jobState(job)->bridge.empty() ? QString() : tr("Its pipeline is started by a trigger job. Run that one.");
    menu->setToolTipsVisible(true);
    const auto addRun = [&](const char *iconName, const QString &text, const project::RunWish &wish) {
        QAction *action = menu->addAction(icon(QString::fromLatin1(iconName), IconTone::Muted), text, this,
                                          [this, wish] { m_controller->run(wish); });
        action->setEnabled(against.isEmpty());
        action->setToolTip(against);
    };
    addRun("play-one", tr("Run only this job"), {.jobs = {.jobs = {job}}});
    addRun("need", tr("Run with what it needs"), {.jobs = {.jobs = {job}, .withNeeds = true}});
    addRun("arrow-right", tr("Run from here"), {.jobs = {.from = {job}}});
    menu->popup(event->globalPos());
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/paused_bar.h"

#include "core/engine/job_terminal.h"
#include "ui/run/run_controller.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

PausedBar::PausedBar(RunController *controller, QWidget *parent)
    : QFrame(parent),
      m_controller(controller),
      m_icon(new QLabel),
      m_text(new QLabel),
      m_byHand(new QWidget),
      m_command(new QLineEdit)
{
    setObjectName(QStringLiteral("pausedBar"));
    m_icon->setFixedSize(size::icon, size::icon);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    const auto button = [](const char *name, const QString &iconName, IconTone tone, const QString &text) {
        auto *made = new QPushButton(icon(iconName, tone), text);
        made->setObjectName(QString::fromLatin1(name));
        return made;
    };
    QPushButton *open = button("openTerminal", QStringLiteral("terminal"), IconTone::Normal, tr("Open terminal"));
    open->setToolTip(tr("A shell where the job stands, with its files, variables and services"));
    QPushButton *resume = button("resume", QStringLiteral("play"), IconTone::Normal, tr("Continue"));
    resume->setToolTip(tr("The job comes to its end as a failed job: after_script, artifacts, cleaning up"));
    QPushButton *stop = button("stopJob", QStringLiteral("stop"), IconTone::Failed, tr("Stop"));
    stop->setToolTip(tr("Cancel this job"));
    setRole(stop, "danger");

    auto *first = new QHBoxLayout;
    first->setSpacing(space::s);
    first->addWidget(m_icon);
    first->addWidget(m_text, 1);
    for (QPushButton *one : {open, resume, stop})
        first->addWidget(one);
    auto *second = new QHBoxLayout(m_byHand);
    second->setContentsMargins(size::icon + space::s, 0, 0, 0);
    second->setSpacing(space::s);
    auto *hint = new QLabel(tr("No terminal could be opened. In one of yours:"));
    setRole(hint, "muted");
    m_command->setReadOnly(true);
    m_command->setObjectName(QStringLiteral("terminalCommand"));
    m_command->setAccessibleName(hint->text());
    auto *copy = button("copyCommand", QStringLiteral("copy"), IconTone::Normal, tr("Copy"));
    second->addWidget(hint);
    second->addWidget(m_command, 1);
    second->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::xs, space::s, space::xs);
    layout->setSpacing(space::xs);
    layout->addLayout(first);
    layout->addWidget(m_byHand);

    connect(open, &QPushButton::clicked, this, &PausedBar::openTerminal);
    connect(resume, &QPushButton::clicked, this, [this] { m_controller->resumeJob(m_paused); });
    connect(stop, &QPushButton::clicked, this, [this] { m_controller->cancelJob(m_paused); });
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    connect(&m_terminals, &TerminalLauncher::unavailable, this, &PausedBar::offerCommand);
    for (const auto changed : {&RunController::stateChanged, &RunController::runStarted})
        connect(controller, changed, this, &PausedBar::refresh);
    connect(controller, &RunController::jobStateChanged, this, &PausedBar::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &PausedBar::refresh);
    refresh();
}

void PausedBar::setJob(const QString &name)
{
    m_shown = name;
    refresh();
}

void PausedBar::refresh()
{
    const QStringList paused = m_controller->pausedJobs();
    const QString job = paused.contains(m_shown) ? m_shown : paused.value(0);
    if (job != m_paused)
        m_byHand->hide();
    m_paused = job;
    setVisible(!job.isEmpty());
    if (job.isEmpty())
        return;
    QString text = job == m_shown ? tr("This job is paused after its script failed.")
                                  : tr("%1 is paused after its script failed.").arg(job);
    if (paused.size() == 2)
        text += tr(" One more job is paused.");
    else if (paused.size() > 2)
        text += tr(" %1 more jobs are paused.").arg(paused.size() - 1);
    m_text->setText(text);
    const Colors &c = colors();
    m_icon->setPixmap(iconPixmap(QStringLiteral("status-paused"), size::icon, c.failed, devicePixelRatioF()));
    setStyleSheet(QStringLiteral("#pausedBar { background: %1; border: none; }").arg(c.failedSoft.name()));
}

void PausedBar::openTerminal()
{
    const std::optional<engine::JobState> state = m_controller->jobState(m_paused);
    if (state && state->paused)
        m_terminals.open(state->paused->file);
}

void PausedBar::offerCommand(const QString &command)
{
    m_command->setText(command);
    m_command->setCursorPosition(0);
    m_byHand->show();
}

} // namespace stagecraft::ui

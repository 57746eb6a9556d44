// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/runner_widgets.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

namespace stagecraft::ui {

QString modeIconName(runner::RunnerMode mode)
{
    switch (mode) {
    case runner::RunnerMode::Shell: return QStringLiteral("terminal");
    case runner::RunnerMode::DockerInDocker: return QStringLiteral("docker-in-docker");
    case runner::RunnerMode::DockerSocket: break;
    }
    return QStringLiteral("plug");
}

QString modeTitle(runner::RunnerMode mode)
{
    switch (mode) {
    case runner::RunnerMode::Shell: return QCoreApplication::translate("stagecraft", "Shell");
    case runner::RunnerMode::DockerInDocker: return QCoreApplication::translate("stagecraft", "Docker-in-Docker");
    case runner::RunnerMode::DockerSocket: break;
    }
    return QCoreApplication::translate("stagecraft", "Docker socket");
}

QString modeTagline(runner::RunnerMode mode)
{
    switch (mode) {
    case runner::RunnerMode::Shell:
        return QCoreApplication::translate("stagecraft", "Jobs run on the runner's machine itself, with its tools.");
    case runner::RunnerMode::DockerInDocker:
        return QCoreApplication::translate("stagecraft", "Each job has a Docker engine of its own, in a privileged service.");
    case runner::RunnerMode::DockerSocket:
        break;
    }
    return QCoreApplication::translate("stagecraft", "Jobs share the Docker engine of the machine. Fast, images stay.");
}

QLabel *makeText(const QString &text, const char *role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    if (role)
        setRole(label, role);
    return label;
}

QLabel *makeIcon(const QString &name, const QColor &color, int size, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFixedSize(size, size);
    label->setPixmap(iconPixmap(name, size, color, label->devicePixelRatioF()));
    return label;
}

CommandBox::CommandBox(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("commandBox"));
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(ui::font(FontRole::Mono));
    m_text->setWordWrap(true);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy = new QToolButton(this);
    m_copy->setIcon(icon(QStringLiteral("copy"), IconTone::Muted));
    m_copy->setToolTip(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the command"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::xs, space::xs, space::xs);
    layout->setSpacing(space::s);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    connect(m_copy, &QToolButton::clicked, this, &CommandBox::copy);
    const auto colour = [this] {
        setStyleSheet(QStringLiteral("#commandBox { background: %1; border: 1px solid %2; border-radius: %3px; }")
                          .arg(colors().sunken.name(), colors().border.name()).arg(radius::medium));
    };
    connect(&Theme::instance(), &Theme::changed, this, colour);
    colour();
}

void CommandBox::setCommand(const QString &command)
{
    m_command = command;
    m_text->setText(command);
}

void CommandBox::copy()
{
    QGuiApplication::clipboard()->setText(m_command);
    m_copy->setIcon(icon(QStringLiteral("check"), IconTone::Success));
    QTimer::singleShot(1500, this, [this] { m_copy->setIcon(icon(QStringLiteral("copy"), IconTone::Muted)); });
}

Banner::Banner(Tone tone, const QString &text, QWidget *parent) : QFrame(parent), m_tone(tone)
{
    const Colors &c = colors();
    const QColor color = tone == Tone::Error ? c.failed : tone == Tone::Warning ? c.warning : c.info;
    const QString name = tone == Tone::Error ? QStringLiteral("error")
        : tone == Tone::Warning              ? QStringLiteral("warning")
                                             : QStringLiteral("info");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(makeIcon(name, color, size::icon, this), 0, Qt::AlignTop);
    layout->addWidget(makeText(text, nullptr, this), 1);
}

void Banner::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == Tone::Error ? c.failedSoft : m_tone == Tone::Warning ? c.warningSoft : c.runningSoft);
    painter.drawRoundedRect(rect(), radius::medium, radius::medium);
}

} // namespace stagecraft::ui

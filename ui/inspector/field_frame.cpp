// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/field_frame.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

QString provenanceText(const expand::Provenance &provenance)
{
    const QString from = QString::fromStdString(provenance.from);
    switch (provenance.via) {
    case expand::Via::Own: return {};
    case expand::Via::Extends: return FieldFrame::tr("extends %1").arg(from);
    case expand::Via::Default: return FieldFrame::tr("default");
    case expand::Via::Include: return FieldFrame::tr("from %1").arg(from.isEmpty() ? provenance.file : from);
    case expand::Via::Anchor: return FieldFrame::tr("anchor %1").arg(from);
    case expand::Via::Reference: return FieldFrame::tr("reference %1").arg(from);
    case expand::Via::Global: return FieldFrame::tr("pipeline");
    case expand::Via::BuiltIn: return FieldFrame::tr("GitLab default");
    }
    return {};
}

FieldFrame::FieldFrame(const QString &label, const QString &help, QWidget *parent) : QWidget(parent)
{
    auto *title = new QLabel(label, this);
    title->setFont(ui::font(FontRole::Strong));
    title->setToolTip(help.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));

    const auto smallButton = [this](const QString &text, const QString &toolTip) {
        auto *button = new QToolButton(this);
        button->setText(text);
        button->setFont(ui::font(FontRole::Small));
        button->setToolTip(toolTip);
        button->setCursor(Qt::PointingHandCursor);
        button->hide();
        return button;
    };
    m_chip = smallButton({}, tr("Show where this value is written"));
    m_override = smallButton(tr("Override here"), tr("Write this value into the job itself; its source stays as it is"));
    m_reset = smallButton(tr("Reset"), tr("Remove the value from here"));

    auto *head = new QHBoxLayout;
    head->setSpacing(space::xs);
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_chip);
    head->addWidget(m_override);
    head->addWidget(m_reset);

    const auto line = [this](const char *role) {
        auto *text = new QLabel(this);
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        setRole(text, role);
        text->setFont(ui::font(FontRole::Small));
        text->hide();
        return text;
    };
    m_note = line("muted");
    m_help = line("muted");
    m_help->setText(help);
    m_error = line("error");

    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(space::xs);
    m_layout->addLayout(head);
    m_layout->addWidget(m_note);
    m_layout->addWidget(m_error);
    m_layout->addWidget(m_help);

    connect(m_reset, &QToolButton::clicked, this, &FieldFrame::resetRequested);
    connect(m_override, &QToolButton::clicked, this, &FieldFrame::overrideRequested);
    connect(m_chip, &QToolButton::clicked, this, [this] {
        if (m_provenance && !m_provenance->range.isEmpty())
            Q_EMIT revealRequested(m_provenance->file, m_provenance->range);
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        m_help->setVisible(!m_help->text().isEmpty() && m_editor && now
                           && (now == m_editor || m_editor->isAncestorOf(now)));
    });
    const auto colour = [this] {
        m_chip->setStyleSheet(QStringLiteral("QToolButton { background: %1; color: %2; border: none; border-radius: 8px; padding: 1px 8px; }")
                                  .arg(colors().accentSoft.name(), colors().accent.name()));
        for (QToolButton *button : {m_override, m_reset})
            button->setStyleSheet(QStringLiteral("QToolButton { color: %1; border: none; padding: 1px 4px; }").arg(colors().textMuted.name()));
    };
    connect(&Theme::instance(), &Theme::changed, this, colour);
    colour();
}

FieldFrame::~FieldFrame()
{
    // The editor loses the focus while it goes, when nothing here may be looked at any more.
    disconnect(qApp, nullptr, this, nullptr);
}

void FieldFrame::setEditor(QWidget *editor)
{
    m_editor = editor;
    editor->setParent(this);
    m_layout->insertWidget(1, editor);
}

bool FieldFrame::isBeingEdited() const
{
    const QWidget *focus = QApplication::focusWidget();
    return m_editor && focus && (focus == m_editor || m_editor->isAncestorOf(focus));
}

void FieldFrame::setState(State state, const std::optional<expand::Provenance> &provenance)
{
    m_provenance = provenance;
    const QString from = provenance && state != State::Own ? provenanceText(*provenance) : QString();
    const bool isBuiltIn = !provenance || provenance->via == expand::Via::BuiltIn;
    m_chip->setText(from);
    m_chip->setVisible(!from.isEmpty() && !isBuiltIn);
    m_override->setVisible(state == State::Inherited && !isBuiltIn);
    m_reset->setVisible(state == State::Own);
}

void FieldFrame::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void FieldFrame::showError(const QString &reason)
{
    m_error->setText(reason);
    m_error->setVisible(!reason.isEmpty());
}

void FieldFrame::clearError()
{
    showError({});
}

} // namespace stagecraft::ui

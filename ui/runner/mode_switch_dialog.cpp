// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/mode_switch_dialog.h"

#include "ui/runner/diff_view.h"
#include "ui/runner/runner_widgets.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

using SwitchAnswer = std::expected<runner::ModeSwitch, text::Diagnostic>;

/// One file's heading and diff.
struct FileSection {
    QWidget *widget = nullptr;
    QLabel *counts = nullptr;
    DiffView *diff = nullptr;
    QLabel *unchanged = nullptr;
};

FileSection makeSection(const QString &iconName, const QString &name, QWidget *parent)
{
    FileSection section;
    section.widget = new QFrame(parent);
    setRole(section.widget, "panel");
    auto *head = new QWidget(section.widget);
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(space::m, space::s, space::m, space::s);
    headLayout->setSpacing(space::s);
    headLayout->addWidget(makeIcon(iconName, colors().textMuted, size::icon, head));
    auto *title = new QLabel(name, head);
    setRole(title, "strong");
    headLayout->addWidget(title);
    section.counts = new QLabel(head);
    section.counts->setTextFormat(Qt::RichText);
    headLayout->addWidget(section.counts);
    headLayout->addStretch();

    section.diff = new DiffView(section.widget);
    section.diff->setObjectName(name);
    section.diff->setAccessibleName(ModeSwitchDialog::tr("Changes of %1").arg(name));
    section.unchanged = new QLabel(ModeSwitchDialog::tr("Nothing to change here."), section.widget);
    setRole(section.unchanged, "muted");
    section.unchanged->setAlignment(Qt::AlignCenter);
    section.unchanged->setMinimumHeight(size::toolbar);
    section.unchanged->hide();

    auto *layout = new QVBoxLayout(section.widget);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(section.diff, 1);
    layout->addWidget(section.unchanged, 1);
    return section;
}

} // namespace

struct ModeSwitchDialog::Private {
    ModeSwitchDialog *dialog = nullptr;
    Session *session = nullptr;
    runner::ModeOptions options;
    FileSection pipeline;
    FileSection config;
    QSplitter *files = nullptr;
    QWidget *messages = nullptr;
    QVBoxLayout *messagesLayout = nullptr;
    QPushButton *apply = nullptr;
    std::optional<runner::ModeSwitch> change;
    quint64 pipelineRevision = 0; ///< what `change` is for
    quint64 configRevision = 0;
    bool applying = false;

    void compute();
    void show(const SwitchAnswer &answer);
    void showFile(FileSection &section, const text::TextBuffer &buffer, const text::TextPatch &patch);
    void setMessages(const QStringList &notes, Banner::Tone tone);
};

ModeSwitchDialog::ModeSwitchDialog(Session *session, const runner::ModeOptions &options, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>())
{
    d->dialog = this;
    d->session = session;
    d->options = options;
    const runner::ModeGuide guide = runner::guide(options);
    setWindowTitle(tr("Switch runner mode"));
    resize(920, 680);

    auto *head = new QWidget(this);
    auto *headText = new QVBoxLayout;
    headText->setSpacing(space::hair);
    headText->addWidget(makeText(tr("Switch to %1").arg(guide.title), "heading", head));
    auto *summary = makeText(guide.summary, nullptr, head);
    setRole(summary, "muted");
    headText->addWidget(summary);
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(space::xl, space::l, space::xl, space::m);
    headLayout->setSpacing(space::m);
    headLayout->addWidget(makeIcon(modeIconName(options.mode), colors().accent, 28, head), 0, Qt::AlignTop);
    headLayout->addLayout(headText, 1);

    auto *unified = new QToolButton(head);
    unified->setText(tr("Unified"));
    unified->setCheckable(true);
    unified->setChecked(true);
    unified->setAutoExclusive(true);
    auto *sideBySide = new QToolButton(head);
    sideBySide->setText(tr("Side by side"));
    sideBySide->setCheckable(true);
    sideBySide->setAutoExclusive(true);
    headLayout->addWidget(unified, 0, Qt::AlignBottom);
    headLayout->addWidget(sideBySide, 0, Qt::AlignBottom);

    d->files = new QSplitter(Qt::Vertical, this);
    d->files->setChildrenCollapsible(false);
    d->pipeline = makeSection(QStringLiteral("file-text"), QFileInfo(session->pipelineFile()).fileName(), d->files);
    d->config = makeSection(QStringLiteral("file-gear"), QFileInfo(session->configFile()).fileName(), d->files);
    d->files->addWidget(d->pipeline.widget);
    d->files->addWidget(d->config.widget);

    d->messages = new QWidget(this);
    d->messagesLayout = new QVBoxLayout(d->messages);
    d->messagesLayout->setContentsMargins(space::xl, space::m, space::xl, 0);
    d->messagesLayout->setSpacing(space::s);

    auto *buttons = new QWidget(this);
    auto *hint = makeText(tr("One step in the undo history. Nothing is saved to disk yet."), "muted", buttons);
    auto *cancel = new QPushButton(tr("Cancel"), buttons);
    d->apply = new QPushButton(tr("Apply to both files"), buttons);
    setRole(d->apply, "primary");
    d->apply->setDefault(true);
    d->apply->setEnabled(false);
    d->apply->setObjectName(QStringLiteral("apply"));
    auto *buttonsLayout = new QHBoxLayout(buttons);
    buttonsLayout->setContentsMargins(space::xl, space::m, space::xl, space::l);
    buttonsLayout->setSpacing(space::s);
    buttonsLayout->addWidget(hint, 1);
    buttonsLayout->addWidget(cancel);
    buttonsLayout->addWidget(d->apply);

    const auto line = [this] {
        auto *frame = new QFrame(this);
        setRole(frame, "line");
        frame->setFixedHeight(1);
        return frame;
    };
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(line());
    layout->addWidget(d->files, 1);
    layout->addWidget(line());
    layout->addWidget(d->messages);
    layout->addWidget(buttons);

    connect(sideBySide, &QToolButton::toggled, this, [this](bool on) {
        d->pipeline.diff->setSideBySide(on);
        d->config.diff->setSideBySide(on);
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(d->apply, &QPushButton::clicked, this, &ModeSwitchDialog::accept);
    // What is shown must be what is applied: a text that changes meanwhile is compared anew.
    connect(session, &Session::textChanged, this, [this] {
        if (!d->applying)
            d->compute();
    });
    connect(session, &Session::opened, this, &QDialog::reject);
    d->compute();
}

ModeSwitchDialog::~ModeSwitchDialog() = default;

void ModeSwitchDialog::Private::compute()
{
    change.reset();
    apply->setEnabled(false);
    const text::TextBuffer pipelineText = session->buffer(Document::Pipeline);
    const text::TextBuffer configText = session->buffer(Document::Config);
    inBackground(
        dialog,
        [pipelineText, configText, wanted = options] { return runner::switchMode(pipelineText, configText, wanted); },
        [this, pipelineText, configText](const SwitchAnswer &answer) {
            if (pipelineText.revision() != session->buffer(Document::Pipeline).revision()
                || configText.revision() != session->buffer(Document::Config).revision())
                return; // a newer comparison is under way
            pipelineRevision = pipelineText.revision();
            configRevision = configText.revision();
            show(answer);
        });
}

void ModeSwitchDialog::Private::show(const SwitchAnswer &answer)
{
    if (!answer) {
        const text::Diagnostic &problem = answer.error();
        files->hide();
        setMessages({ModeSwitchDialog::tr("%1, line %2: %3").arg(QFileInfo(problem.file).fileName())
                         .arg(problem.position.line + 1).arg(problem.message)}, Banner::Tone::Error);
        return;
    }
    files->show();
    change = *answer;
    showFile(pipeline, session->buffer(Document::Pipeline), answer->pipelinePatch);
    showFile(config, session->buffer(Document::Config), answer->configPatch);
    setMessages(answer->notes, Banner::Tone::Warning);
    const bool nothing = answer->pipelinePatch.isEmpty() && answer->configPatch.isEmpty();
    apply->setText(nothing ? ModeSwitchDialog::tr("Use this mode") : ModeSwitchDialog::tr("Apply to both files"));
    apply->setEnabled(true);
    const int pipelineHeight = pipeline.diff->isHidden() ? 90 : pipeline.diff->sizeHint().height() + 40;
    const int configHeight = config.diff->isHidden() ? 90 : config.diff->sizeHint().height() + 40;
    files->setSizes({pipelineHeight, configHeight});
}

void ModeSwitchDialog::Private::showFile(FileSection &section, const text::TextBuffer &buffer,
                                         const text::TextPatch &patch)
{
    const Colors &c = colors();
    LineDiff diff = lineDiff(buffer, patch);
    QStringList counts;
    if (diff.added > 0)
        counts += QStringLiteral("<span style='color:%1'>+%2</span>").arg(c.diffAddedText.name()).arg(diff.added);
    if (diff.removed > 0)
        counts += QStringLiteral("<span style='color:%1'>−%2</span>").arg(c.diffRemovedText.name()).arg(diff.removed);
    if (buffer.size() == 0 && diff.added > 0)
        counts.prepend(QStringLiteral("<span style='color:%1'>%2</span>")
                           .arg(c.textMuted.name(), ModeSwitchDialog::tr("new file")));
    section.counts->setText(counts.join(QStringLiteral("&nbsp;&nbsp;")));
    const bool empty = diff.lines.empty();
    section.diff->setDiff(std::move(diff));
    section.diff->setHidden(empty);
    section.unchanged->setVisible(empty);
}

void ModeSwitchDialog::Private::setMessages(const QStringList &notes, Banner::Tone tone)
{
    while (QLayoutItem *item = messagesLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &note : notes)
        messagesLayout->addWidget(new Banner(tone, note, messages));
    messages->setVisible(!notes.isEmpty());
}

void ModeSwitchDialog::accept()
{
    const bool isCurrent = d->change && d->pipelineRevision == d->session->buffer(Document::Pipeline).revision()
        && d->configRevision == d->session->buffer(Document::Config).revision();
    if (!isCurrent)
        return;
    d->applying = true;
    d->session->applyBoth(d->change->pipelinePatch, d->change->configPatch,
                          tr("Switch to %1").arg(modeTitle(d->options.mode)));
    d->session->setMode(d->options);
    QDialog::accept();
}

ModeSwitchDialog *openModeSwitch(Session *session, const runner::ModeOptions &options, QWidget *parent)
{
    auto *dialog = new ModeSwitchDialog(session, options, parent ? parent->window() : nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

} // namespace stagecraft::ui

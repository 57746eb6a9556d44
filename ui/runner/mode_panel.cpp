// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/mode_panel.h"

#include "ui/runner/mode_card.h"
#include "ui/runner/mode_switch_dialog.h"
#include "ui/runner/runner_widgets.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <optional>

namespace stagecraft::ui {

namespace {

constexpr int WidestContent = 980;
constexpr int NarrowPanel = 760; ///< below, everything stands in one column

constexpr std::array Modes = {runner::RunnerMode::Shell, runner::RunnerMode::DockerInDocker,
                              runner::RunnerMode::DockerSocket};

/// A heading with what belongs to it below.
QVBoxLayout *addSection(QVBoxLayout *page, const QString &title, QWidget *parent)
{
    auto *section = new QVBoxLayout;
    section->setSpacing(space::s);
    section->addWidget(makeText(title, "heading", parent));
    page->addLayout(section);
    return section;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        if (item->layout())
            clear(item->layout());
        delete item;
    }
}

} // namespace

struct ModePanel::Private {
    ModePanel *panel = nullptr;
    Session *session = nullptr;
    runner::ModeOptions options; ///< what is chosen here, maybe not applied yet
    bool filling = false;

    std::array<ModeCard *, Modes.size()> cards = {};
    QWidget *content = nullptr;
    QHBoxLayout *margins = nullptr;
    QBoxLayout *cardRow = nullptr;
    QBoxLayout *columns = nullptr;
    QVBoxLayout *problems = nullptr;
    QFormLayout *form = nullptr;
    QCheckBox *tls = nullptr;
    QCheckBox *legacy = nullptr;
    QLineEdit *name = nullptr;
    QLineEdit *url = nullptr;
    QLineEdit *token = nullptr;
    QLineEdit *cliImage = nullptr;
    QLineEdit *dindImage = nullptr;
    QSpinBox *concurrent = nullptr;
    QPushButton *review = nullptr;
    QLabel *reviewHint = nullptr;
    QLabel *summary = nullptr;
    QVBoxLayout *risks = nullptr;
    CommandBox *registerCommand = nullptr;
    QVBoxLayout *steps = nullptr;

    QWidget *buildOptions();
    void fill();       ///< the form, from options
    void readForm();   ///< and back
    void showGuide();
    void checkMatch();
    void arrange(bool isNarrow);
    void showProblems(const text::Diagnostics &found);
};

ModePanel::ModePanel(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->panel = this;
    d->session = session;
    d->options = session->mode();

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *sheet = new QFrame;
    setRole(sheet, "panel");
    d->content = new QWidget(sheet);
    d->content->setMaximumWidth(WidestContent);
    d->margins = new QHBoxLayout(sheet);
    d->margins->addWidget(d->content, 1);
    d->margins->addStretch(0);
    scroll->setWidget(sheet);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);

    auto *page = new QVBoxLayout(d->content);
    page->setContentsMargins({});
    page->setSpacing(space::xl);

    auto *head = new QVBoxLayout;
    head->setSpacing(space::xs);
    head->addWidget(makeText(tr("How do jobs get at Docker?"), "title", d->content));
    head->addWidget(makeText(tr("The choice decides what stands in .gitlab-ci.yml and in the runner's config.toml. Both are changed together, and you see how before anything happens."),
                             nullptr, d->content));
    page->addLayout(head);

    d->cardRow = new QBoxLayout(QBoxLayout::LeftToRight);
    d->cardRow->setSpacing(space::m);
    for (std::size_t i = 0; i < Modes.size(); ++i) {
        runner::ModeOptions options = d->options;
        options.mode = Modes[i];
        d->cards[i] = new ModeCard(Modes[i], d->content);
        const runner::ModeGuide guide = runner::guide(options);
        d->cards[i]->setRisk(guide.risks.isEmpty() ? QString() : guide.risks.first().title);
        d->cardRow->addWidget(d->cards[i], 1);
        connect(d->cards[i], &ModeCard::clicked, this, [this, mode = Modes[i]] {
            d->options.mode = mode;
            d->options.runnerName.clear();
            d->fill();
            d->showGuide();
        });
    }
    page->addLayout(d->cardRow);

    d->problems = new QVBoxLayout;
    d->problems->setSpacing(space::s);
    page->addLayout(d->problems);

    d->columns = new QBoxLayout(QBoxLayout::LeftToRight);
    d->columns->setSpacing(space::xxl);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::s);
    left->addWidget(makeText(tr("Options"), "heading", d->content));
    left->addWidget(d->buildOptions());
    left->addStretch();
    auto *right = new QVBoxLayout;
    right->setSpacing(space::s);
    right->addWidget(makeText(tr("What it means"), "heading", d->content));
    d->summary = makeText({}, nullptr, d->content);
    right->addWidget(d->summary);
    d->risks = new QVBoxLayout;
    d->risks->setSpacing(space::m);
    right->addSpacing(space::xs);
    right->addLayout(d->risks);
    right->addStretch();
    d->columns->addLayout(left, 1);
    d->columns->addLayout(right, 1);
    page->addLayout(d->columns);

    QVBoxLayout *registration = addSection(page, tr("Register the runner"), d->content);
    d->registerCommand = new CommandBox(d->content);
    registration->addWidget(d->registerCommand);

    QVBoxLayout *setup = addSection(page, tr("Set up the machine"), d->content);
    d->steps = new QVBoxLayout;
    d->steps->setSpacing(space::l);
    setup->addLayout(d->steps);
    page->addStretch();

    const auto followSession = [this] {
        d->options = d->session->mode();
        d->fill();
        d->showGuide();
    };
    connect(session, &Session::modeChanged, this, followSession);
    connect(session, &Session::opened, this, followSession);
    connect(session, &Session::analysisChanged, this, [this] { d->checkMatch(); });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        d->showGuide();
        d->checkMatch();
    });
    followSession();
    d->checkMatch();
    d->arrange(true);
    scroll->setMinimumWidth(sheet->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());
}

ModePanel::~ModePanel() = default;

void ModePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange(width() < NarrowPanel);
}

void ModePanel::Private::arrange(bool isNarrow)
{
    const int margin = isNarrow ? space::l : space::xl;
    margins->setContentsMargins(margin, margin, margin, margin);
    const auto direction = isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    cardRow->setDirection(direction);
    columns->setDirection(direction);
}

QWidget *ModePanel::Private::buildOptions()
{
    auto *widget = new QWidget(content);
    form = new QFormLayout(widget);
    form->setContentsMargins({});
    form->setHorizontalSpacing(space::m);
    form->setVerticalSpacing(space::s);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

    name = new QLineEdit(widget);
    name->setPlaceholderText(ModePanel::tr("stagecraft, with the mode"));
    url = new QLineEdit(widget);
    token = new QLineEdit(widget);
    cliImage = new QLineEdit(widget);
    dindImage = new QLineEdit(widget);
    concurrent = new QSpinBox(widget);
    concurrent->setRange(1, 256);
    tls = new QCheckBox(ModePanel::tr("Encrypt with TLS (port 2376)"), widget);
    legacy = new QCheckBox(ModePanel::tr("Old GitLab: registration token"), widget);
    form->addRow(ModePanel::tr("Runner name"), name);
    form->addRow(ModePanel::tr("GitLab URL"), url);
    form->addRow(ModePanel::tr("Token"), token);
    form->addRow(ModePanel::tr("Job image"), cliImage);
    form->addRow(ModePanel::tr("Engine image"), dindImage);
    form->addRow(ModePanel::tr("Jobs at once"), concurrent);
    form->addRow(tls);
    form->addRow(legacy);

    review = new QPushButton(widget);
    setRole(review, "primary");
    review->setIcon(icon(QStringLiteral("diff"), IconTone::OnAccent));
    review->setObjectName(QStringLiteral("reviewChange"));
    reviewHint = makeText({}, "muted", widget);
    auto *buttonRow = new QHBoxLayout;
    buttonRow->setContentsMargins(0, space::s, 0, 0);
    buttonRow->addWidget(review);
    buttonRow->addStretch();
    form->addRow(buttonRow);
    form->addRow(reviewHint);

    const auto changed = [this] {
        if (!filling) {
            readForm();
            showGuide();
        }
    };
    for (QLineEdit *field : {name, url, token, cliImage, dindImage})
        QObject::connect(field, &QLineEdit::textChanged, panel, changed);
    QObject::connect(concurrent, &QSpinBox::valueChanged, panel, changed);
    QObject::connect(tls, &QCheckBox::toggled, panel, changed);
    QObject::connect(legacy, &QCheckBox::toggled, panel, changed);
    QObject::connect(review, &QPushButton::clicked, panel, [this] { openModeSwitch(session, options, panel); });
    return widget;
}

void ModePanel::Private::fill()
{
    filling = true;
    const auto put = [](QLineEdit *field, const QString &text) {
        if (field->text() != text)
            field->setText(text);
    };
    put(name, options.runnerName);
    put(url, options.url);
    put(token, options.token);
    put(cliImage, options.cliImage);
    put(dindImage, options.dindImage);
    concurrent->setValue(options.concurrent);
    tls->setChecked(options.tls);
    legacy->setChecked(options.legacyRegistration);
    filling = false;
    const bool isDind = options.mode == runner::RunnerMode::DockerInDocker;
    form->setRowVisible(cliImage, options.mode != runner::RunnerMode::Shell);
    form->setRowVisible(dindImage, isDind);
    form->setRowVisible(tls, isDind);
    for (ModeCard *card : cards) {
        card->setChecked(card->mode() == options.mode);
        card->setInUse(session->buffer(Document::Config).size() > 0 && card->mode() == session->mode().mode);
    }
    const bool inUse = options.mode == session->mode().mode && session->buffer(Document::Config).size() > 0;
    review->setText(inUse ? ModePanel::tr("Review and apply options…")
                          : ModePanel::tr("Review switch to %1…").arg(modeTitle(options.mode)));
    reviewHint->setText(ModePanel::tr("Shows the change of both files first. One step to undo."));
    review->setEnabled(!session->root().isEmpty());
}

void ModePanel::Private::readForm()
{
    options.runnerName = name->text().trimmed();
    options.url = url->text().trimmed();
    options.token = token->text().trimmed();
    options.cliImage = cliImage->text().trimmed();
    options.dindImage = dindImage->text().trimmed();
    options.concurrent = concurrent->value();
    options.tls = tls->isChecked();
    options.legacyRegistration = legacy->isChecked();
}

void ModePanel::Private::showGuide()
{
    const Colors &c = colors();
    const runner::ModeGuide guide = runner::guide(options);
    summary->setText(guide.summary);
    registerCommand->setCommand(runner::registerCommand(options));

    clear(risks);
    for (const runner::Risk &risk : guide.risks) {
        auto *row = new QWidget(content);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(space::s);
        layout->addWidget(makeIcon(QStringLiteral("shield"), c.warning, size::icon, row), 0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(space::hair);
        texts->addWidget(makeText(risk.title, "strong", row));
        texts->addWidget(makeText(risk.text, "muted", row));
        layout->addLayout(texts, 1);
        risks->addWidget(row);
    }

    clear(steps);
    int number = 0;
    for (const runner::SetupStep &step : guide.steps) {
        auto *row = new QWidget(content);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(space::m);
        auto *badge = new QLabel(QString::number(++number), row);
        badge->setAlignment(Qt::AlignCenter);
        badge->setFixedSize(22, 22);
        badge->setFont(ui::font(FontRole::Small));
        badge->setStyleSheet(QStringLiteral("background: %1; color: %2; border-radius: 11px;")
                                 .arg(c.accentSoft.name(), c.accent.name()));
        layout->addWidget(badge, 0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(space::xs);
        texts->addWidget(makeText(step.title, "strong", row));
        texts->addWidget(makeText(step.why, "muted", row));
        auto *command = new CommandBox(row);
        command->setCommand(step.command);
        texts->addWidget(command);
        layout->addLayout(texts, 1);
        steps->addWidget(row);
    }
}

void ModePanel::Private::checkMatch()
{
    const text::TextBuffer pipeline = session->buffer(Document::Pipeline);
    const text::TextBuffer config = session->buffer(Document::Config);
    if (session->root().isEmpty() || config.size() == 0) {
        showProblems({});
        return;
    }
    const QDir root(session->root());
    const auto analysis = session->analysis(); // its tree, where it is that of this text
    const bool isParsed = analysis->revision == pipeline.revision()
                          && analysis->pipeline.bytes().isSharedWith(pipeline.bytes());
    inBackground(
        panel,
        [pipeline, config, tree = isParsed ? std::optional(analysis->tree) : std::nullopt,
         pipelineFile = root.relativeFilePath(session->pipelineFile()),
         configFile = root.relativeFilePath(session->configFile())] {
            return tree ? runner::matchingProblems(*tree, config, pipelineFile, configFile)
                        : runner::matchingProblems(pipeline, config, pipelineFile, configFile);
        },
        [this, pipeline, config](const text::Diagnostics &found) {
            if (pipeline.revision() == session->buffer(Document::Pipeline).revision()
                && config.revision() == session->buffer(Document::Config).revision())
                showProblems(found);
        });
}

void ModePanel::Private::showProblems(const text::Diagnostics &found)
{
    clear(problems);
    const auto isConfig = [this](const QString &file) {
        return file == QDir(session->root()).relativeFilePath(session->configFile());
    };
    for (const text::Diagnostic &problem : found) {
        auto *banner = new Banner(problem.severity == text::Severity::Error ? Banner::Tone::Error
                                  : problem.severity == text::Severity::Warning ? Banner::Tone::Warning
                                                                                : Banner::Tone::Info,
                                  problem.message, content);
        auto *show = new QToolButton(banner);
        show->setText(ModePanel::tr("Show"));
        QObject::connect(show, &QToolButton::clicked, panel, [this, problem] {
            Q_EMIT panel->revealRequested(problem.file, problem.range);
        });
        banner->layout()->addWidget(show);
        for (const text::Fix &offered : problem.fixes) {
            auto *fix = new QPushButton(offered.title, banner);
            const Document document = isConfig(offered.file.isEmpty() ? problem.file : offered.file)
                ? Document::Config : Document::Pipeline;
            const quint64 revision = session->buffer(document).revision();
            QObject::connect(fix, &QPushButton::clicked, panel, [this, offered, document, revision] {
                if (session->buffer(document).revision() == revision)
                    session->apply(document, offered.patch, offered.title);
            });
            banner->layout()->addWidget(fix);
        }
        problems->addWidget(banner);
    }
}

} // namespace stagecraft::ui

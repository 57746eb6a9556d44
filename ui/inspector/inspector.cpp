// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/inspector.h"

#include "ui/inspector/job_form.h"
#include "ui/inspector/pipeline_form.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stagecraft::ui {

struct Inspector::Private {
    Inspector *inspector = nullptr;
    Session *session = nullptr;
    QLabel *icon = nullptr;
    QLabel *title = nullptr;
    QLabel *subtitle = nullptr;
    QScrollArea *scroll = nullptr;
    QLabel *empty = nullptr;
    Form *form = nullptr;
    Selection shown;

    void show();
    void refresh();
    void setForm(Form *next);
    void setHead(const QString &iconName, const QString &name, const QString &kind);
};

Inspector::Inspector(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->inspector = this;
    d->session = session;
    setAttribute(Qt::WA_StyledBackground);

    auto *head = new QFrame(this);
    setRole(head, "panel");
    d->icon = new QLabel(head);
    d->icon->setFixedSize(size::largeIcon, size::largeIcon);
    d->title = new QLabel(head);
    setRole(d->title, "heading");
    d->title->setTextFormat(Qt::PlainText);
    d->title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    d->subtitle = new QLabel(head);
    setRole(d->subtitle, "muted");
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(d->title);
    texts->addWidget(d->subtitle);
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(space::l, space::m, space::l, space::m);
    headLayout->setSpacing(space::m);
    headLayout->addWidget(d->icon);
    headLayout->addLayout(texts, 1);

    auto *line = new QFrame(this);
    setRole(line, "line");
    line->setFixedHeight(1);

    d->scroll = new QScrollArea(this);
    d->scroll->setFrameShape(QFrame::NoFrame);
    d->scroll->setWidgetResizable(true);
    d->scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->empty = new QLabel(tr("Nothing is open.\n\nSelect a job or a stage to see and change what it says."), this);
    setRole(d->empty, "muted");
    d->empty->setAlignment(Qt::AlignCenter);
    d->empty->setWordWrap(true);
    d->empty->setMargin(space::xl);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(line);
    layout->addWidget(d->scroll, 1);
    layout->addWidget(d->empty, 1);

    connect(session, &Session::selectionChanged, this, [this] { d->show(); });
    connect(session, &Session::opened, this, [this] {
        d->setForm(nullptr);
        d->show();
    });
    connect(session, &Session::analysisChanged, this, [this] { d->refresh(); });
    connect(&Theme::instance(), &Theme::changed, this, [this] { d->show(); });
    d->show();
}

Inspector::~Inspector() = default;

QSize Inspector::sizeHint() const
{
    return {320, 480};
}

void Inspector::Private::setHead(const QString &iconName, const QString &name, const QString &kind)
{
    icon->setPixmap(iconPixmap(iconName, size::largeIcon, colors().accent, inspector->devicePixelRatioF()));
    title->setText(name);
    title->setToolTip(name);
    subtitle->setText(kind);
}

void Inspector::Private::setForm(Form *next)
{
    form = next;
    if (!next) {
        if (QWidget *old = scroll->takeWidget())
            old->deleteLater();
        return;
    }
    auto *sheet = new QFrame;
    setRole(sheet, "panel");
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->addWidget(next);
    QObject::connect(next, &Form::revealRequested, inspector, &Inspector::revealRequested);
    if (QWidget *old = scroll->takeWidget())
        old->deleteLater(); // a field of it may be committing right now
    scroll->setWidget(sheet);
}

void Inspector::Private::show()
{
    shown = session->selection();
    const bool open = !session->root().isEmpty();
    empty->setVisible(!open);
    scroll->setVisible(open);
    if (!open) {
        setHead(QStringLiteral("inspector"), Inspector::tr("Inspector"), {});
        return;
    }
    QStringList jobs(shown.jobs.cbegin(), shown.jobs.cend());
    jobs.sort();
    if (!jobs.isEmpty()) {
        auto *next = new JobForm(session, jobs, nullptr);
        if (!next->refresh()) {
            delete next; // not analysed yet: refresh() tries again
            setForm(nullptr);
            return;
        }
        QObject::connect(next, &JobForm::renamed, inspector, [this](const QString &, const QString &to) {
            session->setSelection({.jobs = {to}, .stage = {}});
        });
        setForm(next);
        if (jobs.size() == 1)
            setHead(QStringLiteral("job"), jobs.first(), Inspector::tr("Job"));
        else
            setHead(QStringLiteral("job"), Inspector::tr("%1 jobs").arg(jobs.size()), jobs.join(QStringLiteral(", ")));
    } else if (!shown.stage.isEmpty()) {
        auto *next = new StageForm(session, shown.stage, nullptr);
        setForm(next);
        setHead(QStringLiteral("stage"), shown.stage, Inspector::tr("Stage"));
    } else {
        setForm(new PipelineForm(session, nullptr));
        setHead(QStringLiteral("blocks"), Inspector::tr("Pipeline"), QFileInfo(session->pipelineFile()).fileName());
    }
}

void Inspector::Private::refresh()
{
    if (!form || shown != session->selection()) {
        show();
        return;
    }
    if (form->refresh())
        return;
    // What was shown is gone from the text.
    setForm(nullptr);
    setHead(QStringLiteral("inspector"), Inspector::tr("Not in this file"), Inspector::tr("The selection is no longer there."));
}

} // namespace stagecraft::ui
